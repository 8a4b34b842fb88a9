/** The page's behaviour: one listener for each kind of event, for everything that is on the page. */
import { closeView, changed, press, shortcut, submit, typedLive } from './press.js';
import { composerKey, takeCommand, typed } from './composer.js';
import { sendText } from './say.js';
import { closeMenus, menuKey, toggleMenu } from './menu.js';
import { openPicker, settlePicker } from './picker.js';
import { go, refresh, watch } from './screen.js';
import { choose, closeSelect, openSelect, searchSelect, selectKey } from './select.js';
import { here, post } from './server.js';
import { settle } from './settle.js';

const near = (event, selector) => event.target.closest?.(selector) ?? null;

async function moveClock(to) {
  await post('clock', { to });
  await refresh();
}

async function turnMood(id, on) {
  await post('mood', id === null ? { on } : { id, on });
  await refresh();
}

async function doDeed(id) {
  await post('deed', { id });
  await refresh();
}

async function jump(form) {
  const input = form.querySelector('input');
  await moveClock(input.value);
  input.value = '';
  settle();
}

async function follow(link) {
  closeMenus();
  await go(link.getAttribute('href'));
  if (here().at === 'home') await visitHome();
}

async function visitHome() {
  await post('home', { as: here().as });
}

/** What a click does, by the first of these that holds the clicked element. */
const CLICKS = [
  ['[data-press]', (button) => press(button)],
  ['[data-menu]', (button) => toggleMenu(button)],
  [
    '[data-message-shortcut]',
    (item) => shortcut(item, item.dataset.messageShortcut, item.closest('[data-scope=message]')),
  ],
  ['[data-shortcut]', (item) => shortcut(item, item.dataset.shortcut)],
  [
    '[data-element=overflow] [role=menuitem]',
    (item) => press(item.closest('[data-element]'), item, item.dataset.value),
  ],
  ['.select [role=option]', (option) => choose(option.closest('.select'), option)],
  ['.select-box', (box) => openSelect(box.closest('.select'))],
  ['.command', (option) => takeCommand(option)],
  ['[data-submit-view]', (button) => submit(button)],
  ['[data-close-view]', (button) => closeView(button.dataset.closeView, false)],
  ['[data-close-all]', (button) => closeView(button.dataset.closeAll, true)],
  ['[data-mood]', (button) => turnMood(button.dataset.mood, button.ariaChecked !== 'true')],
  ['[data-moods-off]', () => turnMood(null, false)],
  ['[data-deed]', (button) => doDeed(button.dataset.deed)],
  ['[data-clock]', (button) => moveClock(button.dataset.clock)],
  ['.picker input', (input) => openPicker(input)],
];

function toggleDrawer(event) {
  const { dataset } = document.querySelector('#app');
  if (near(event, '[data-drawer]') !== null && dataset.drawerOpen === undefined)
    dataset.drawerOpen = '';
  else if (near(event, '.sidebar') === null) delete dataset.drawerOpen;
}

document.addEventListener('click', (event) => {
  const link = near(event, 'a[data-go]');
  const own = !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (link !== null && own) {
    event.preventDefault();
    void follow(link);
    return;
  }
  toggleDrawer(event);
  if (near(event, '[data-menu]') === null) closeMenus();
  for (const [selector, act] of CLICKS) {
    const found = near(event, selector);
    if (found === null) continue;
    void act(found);
    return;
  }
});

document.addEventListener('mousedown', (event) => {
  for (const select of document.querySelectorAll('.select')) {
    if (!select.contains(event.target)) closeSelect(select);
  }
  // A press on an option must not take the focus out of the search box.
  if (near(event, '[role=option]') !== null) event.preventDefault();
});

document.addEventListener('focusout', (event) => {
  const select = near(event, '.select');
  if (select !== null && !select.contains(event.relatedTarget)) closeSelect(select);
});

document.addEventListener('input', (event) => {
  if (event.target.matches('[data-draft]')) typed(event.target);
  else if (event.target.matches('[role=combobox]')) searchSelect(near(event, '.select'));
  else if (event.target.dataset.live?.includes('typing')) void typedLive(event.target);
});

document.addEventListener('change', (event) => {
  const picker = near(event, '.picker');
  if (picker !== null) settlePicker(picker);
  const element = near(event, '.ticks, .picker [data-element]');
  if (element !== null) void changed(element);
});

document.addEventListener('choose', (event) => void changed(event.target));

/** Enter in a one-line field tells the app when it asked for that, else it submits the modal. */
function enterIn(field) {
  if (field.dataset.live?.includes('enter')) void changed(field);
  else field.closest('dialog')?.querySelector('[data-submit-view]')?.click();
}

document.addEventListener('keydown', (event) => {
  const { target } = event;
  const menu = near(event, '[role=menu]');
  if (menu !== null) menuKey(menu, event);
  else if (target.matches('[data-draft]')) composerKey(target, event);
  else if (target.matches('[role=combobox]')) selectKey(near(event, '.select'), event);
  else if (event.key === 'Enter' && target.matches('input.field')) enterIn(target);
});

document.addEventListener('submit', (event) => {
  if (event.target.method === 'dialog') return;
  event.preventDefault();
  if (event.target.dataset.composer !== undefined) void sendText(event.target);
  if (event.target.dataset.jump !== undefined) void jump(event.target);
});

/** Escape on a modal: the app hears of it, as with the close button. */
document.addEventListener(
  'cancel',
  (event) => {
    if (event.target.dataset.view === undefined) return;
    event.preventDefault();
    void closeView(event.target.dataset.view, false);
  },
  true,
);

settle();
watch();
if (here().at === 'home') void visitHome();

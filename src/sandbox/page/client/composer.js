/** Writing: Enter sends, a slash opens the list of commands, the box grows with the text. */
const MOST_LINES_PX = 220;

function listOf(box) {
  return document.getElementById(box.getAttribute('aria-controls'));
}

function shown(list) {
  return [...list.querySelectorAll('[role=option]:not([hidden])')];
}

function mark(list, option) {
  for (const one of shown(list)) one.ariaSelected = String(one === option);
  option?.scrollIntoView({ block: 'nearest' });
}

/** Shows the commands that begin with what is typed, until a whole one stands there. */
function suggest(box) {
  const list = listOf(box);
  const typed = /^\/[\w-]*$/.exec(box.value)?.[0].toLowerCase();
  for (const option of list.querySelectorAll('[role=option]')) {
    option.hidden = typed === undefined || !option.dataset.command.startsWith(typed);
  }
  const found = shown(list);
  list.hidden = found.length === 0 || (found.length === 1 && found[0].dataset.command === typed);
  mark(list, found[0]);
}

/** What was begun in each place, by the composer's key. */
const drafts = new Map();

/** A composer that comes back to the page shows what was begun in it. */
export function settleComposer(form) {
  const box = form.querySelector('textarea');
  const draft = drafts.get(form.dataset.composer) ?? '';
  if (box.value !== '' || draft === '') return;
  box.value = draft;
  typed(box);
}

/** Call when the text has changed. */
export function typed(box) {
  drafts.set(box.form.dataset.composer, box.value);
  box.style.height = 'auto';
  box.style.height = `${Math.min(MOST_LINES_PX, box.scrollHeight)}px`;
  suggest(box);
}

/** Puts a command into the box, ready for its arguments. */
export function takeCommand(option) {
  const box = option.closest('form').querySelector('textarea');
  box.value = `${option.dataset.command} `;
  box.focus();
  typed(box);
}

/** Enter, Tab, arrows and Escape in the box. */
export function composerKey(box, event) {
  const list = listOf(box);
  const found = list.hidden ? [] : shown(list);
  const active = found.findIndex((option) => option.ariaSelected === 'true');
  if (found.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    mark(list, found.at((active + (event.key === 'ArrowDown' ? 1 : -1)) % found.length));
  } else if (
    found.length > 0 &&
    (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey))
  ) {
    event.preventDefault();
    takeCommand(found[active] ?? found[0]);
  } else if (found.length > 0 && event.key === 'Escape') {
    list.hidden = true;
  } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    box.form.requestSubmit();
  }
}

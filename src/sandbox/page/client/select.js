/** Select menus: searching, choosing by mouse and keyboard, chips for several choices. */
import { placeBelow } from './popup.js';

const parts = (select) => ({
  input: select.querySelector('[role=combobox]'),
  list: select.querySelector('[role=listbox]'),
  options: [...select.querySelectorAll('[role=option]')],
  multi: select.classList.contains('multi'),
});

const isChosen = (option) => option.ariaSelected === 'true';

/** The chosen values: one or null, or a list for a multi select. */
export function selectValue(select) {
  const { options, multi } = parts(select);
  const values = options.filter(isChosen).map((option) => option.dataset.value);
  return multi ? values : (values[0] ?? null);
}

function chip(option, select) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'chip';
  button.textContent = option.dataset.words;
  button.ariaLabel = `Remove ${option.dataset.words}`;
  button.addEventListener('click', (event) => {
    event.stopPropagation();
    choose(select, option);
  });
  return button;
}

/** Shows the choice in the box, unless a person is searching in it. */
export function settleSelect(select) {
  const { input, options, multi } = parts(select);
  const chosen = options.filter(isChosen);
  if (multi) {
    select.querySelector('.chips').replaceChildren(...chosen.map((option) => chip(option, select)));
    input.dataset.hint ??= input.placeholder;
    input.placeholder = chosen.length > 0 ? '' : input.dataset.hint;
  }
  if (input.ariaExpanded !== 'true') input.value = multi ? '' : (chosen[0]?.dataset.words ?? '');
}

function mark(select, option) {
  const { input, options } = parts(select);
  for (const one of options) one.toggleAttribute('data-active', one === option);
  if (option === undefined) {
    input.removeAttribute('aria-activedescendant');
    return;
  }
  option.id ||= `${input.id}-${options.indexOf(option)}`;
  input.setAttribute('aria-activedescendant', option.id);
  option.scrollIntoView({ block: 'nearest' });
}

function shown(select) {
  return parts(select).options.filter((option) => !option.hidden);
}

function filter(select, search) {
  const wanted = search.trim().toLowerCase();
  const { options, list } = parts(select);
  for (const option of options) option.hidden = !option.textContent.toLowerCase().includes(wanted);
  for (const group of list.querySelectorAll('[role=group]')) {
    group.hidden = group.querySelector('[role=option]:not([hidden])') === null;
  }
  list.querySelector('.no-choice').hidden = shown(select).length > 0;
}

/** Drops the list and starts a search. */
export function openSelect(select) {
  const { input, list, multi } = parts(select);
  if (input.ariaExpanded === 'true') return;
  input.ariaExpanded = 'true';
  if (!multi) input.select();
  filter(select, '');
  list.hidden = false;
  placeBelow(list, select.querySelector('.select-box'), true);
  mark(select, shown(select).find(isChosen) ?? shown(select)[0]);
}

/** Closes the list; what was searched for is forgotten. */
export function closeSelect(select) {
  const { input, list } = parts(select);
  if (input.ariaExpanded !== 'true') return;
  input.ariaExpanded = 'false';
  list.hidden = true;
  settleSelect(select);
}

/** Chooses an option, or takes a choice of a multi select back, and says so with a `choose` event. */
export function choose(select, option) {
  const { options, multi, input } = parts(select);
  const most = Number(select.dataset.max) || Infinity;
  if (multi && !isChosen(option) && options.filter(isChosen).length >= most) return;
  if (!multi) for (const one of options) one.ariaSelected = 'false';
  option.ariaSelected = String(multi ? !isChosen(option) : true);
  if (multi) input.value = '';
  else closeSelect(select);
  settleSelect(select);
  if (multi && input.ariaExpanded === 'true') {
    filter(select, '');
    placeBelow(parts(select).list, select.querySelector('.select-box'), true);
  }
  select.dispatchEvent(new CustomEvent('choose', { bubbles: true }));
}

/** A change of the search text. */
export function searchSelect(select) {
  const { input } = parts(select);
  openSelect(select);
  filter(select, input.value);
  mark(select, shown(select)[0]);
}

/** Arrow keys, Enter, Escape and Backspace in the box. */
export function selectKey(select, event) {
  const { input, options, multi } = parts(select);
  const open = input.ariaExpanded === 'true';
  const visible = shown(select);
  const active = visible.findIndex((option) => option.dataset.active !== undefined);
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (!open) openSelect(select);
    else mark(select, visible.at((active + (event.key === 'ArrowDown' ? 1 : -1)) % visible.length));
  } else if (event.key === 'Enter' && open) {
    event.preventDefault();
    if (visible[active] !== undefined) choose(select, visible[active]);
  } else if (event.key === 'Escape' && open) {
    // Kept from the dialog, which would close with everything typed in it.
    event.preventDefault();
    event.stopPropagation();
    closeSelect(select);
  } else if (event.key === 'Backspace' && multi && input.value === '') {
    const last = options.findLast(isChosen);
    if (last !== undefined) choose(select, last);
  }
}

/** What has to be put right after every drawing: dialogs, selects, pickers, the address in the links. */
import { settleComposer } from './composer.js';
import { settlePicker } from './picker.js';
import { settleSelect } from './select.js';

/** Who had the focus before the first modal opened. */
let beforeModals = null;

function openModal(dialog) {
  if (document.querySelector('dialog.modal[open]') === null) beforeModals = document.activeElement;
  dialog.showModal();
  focusFirst(dialog);
}

/** The top modal is open and modal, those under it are closed but keep what was typed. */
function settleModals() {
  const dialogs = [...document.querySelectorAll('dialog.modal')];
  for (const dialog of dialogs) {
    const top = dialog.dataset.top !== 'no';
    if (!top && dialog.open) dialog.close();
    if (top && !dialog.open) openModal(dialog);
  }
  const lost = dialogs.length === 0 && document.activeElement === document.body;
  // On a phone the keyboard would cover the page again.
  if (lost && matchMedia('(hover: hover)').matches) beforeModals?.focus();
  if (dialogs.length === 0) beforeModals = null;
}

function focusFirst(dialog) {
  const wanted =
    dialog.querySelector('[data-focus]') ??
    dialog.querySelector(
      '.modal-body input:not([type=checkbox], [type=radio]), .modal-body textarea',
    );
  const target = wanted?.matches('.select') ? wanted.querySelector('input') : wanted;
  if (target?.matches('input[type=text], textarea') && target.role !== 'combobox') target.focus();
  else dialog.querySelector('.modal-body').focus();
}

let errorSeen = '';

/** The first error of a modal is brought into view once. */
function settleErrors() {
  const first = document.querySelector('dialog[open] .field-error');
  const error = first === null ? '' : first.closest('[data-key]').dataset.key + first.textContent;
  if (error !== '' && error !== errorSeen) first.scrollIntoView({ block: 'center' });
  errorSeen = error;
}

/** Call after the page's HTML has changed. */
export function settle() {
  document.querySelectorAll('[data-composer]').forEach(settleComposer);
  document.querySelectorAll('.select').forEach(settleSelect);
  document.querySelectorAll('.picker').forEach(settlePicker);
  settleModals();
  settleErrors();
}

/** Sending what a person presses or chooses to the app, and modals back to it. */
import { confirmed } from './confirm.js';
import { rawValue, rawValues } from './form.js';
import { refresh } from './screen.js';
import { here, post } from './server.js';

async function busily(button, work) {
  if (button.dataset.busy !== undefined) return;
  button.dataset.busy = '';
  try {
    await work();
    await refresh();
  } finally {
    delete button.dataset.busy;
  }
}

function send(element, raw) {
  const scope = element.closest('[data-scope]');
  const { block, action } = element.dataset;
  const press = { as: here().as, block, action, raw };
  if (scope.dataset.scope === 'message') {
    return post('press', { ...press, at: scope.dataset.at, ts: scope.dataset.ts });
  }
  return post('press-in-view', { ...press, view: scope.dataset.view, values: rawValues(scope) });
}

/** Sends a press on `element` with this value, after its question was answered with yes. */
export async function press(element, button = element, raw = rawValue(element)) {
  if (!(await confirmed(element))) return;
  if (button.dataset.url !== undefined) window.open(button.dataset.url, '_blank', 'noopener');
  await busily(button, () => send(element, raw));
}

/** A change in an element that the app wants to hear of at once. */
export async function changed(element) {
  if (element.dataset.live !== undefined) await press(element);
}

/** A keystroke in such a field. What is typed while one is under way is sent once that one is done. */
export async function typedLive(field) {
  if (field.dataset.busy !== undefined) {
    field.dataset.again = '';
    return;
  }
  do {
    delete field.dataset.again;
    await press(field);
  } while (field.dataset.again !== undefined);
}

/** Submits the modal that holds `button`. */
export async function submit(button) {
  const modal = button.closest('dialog');
  const body = { as: here().as, view: button.dataset.submitView, values: rawValues(modal) };
  await busily(button, () => post('submit', body));
}

/** Closes one modal, or the whole stack with `all`. */
export async function closeView(view, all) {
  await post('close', { as: here().as, view, all });
  await refresh();
}

/** Runs a shortcut; `message` is the message it was called on, if any. */
export async function shortcut(button, callback, message = null) {
  const about = message === null ? {} : { at: message.dataset.at, ts: message.dataset.ts };
  await busily(button, () => post('shortcut', { as: here().as, callback, ...about }));
}

/** Sending what stands in a composer: words, or a slash command. */
import { typed } from './composer.js';
import { refresh } from './screen.js';
import { here, post } from './server.js';

/** Sends what stands in a composer; it comes back when it could not be sent. */
export async function sendText(form) {
  const box = form.querySelector('textarea');
  const text = box.value.trim();
  if (text === '') return;
  box.value = '';
  typed(box);
  const { at, thread } = form.dataset;
  const done = await post('say', {
    as: here().as,
    at,
    text,
    ...(thread === undefined ? {} : { thread }),
  });
  if (!done && box.value === '') {
    box.value = text;
    typed(box);
  }
  await refresh();
}

/** Speaking with the page's server. */
import { notice } from './notice.js';

/** The address of the screen that is open: who one is, where, and in which thread. */
export function here() {
  const { as, at, thread } = document.querySelector('#app').dataset;
  return { as, at, thread: thread === '' ? null : thread };
}

/** Posts and shows the server's line for the person, when there is one. Resolves to true when all went well. */
export async function post(route, body) {
  try {
    const response = await fetch(`/api/${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    const line = answer.notice ?? answer.error ?? null;
    if (line !== null) notice(line);
    return response.ok && line === null;
  } catch {
    notice('The sandbox does not answer. Is it still running?');
    return false;
  }
}

/** Keeping the screen up to date: drawn again on every change, in place. */
import { morph } from './morph.js';
import { settle } from './settle.js';

const NEAR_END_PX = 80;
/** The clock of the sandbox may run; without any other change the screen is looked at this often. */
const LOOK_AGAIN_MS = 20_000;

let drawing = false;
let again = false;

function scrollers() {
  return [...document.querySelectorAll('.messages:not(.home)')].map((box) => ({
    pane: box.closest('[data-key]').dataset.key,
    atEnd: box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX,
  }));
}

/** A conversation just opened, or read to its end before, shows its end again. */
function keepAtEnd(before) {
  for (const box of document.querySelectorAll('.messages:not(.home)')) {
    const pane = box.closest('[data-key]').dataset.key;
    const known = before.find((one) => one.pane === pane);
    if (known === undefined || known.atEnd) box.scrollTop = box.scrollHeight;
  }
}

async function draw() {
  const response = await fetch(`/screen${location.search}`);
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').body;
  const before = scrollers();
  const app = document.querySelector('#app');
  const next = fresh.querySelector('#app');
  if (app === null || next === null) return;
  morph(app, next);
  settle();
  keepAtEnd(before);
}

/** Draws the screen again; calls meanwhile lead to one more drawing. */
export async function refresh() {
  if (drawing) {
    again = true;
    return;
  }
  drawing = true;
  try {
    do {
      again = false;
      await draw();
    } while (again);
  } catch {
    // The server is gone for the moment; the event stream comes back by itself and asks again.
  } finally {
    drawing = false;
  }
}

/** Goes to another place of the workspace without loading the page anew. */
export async function go(href, { replace = false } = {}) {
  const from = new URLSearchParams(location.search).toString();
  if (replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  delete document.querySelector('#app').dataset.drawerOpen;
  if (new URLSearchParams(location.search).toString() !== from) await refresh();
}

let changes = null;

/**
 * Listens while the page is looked at. A hidden one neither reads, for looking is reading, nor keeps one
 * of the six connections that a browser grants all tabs together.
 */
function listen() {
  changes?.close();
  changes = null;
  if (document.hidden) return;
  changes = new EventSource('/changes');
  changes.addEventListener('open', () => void refresh());
  changes.addEventListener('change', () => void refresh());
}

/** Starts keeping the screen up to date. */
export function watch() {
  keepAtEnd([]);
  listen();
  document.addEventListener('visibilitychange', listen);
  window.addEventListener('popstate', () => void refresh());
  setInterval(() => {
    if (!document.hidden) void refresh();
  }, LOOK_AGAIN_MS);
}

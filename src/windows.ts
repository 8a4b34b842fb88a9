/**
 * Watches the windows that arrivals open: each shows a word that it is being read, until it is filled.
 * When the program dies in between, the next one closes it with a sentence.
 */
import type { Log } from './base/log.ts';
import type { OpenWindow, OpenWindows } from './jobs/open-windows.ts';
import type { ModalView } from './slack/blocks.ts';
import { SlackRefusal, type OpenedView, type SlackDesk, type ViewAnswer } from './slack/port.ts';
import type { Incoming } from './slack/arrivals.ts';
import { troubleModal } from './trouble.ts';

/** The window of one arrival. */
export interface WatchedWindow {
  /** The desk, through which the window is seen to open and to be filled. */
  readonly desk: SlackDesk;
  /** Puts these words in place of a window that still waits; false when none does, or it is gone. */
  close(words: string): Promise<boolean>;
  /** The work is over, and whatever the window shows is meant. */
  end(): Promise<void>;
}

/** A window that was asked for before its handler began. */
export interface FirstWindow {
  readonly view: ModalView;
  readonly opened: Promise<OpenedView>;
}

/** What is known of an arrival when work on it begins. */
export interface WindowOf {
  readonly incoming: Incoming;
  readonly answer: ViewAnswer | null;
  /** An earlier run left it. */
  readonly isLeft: boolean;
  /** What was opened for it already; null for nothing. */
  readonly first: FirstWindow | null;
}

/** Keeps the windows of all arrivals. */
export interface WindowKeeper {
  /** Asks for a window before the handler does, which then has it without asking. */
  openFirst(triggerId: string, view: ModalView): FirstWindow;
  /** Puts these words into it, for its handler will never begin. Never throws. */
  giveUp(first: FirstWindow, words: string): Promise<void>;
  watch(key: string, what: WindowOf): Promise<WatchedWindow>;
  /** Closes these windows, whose deeds are done and could not be shown. Never throws. */
  closeAfterDeeds(left: readonly (OpenWindow & { readonly key: string })[]): Promise<void>;
}

const AFTER_DEED =
  'I was restarted before I could show you the rest. What was done is saved: close this window, and it shows how things stand when you open it again.';

/** A keeper over the real desk. */
export function createWindowKeeper(
  { desk, log }: { readonly desk: SlackDesk; readonly log: Log },
  windows: OpenWindows,
): WindowKeeper {
  return {
    openFirst(triggerId, view) {
      const opened = desk.openModal(triggerId, view);
      // Whoever needs it hears that it failed.
      opened.catch(() => undefined);
      return { view, opened };
    },
    async giveUp(first, words) {
      try {
        await putFirst(desk, first, words);
      } catch (error) {
        log.trouble('window.left_open', error);
      }
    },
    async watch(key, what) {
      const left = what.isLeft ? await windows.of(key) : windowOfAnswer(what);
      if (left !== null && !what.isLeft) await noted(log, windows.opened(key, left));
      return watched({ desk, log, windows, key, first: what.first }, left);
    },
    async closeAfterDeeds(left) {
      try {
        for (const { key, ...window } of left) {
          await put(desk, window, AFTER_DEED);
          await windows.filled(key);
        }
      } catch (error) {
        log.trouble('window.left_open', error);
      }
    },
  };
}

interface Watching {
  readonly desk: SlackDesk;
  readonly log: Log;
  readonly windows: OpenWindows;
  readonly key: string;
  readonly first: FirstWindow | null;
}

function watched(watching: Watching, left: OpenWindow | null): WatchedWindow {
  const { desk, log, windows, key, first } = watching;
  let waiting = left;
  let unclaimed = first;
  const isFilled = async (): Promise<void> => {
    if (waiting === null) return;
    waiting = null;
    await noted(log, windows.filled(key));
  };
  const sees = async (opened: OpenedView, view: ModalView): Promise<OpenedView> => {
    if (!isWaiting(view)) return opened;
    waiting = { viewId: opened.id, hash: opened.hash === '' ? null : opened.hash };
    await noted(log, windows.opened(key, waiting));
    return opened;
  };
  return {
    desk: {
      ...desk,
      openModal: async (triggerId, view) => {
        const isThere = first !== null && view === first.view;
        if (isThere) unclaimed = null;
        return sees(await (isThere ? first.opened : desk.openModal(triggerId, view)), view);
      },
      pushModal: async (triggerId, view) => sees(await desk.pushModal(triggerId, view), view),
      async updateModal(viewId, view, hash) {
        const opened = await desk.updateModal(viewId, view, hash);
        if (viewId === waiting?.viewId) await isFilled();
        return opened;
      },
    },
    async close(words) {
      // Its handler never began, such as for who may not.
      if (unclaimed !== null) return putFirst(desk, unclaimed, words);
      const window = waiting;
      if (window === null) return false;
      const isShown = await put(desk, window, words);
      await isFilled();
      return isShown;
    },
    end: isFilled,
  };
}

/** A form is answered by a word that it is being worked on, in the same window. */
function windowOfAnswer({ incoming, answer }: WindowOf): OpenWindow | null {
  if (incoming.kind !== 'submission' || answer?.kind !== 'update') return null;
  return isWaiting(answer.view) ? { viewId: incoming.viewId, hash: null } : null;
}

/** Nothing to hand in: a word, and nothing that somebody could have typed into. */
function isWaiting(view: ModalView): boolean {
  return view.submit === undefined;
}

async function putFirst(desk: SlackDesk, first: FirstWindow, words: string): Promise<boolean> {
  const opened = await first.opened.catch((error: unknown) => {
    if (error instanceof SlackRefusal) return null;
    throw error;
  });
  return opened !== null && put(desk, { viewId: opened.id, hash: null }, words);
}

/** The hash keeps it from writing over what the window shows by now. */
async function put(desk: SlackDesk, window: OpenWindow, words: string): Promise<boolean> {
  try {
    await desk.updateModal(window.viewId, troubleModal(words), window.hash ?? undefined);
    return true;
  } catch (error) {
    if (error instanceof SlackRefusal) return false;
    throw error;
  }
}

/** A window shows what it is for also when nothing can be written at present. */
async function noted(log: Log, write: Promise<void>): Promise<void> {
  try {
    await write;
  } catch (error) {
    log.trouble('window.not_noted', error);
  }
}

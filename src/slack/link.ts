/** Keeps one connection to Slack up: opens the next before the last one goes, comes back after a cut. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import { millisecondsBetween } from '../base/time.ts';
import type { Connection, ConnectionOptions, Ending } from './connection.ts';
import { type Failure, isNotLetIn, sortFailure } from './outcomes.ts';
import { parkedSentence, pauseAfter } from './reconnect.ts';
import { SentAway } from './sent-away.ts';
import { within } from '../base/within.ts';

/** How a link stands: connected, on its way, or refused by Slack for a reason that only an operator can mend. */
export type LinkState =
  | { readonly kind: 'open' }
  | { readonly kind: 'trying'; readonly cause: string | null }
  | { readonly kind: 'parked'; readonly reason: string };

/** A link, running since it was made. */
export interface Link {
  state(): LinkState;
  /** Resolves when the first try ended, well or not. */
  readonly tried: Promise<void>;
  /** Closes what is open and tries no more. */
  close(): Promise<void>;
}

/** What a link needs beside a connection's options. `changed` is called when its state may be another. */
export interface LinkOptions extends ConnectionOptions {
  readonly wall: Clock;
  readonly changed: () => void;
}

// What came by a connection is acknowledged within milliseconds, or not at all.
const RETIRE_LIMIT_MS = 5000;

interface Course {
  readonly options: LinkOptions;
  readonly closing: AbortController;
  /** Usually one; two while a new connection takes over. */
  readonly open: Set<Connection>;
  /** What holds when nothing is open. */
  trouble: Exclude<LinkState, { kind: 'open' }>;
  /** Failures in a row; a connection that lived long enough sets it back. */
  failures: number;
}

/** Starts a link at once. */
export function startLink(options: LinkOptions): Link {
  const course: Course = {
    options,
    closing: new AbortController(),
    open: new Set(),
    trouble: { kind: 'trying', cause: null },
    failures: 0,
  };
  const tried = Promise.withResolvers<void>();
  const running = keepUp(course, tried.resolve);
  return {
    state: () => (course.open.size > 0 ? { kind: 'open' } : course.trouble),
    tried: tried.promise,
    close: async () => {
      course.closing.abort();
      // Whoever closes has waited for what is in hand already.
      await Promise.all([...course.open].map((connection) => connection.retire(0)));
      await running;
    },
  };
}

async function keepUp(course: Course, tried: () => void): Promise<void> {
  const { signal } = course.closing;
  while (!signal.aborted) {
    const pauseMs = await oneRound(course, tried);
    tried();
    // A pause that closing cuts short throws; the loop ends then anyway.
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** One connection from the try to its end; answers how long to wait before the next. */
async function oneRound(course: Course, tried: () => void): Promise<number> {
  const { options, closing } = course;
  try {
    // Loaded only here: who is called by Slack never pays for the sockets.
    const { openConnection } = await import('./connection.ts');
    const connection = await openConnection(options, closing.signal);
    const since = options.wall.now();
    takeOver(course, connection);
    tried();
    const ending = await connection.ending;
    const livedMs = millisecondsBetween(since, options.wall.now());
    return closing.signal.aborted ? 0 : afterEnding(course, connection, ending, livedMs);
  } catch (error) {
    return closing.signal.aborted ? 0 : afterFailure(course, error);
  }
}

function takeOver(course: Course, connection: Connection): void {
  const predecessors = [...course.open];
  course.open.add(connection);
  course.trouble = { kind: 'trying', cause: null };
  course.options.changed();
  void connection.gone.then(() => leave(course, connection));
  for (const old of predecessors) void outlive(course, old);
  if (course.closing.signal.aborted) void retire(connection);
}

/**
 * Slack may still send by a connection whose end it announced, and our closing it would cross with that.
 * So Slack closes it; only one that it forgets is closed from here.
 */
async function outlive(course: Course, old: Connection): Promise<void> {
  if (!(await within(course.options.timing.lingerMs, old.gone))) await retire(old);
}

function leave(course: Course, connection: Connection): void {
  course.open.delete(connection);
  course.options.changed();
}

function afterEnding(
  course: Course,
  connection: Connection,
  ending: Ending,
  livedMs: number,
): number {
  const { timing, log } = course.options;
  const reason = ending.kind === 'gone' ? 'cut' : ending.reason;
  log.debug('slack.connection_ends', { reason, livedMs });
  if (reason === 'link_disabled') {
    void retire(connection);
    return park(course, 'link_disabled');
  }
  if (reason === 'too_many_websockets') return timing.crowdedPauseMs;
  const isSteady = livedMs >= timing.steadyAfterMs;
  // Slack asking for a refresh is no failure, however often: a cut right after it is mended as fast as ever.
  if (ending.kind === 'announced' && !isSteady)
    return pauseAfter(0, { ...timing, firstPauseMs: timing.refreshPauseMs }, Math.random());
  course.failures = isSteady ? 0 : course.failures + 1;
  return isSteady ? 0 : pauseAfter(course.failures - 1, timing, Math.random());
}

function afterFailure(course: Course, error: unknown): number {
  const { timing, log } = course.options;
  if (error instanceof SentAway) return afterGoodbye(course, error.reason);
  const failure = sortFailure(error);
  const cause = causeOf(failure);
  log.debug('slack.connection_failed', { cause });
  if (failure.kind === 'refused' || isNotLetIn(cause)) return park(course, cause);
  course.trouble = { kind: 'trying', cause };
  course.options.changed();
  if (failure.kind === 'wait') return failure.seconds * 1000;
  course.failures += 1;
  return pauseAfter(course.failures - 1, timing, Math.random());
}

/** Slack was reached, and lets no more of us in: asking again at once would only keep it busy. */
function afterGoodbye(course: Course, reason: string): number {
  const { timing, log } = course.options;
  log.debug('slack.connection_failed', { cause: reason });
  if (reason === 'link_disabled') return park(course, reason);
  course.trouble = { kind: 'trying', cause: reason };
  course.options.changed();
  course.failures += 1;
  const patient = { ...timing, firstPauseMs: timing.refreshPauseMs };
  return pauseAfter(course.failures - 1, patient, Math.random());
}

function causeOf(failure: Failure): string {
  if (failure.kind === 'wait') return 'ratelimited';
  return failure.kind === 'refused' ? failure.code : failure.cause;
}

/** Trying again quickly would change nothing about a refusal. */
function park(course: Course, code: string): number {
  course.trouble = { kind: 'parked', reason: parkedSentence(code) };
  course.options.changed();
  return Math.round(course.options.timing.parkedPauseMs * (0.5 + Math.random() / 2));
}

async function retire(connection: Connection): Promise<void> {
  await connection.retire(RETIRE_LIMIT_MS);
}

/**
 * Where everything that arrives is written down, acknowledged and handed to the feature it is for. An
 * arrival that was acknowledged is handled once, also when the program dies in between.
 */
import { admit } from './admit.ts';
import { nothingAsked, type Asked } from './authority/asked.ts';
import { stopwatch, type Clock } from './base/clock.ts';
import { sentenceOf, SlipwayError, withReference } from './base/errors.ts';
import { newReference } from './base/id.ts';
import { noMeter, type ArrivalEnd, type Meter } from './base/meter.ts';
import { plusMinutes, type Instant } from './base/time.ts';
import type { Context } from './feature.ts';
import { createContext, readingOnly, type Workshop } from './context.ts';
import {
  leftWords,
  restartedWords,
  tellLeft,
  tellTrouble,
  troubleModal,
  troubleWords,
} from './trouble.ts';
import {
  createWindowKeeper,
  type FirstWindow,
  type WatchedWindow,
  type WindowKeeper,
} from './windows.ts';
import type { Inbox } from './jobs/inbox.ts';
import type { Adopt } from './jobs/orphans.ts';
import type { OpenWindows } from './jobs/open-windows.ts';
import { AlreadyHandled } from './jobs/transact-once.ts';
import { createPlaces } from './places.ts';
import { createTurns, personOf, type Turn } from './turns.ts';
import { dispatch, firstViewOf } from './dispatch.ts';
import { actionOf } from './ways.ts';
import { readArrival, type Incoming, type Submission } from './slack/arrivals.ts';
import { type Acknowledge, type Arrival, type ViewAnswer } from './slack/port.ts';

/**
 * How often an arrival is begun before it is given up: it may be what kills the program. Most deaths have
 * other causes, and what was acknowledged must outlive a run of them.
 */
const MOST_TRIES = 6;
/** An event older than this is not worked off after a crash. What a person did always is. */
const STALE_MINUTES = 24 * 60;
/** When neither the deed nor its failure can be written, it is on disk still: begun anew after this pause. */
const PUT_OFF_MS = 2_000;

/**
 * How many handlers run at once. Begun all together, hundreds would share one thread: each would end late, and
 * what they hold in memory would stop the program for its rubbish. So many that a few slow answers from
 * outside keep nobody waiting.
 */
const MOST_AT_ONCE = 32;

/** The front desk of the running program. */
export interface FrontDesk {
  /** Records, acknowledges, then handles. Resolves when the acknowledgement is out. */
  receive(arrival: Arrival, acknowledge: Acknowledge): Promise<void>;
  /**
   * Begins to work off what was recorded by a program that ended before it was done, each person's in the
   * order in which they acted; what they do from now on comes after it. As it comes, all of that, before
   * anything is received.
   */
  resume(when?: Parameters<Adopt>[0]): Promise<void>;
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
}

/** Opens the front desk; `adopt` takes over from the dead, `meter` is told what came and how it ended. */
export function createFrontDesk(
  workshop: Workshop,
  inbox: Inbox,
  open: OpenWindows,
  adopt: Adopt,
  clock: Clock,
  meter: Meter = noMeter,
): FrontDesk {
  const inHand = new Set<Promise<void>>();
  const turns = createTurns(workshop.routes);
  const places = createPlaces(MOST_AT_ONCE);
  const windows = createWindowKeeper(workshop, open);

  const begin = (piece: Piece, turn: Turn | null = null): Promise<void> => {
    const run = async (): Promise<void> => {
      const end = await places.run(() => workOn(workshop, inbox, windows, piece));
      if (end === 'put-off') putOff(piece);
      else meter.arrival(piece.arrival.kind, end);
    };
    const work = (turn === null ? run() : turn.before.then(run)).finally(() => {
      inHand.delete(work);
      turn?.end();
    });
    inHand.add(work);
    return work;
  };

  const putOff = (piece: Piece): void => {
    const anew = (): void => void begin({ ...piece, now: clock.now() }, turns.take(piece.incoming));
    setTimeout(anew, PUT_OFF_MS).unref();
  };

  const giveUpFirst = (first: FirstWindow): void => {
    const closing = windows.giveUp(first, NOT_SAVED).finally(() => inHand.delete(closing));
    inHand.add(closing);
  };

  return {
    async receive(arrival, tellSlack) {
      const begun = stopwatch();
      const acknowledge: Acknowledge = async (answer) => {
        await tellSlack(answer);
        meter.acknowledged((stopwatch() - begun) / 1000);
      };
      const now = clock.now();
      const incoming = readArrival(arrival);
      const early: { first: FirstWindow | null } = { first: null };
      // Slack opens it while the disk takes the arrival: nobody relies on a window that says it is reading.
      const openFirst = (): void => void (early.first = firstWindow(workshop, windows, incoming));
      const recorded = await record(inbox, arrival, now, openFirst).catch((error: unknown) => {
        if (early.first !== null) giveUpFirst(early.first);
        return sayNotSaved(workshop, incoming, acknowledge, error);
      });
      if (recorded === 'not-saved') return meter.arrival(arrival.kind, 'not_saved');
      if (recorded === 'seen') {
        meter.arrival(arrival.kind, 'repeated');
        return acknowledge();
      }
      // Before anything is waited for: a press that comes while a form is looked through is later than it.
      const turn = turns.take(incoming);
      const asked = nothingAsked(actionOf(workshop.routes, incoming));
      const { answer, isTurnedAway } =
        incoming.kind === 'submission'
          ? await answerSubmission(workshop, incoming, asked, now)
          : { answer: null, isTurnedAway: false };
      await (answer === null ? acknowledge() : acknowledge(answer));
      const { first } = early;
      const piece = { arrival, incoming, answer, asked, now, heardAt: now, isLeft: false, first };
      if (answer?.kind !== 'errors' && !isTurnedAway) return void begin(piece, turn);
      turn?.end();
      if (isTurnedAway) await inbox.finish(arrival.key, 'refused', now);
      else await inbox.sendBack(arrival.key, now);
      meter.arrival(arrival.kind, isTurnedAway ? 'refused' : 'sent_back');
    },
    async resume(when = 'at-start') {
      const now = clock.now();
      const left = await adopt(when);
      // Slack is asked, and nobody waits for that.
      const closing = windows.closeAfterDeeds(left.windows).finally(() => inHand.delete(closing));
      inHand.add(closing);
      for (const arrival of left.unfinished) {
        const incoming = readArrival(arrival);
        const { receivedAt: heardAt } = arrival;
        const asked = nothingAsked(actionOf(workshop.routes, incoming));
        const piece = {
          arrival,
          incoming,
          answer: null,
          asked,
          now,
          heardAt,
          isLeft: true,
          first: null,
        };
        if (isStale(piece)) await inbox.fail(arrival.key, 'too old', now);
        else if (arrival.attempts >= MOST_TRIES) await leave(workshop, inbox, windows, piece);
        else void begin(piece, turns.takeLeft(incoming));
      }
    },
    async idle() {
      while (inHand.size > 0) await Promise.allSettled(inHand);
    },
  };
}

/**
 * One arrival to be handled; `heardAt` is when it came, `now` when this try begins. `isLeft` when an earlier
 * run left it.
 */
interface Piece {
  readonly arrival: Arrival;
  readonly incoming: Incoming;
  /** What a submission was answered with in this run; null for what was not, and after a crash. */
  readonly answer: ViewAnswer | null;
  /** What was asked for it, while it was answered and while it is handled. */
  readonly asked: Asked;
  readonly now: Instant;
  readonly heardAt: Instant;
  readonly isLeft: boolean;
  /** The window that Slack was asked for already, by its first try. */
  readonly first: FirstWindow | null;
}

function isStale({ incoming, now, heardAt }: Piece): boolean {
  return incoming.kind === 'event' && heardAt < plusMinutes(now, -STALE_MINUTES);
}

async function record(
  inbox: Inbox,
  arrival: Arrival,
  now: Instant,
  whenNew: () => void,
): Promise<'new' | 'seen'> {
  return inbox.recordArrival(arrival, now, whenNew);
}

function firstWindow(
  { routes }: Workshop,
  windows: WindowKeeper,
  incoming: Incoming,
): FirstWindow | null {
  const first = firstViewOf(routes, incoming);
  return first === null ? null : windows.openFirst(first.triggerId, first.view);
}

const NOT_SAVED = 'I cannot save right now. Nothing was changed; please try again in a minute.';

/** Nothing could be written: the person is told where they typed, and what they typed stays there. */
async function sayNotSaved(
  workshop: Workshop,
  incoming: Incoming,
  acknowledge: Acknowledge,
  error: unknown,
): Promise<'not-saved'> {
  const reference = newReference();
  workshop.log.trouble('arrival.not_recorded', error, { reference, kind: incoming.kind });
  const text = withReference(NOT_SAVED, reference);
  if (incoming.kind === 'command') await acknowledge({ text });
  else if (incoming.kind === 'submission') {
    const field = Object.keys(incoming.values)[0];
    if (field !== undefined) await acknowledge({ kind: 'errors', errors: { [field]: text } });
  } else throw error;
  return 'not-saved';
}

async function answerSubmission(
  workshop: Workshop,
  submission: Submission,
  asked: Asked,
  now: Instant,
): Promise<{ readonly answer: ViewAnswer; readonly isTurnedAway: boolean }> {
  const ctx = readingOnly(createContext(workshop, now, undefined, now, asked));
  try {
    const no = await admit(ctx, submission);
    if (no !== null)
      return { answer: { kind: 'update', view: troubleModal(no) }, isTurnedAway: true };
    const spec = workshop.routes.submissions.get(submission.callbackId);
    const answer = (await spec?.answer?.(ctx, submission)) ?? { kind: 'close' };
    return { answer, isTurnedAway: false };
  } catch (error) {
    return { answer: answerToTrouble(workshop, submission, asked, error), isTurnedAway: false };
  }
}

function answerToTrouble(
  { log }: Workshop,
  submission: Submission,
  asked: Asked,
  error: unknown,
): ViewAnswer {
  const reference = newReference();
  const isRefusal = isNotAllowed(error) && asked.isRefused();
  if (!isRefusal)
    log.trouble('submission.no_answer', error, { reference, view: submission.callbackId });
  const field = Object.keys(submission.values)[0];
  if (field === undefined) return { kind: 'close' };
  return { kind: 'errors', errors: { [field]: sentenceOf(error, reference) } };
}

/** How it ended; `repeated` when another try had done it, `put-off` when nothing can be written at present. */
async function workOn(
  workshop: Workshop,
  inbox: Inbox,
  windows: WindowKeeper,
  piece: Piece,
): Promise<ArrivalEnd | 'put-off'> {
  const { arrival, incoming, asked, now, heardAt } = piece;
  const window = await windows.watch(arrival.key, piece);
  const watched = { ...workshop, desk: window.desk };
  const ctx = createContext(watched, now, inbox.transactFor(arrival.key), heardAt, asked);
  try {
    // The first try was counted when it was recorded.
    if (piece.isLeft && (await inbox.begin(arrival.key)) === null) return 'repeated';
    const outcome = await dispatch(workshop.routes, ctx, incoming);
    await inbox.finish(arrival.key, outcome, now);
    await window.end();
    return 'handled';
  } catch (error) {
    if (error instanceof AlreadyHandled) return 'repeated';
    return giveUp(ctx, inbox, window, piece, error);
  }
}

/** Leaves what was in hand at too many deaths. The person is told in its window, else directly. */
async function leave(
  workshop: Workshop,
  inbox: Inbox,
  windows: WindowKeeper,
  piece: Piece,
): Promise<void> {
  const { arrival, incoming, now } = piece;
  const reference = newReference();
  // Not its key: Slack's trigger is in it, and the row is found by the reference.
  workshop.log.warn('arrival.left', { reference, kind: incoming.kind });
  await inbox.fail(arrival.key, reference, now);
  const userId = personOf(incoming);
  if (userId === '') return;
  const window = await windows.watch(arrival.key, piece);
  if (await window.close(leftWords(reference))) return;
  await tellLeft(createContext(workshop, now), userId, reference);
}

async function giveUp(
  ctx: Context,
  inbox: Inbox,
  window: WatchedWindow,
  { arrival, incoming, isLeft }: Piece,
  error: unknown,
): Promise<'refused' | 'failed' | 'put-off'> {
  const reference = newReference();
  // What the table refused is in the log already.
  if (isNotAllowed(error) && ctx.asked.isRefused()) ctx.log.debug('arrival.refused', { reference });
  else if (isExpected(error)) ctx.log.info('arrival.refused', { reference, code: error.code });
  else ctx.log.trouble('arrival.failed', error, { reference, kind: incoming.kind });
  try {
    await inbox.fail(arrival.key, reference, ctx.now);
    const words = isLeft ? restartedWords(error, reference) : troubleWords(error, reference);
    if (!(await window.close(words))) await tellTrouble(ctx, incoming, error, reference);
  } catch (second) {
    ctx.log.trouble('arrival.trouble_untold', second, { reference });
    if (second instanceof SlipwayError && second.code === 'unavailable') return 'put-off';
  }
  return isExpected(error) ? 'refused' : 'failed';
}

function isNotAllowed(error: unknown): boolean {
  return error instanceof SlipwayError && error.code === 'not_allowed';
}

/** Something the person can mend, and not we. */
function isExpected(error: unknown): error is SlipwayError {
  return error instanceof SlipwayError && error.code !== 'internal' && error.code !== 'unavailable';
}

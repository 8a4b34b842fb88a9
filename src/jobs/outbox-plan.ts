import { millisecondsBetween, plusMilliseconds, type Instant } from '../base/time.ts';
import { lookForMessage } from './look-for-message.ts';
import type { PlacedMessage } from './message-reads.ts';
import { countedMethods, type MethodPace } from './method-pace.ts';
import type { Moment } from './message-writes.ts';
import { hasCome } from './outbox-rules.ts';
import type { MessageWork, OutboxTools } from './outbox-tools.ts';
import { sendMessage } from './send-message.ts';
import { suspectMessage } from './suspect-message.ts';
import type { MessageRow } from './tables.ts';

/** What this sender has in hand, and when each channel may be spoken to again, on the machine's clock. */
export interface InHand {
  readonly keys: Set<string>;
  readonly targets: Set<string>;
  readonly quietUntil: Map<string, Instant>;
}

/** One message and what to do with it. */
export interface Job {
  readonly row: PlacedMessage;
  readonly work: MessageWork;
}

/** What can be done now, and in how many milliseconds to ask again; null for not by time. */
export interface Plan {
  readonly jobs: readonly Job[];
  /** Requests that are out by nobody who lives. */
  readonly dead: readonly MessageRow[];
  /** The instant of a message has come: to be posted, or no longer. */
  readonly instantHasCome: boolean;
  readonly nextMs: number | null;
}

/** Looks through the messages; changes nothing in the database. Run inside `alone`. */
export function planRound(tools: OutboxTools, hand: InHand, at: Moment): Plan {
  const { reads } = tools;
  const instants = [reads.nextNotBefore(), reads.nextEnd()].filter((instant) => instant !== null);
  const times = instants.map((instant) => millisecondsBetween(at.now, instant));
  const shut = tools.gate.shutUntil();
  const isShut = shut !== null && !hasCome(shut, at.wall);
  const taken = new Set(hand.targets);
  const looks = planLooks(tools, taken, at, times);
  const sends = planSends(tools, hand, taken, at, times, shut === null ? Infinity : 1);
  const jobs = [...looks, ...sends];
  if (isShut && jobs.length > 0) times.push(millisecondsBetween(at.wall, shut));
  return {
    jobs: allowed(jobs, shut, isShut, hand),
    dead: reads.sending().filter(({ key }) => !hand.keys.has(key)),
    instantHasCome: instants.some((instant) => instant <= at.now),
    nextMs: times.length === 0 ? null : Math.max(0, Math.min(...times)),
  };
}

/** While Slack refuses our token nothing is asked; when that was long enough ago, one tries for all. */
function allowed(jobs: readonly Job[], shut: Instant | null, isShut: boolean, hand: InHand) {
  if (shut === null) return jobs;
  return isShut || hand.keys.size > 0 ? [] : jobs.slice(0, 1);
}

function planLooks(
  { reads, settings }: OutboxTools,
  taken: Set<string>,
  { wall }: Moment,
  times: number[],
): Job[] {
  const next = reads.nextLook();
  if (next === null) return [];
  if (!hasCome(next, wall)) {
    times.push(millisecondsBetween(wall, next));
    return [];
  }
  const due = reads.toLookFor(next > wall ? next : wall, settings.channelsAtOnce * 2);
  const jobs: Job[] = [];
  for (const row of due) {
    if (taken.has(row.target) || taken.size >= settings.channelsAtOnce) continue;
    taken.add(row.target);
    jobs.push({ row, work: lookForMessage });
  }
  return jobs;
}

/**
 * At most so many, and no more than there are channels to be spoken to at once. Channels sort before people, so a
 * long run of direct messages never delays a channel.
 */
function planSends(
  { reads, settings, pace }: OutboxTools,
  hand: InHand,
  taken: Set<string>,
  { now, wall }: Moment,
  times: number[],
  most: number,
): Job[] {
  const jobs: Job[] = [];
  const planned: PlacedMessage[] = [];
  const looksFirst = reads.lookSince(now) !== null;
  let row = reads.headAfter('');
  while (row !== undefined && taken.size < settings.channelsAtOnce && jobs.length < most) {
    const quiet = quietUntil(hand, row, wall);
    if (quiet !== null) times.push(millisecondsBetween(wall, quiet));
    else if (
      !taken.has(row.target) &&
      !reads.isHeld(row.target) &&
      !waits(reads, row, wall, times) &&
      !isTooMany(pace, row, planned, wall, times)
    ) {
      taken.add(row.target);
      planned.push(row);
      const work = looksFirst && isUntried(row) ? suspectMessage : sendMessage;
      jobs.push({ row, work });
    }
    row = reads.headAfter(row.target);
  }
  return jobs;
}

/** True while Slack takes nothing for this channel. */
function waits(
  reads: OutboxTools['reads'],
  row: PlacedMessage,
  wall: Instant,
  times: number[],
): boolean {
  const probe = reads.closedChannel(row.workspace_id, row.target)?.probe_wall;
  if (probe === undefined || hasCome(probe, wall)) return false;
  times.push(millisecondsBetween(wall, probe));
  return true;
}

/** True while Slack wants no more calls of a method that this message needs; others go on. */
function isTooMany(
  pace: MethodPace,
  row: PlacedMessage,
  planned: readonly PlacedMessage[],
  wall: Instant,
  times: number[],
): boolean {
  const full = countedMethods(row).find((method) => {
    const ahead = planned.filter((other) => countedMethods(other).includes(method)).length;
    return pace.free(method, wall) <= ahead;
  });
  if (full === undefined) return false;
  times.push(millisecondsBetween(wall, pace.freeAt(full, wall)));
  return true;
}

function isUntried({ ts, attempts, looks }: MessageRow): boolean {
  return ts === null && attempts === 0 && looks === 0;
}

function quietUntil(hand: InHand, row: PlacedMessage, wall: Instant): Instant | null {
  const paced = hand.quietUntil.get(row.target);
  if (paced !== undefined && !hasCome(paced, wall)) return paced;
  hand.quietUntil.delete(row.target);
  if (row.retry_wall !== null && !hasCome(row.retry_wall, wall)) return row.retry_wall;
  return null;
}

const MANY_QUIET = 1_000;

/** Notes that a channel was just spoken to. */
export function keepQuiet(hand: InHand, target: string, wall: Instant, spacingMs: number): void {
  hand.quietUntil.set(target, plusMilliseconds(wall, spacingMs));
  if (hand.quietUntil.size < MANY_QUIET) return;
  for (const [other, until] of hand.quietUntil) if (until <= wall) hand.quietUntil.delete(other);
}

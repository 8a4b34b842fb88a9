/**
 * A power cut takes the end of the log away. A short life is played over a real file, noting how long the log
 * was at every effect that somebody outside could see; then the log is cut at any length, the program starts
 * on what is left, and the outside is as it was at that moment.
 */
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { silentLog } from '../../src/base/log.ts';
import { createInbox, type Inbox } from '../../src/jobs/inbox.ts';
import { writePromise } from '../../src/jobs/promises.ts';
import { createScheduler, type Scheduler } from '../../src/jobs/scheduler.ts';
import type { Arrival } from '../../src/slack/port.ts';
import { openBench, saying, START, type Bench } from '../jobs/bench.ts';
import type { Standing } from '../jobs/scripted-poster.ts';

/** What the outside had seen when the log was `bytes` long. */
interface Mark {
  readonly bytes: number;
  /** Deliveries that were acknowledged. */
  readonly acknowledged: readonly string[];
  /** What stood in Slack. */
  readonly standing: readonly Standing[];
}

/** A life that was played, and what it left. */
export interface Life {
  readonly file: string;
  readonly log: Buffer;
  readonly marks: readonly Mark[];
}

/** Where the log ends, and whether what is there of its last frame is rubbish. */
export interface Cut {
  readonly bytes: number;
  readonly isTorn: boolean;
}

const LOG_HEADER = 32;
const FRAME_HEADER = 24;
const PAGE = 4_096;
const FRAME = FRAME_HEADER + PAGE;
const WEEK = { dueAt: START, usefulUntil: '2026-11-27T00:00:00.000Z' };

/** Plays the life: arrivals, posts, an edit, a thread, a lost answer, a promise. Writes into `folder`. */
export async function playLife(folder: string): Promise<Life> {
  const file = join(folder, 'slipway.db');
  // The first start leaves everything in the file and the log empty.
  await (await openBench({}, file)).store.close();
  const bench = await openBench({ spacingMs: 0 }, file);
  const inbox = createInbox(bench.store);
  const marks: Mark[] = [];
  const acknowledged: string[] = [];
  const note = (): void => {
    const { size } = statSync(`${file}-wal`, { throwIfNoEntry: false }) ?? { size: 0 };
    const standing = structuredClone(bench.poster.standing);
    marks.push({ bytes: size, acknowledged: [...acknowledged], standing });
  };
  note();
  noteEveryRequest(bench, note);
  for (const number of [1, 2, 3]) {
    const arrival = anArrival(number);
    await inbox.recordArrival(arrival, START);
    acknowledged.push(arrival.key);
    note();
    await handle(bench, inbox, arrival);
    if (number === 2) bench.poster.fates.push('lost');
    await bench.pass(1_000);
  }
  await keeping(bench).tick(START);
  await bench.pass(90_000);
  await bench.pass(600_000);
  const copy = join(folder, 'left.db');
  copyFileSync(file, copy);
  const log = readFileSync(`${file}-wal`);
  await bench.store.close();
  return { file: copy, log, marks };
}

/** Every length at which the log can end: after each frame, in the middle of one, and with half of one torn. */
export function cutsOf({ log }: Life): readonly Cut[] {
  const frames = (log.length - LOG_HEADER) / FRAME;
  const cuts: Cut[] = [{ bytes: 0, isTorn: false }];
  for (let frame = 0; frame <= frames; frame += 1) {
    const bytes = LOG_HEADER + frame * FRAME;
    cuts.push({ bytes, isTorn: false });
    if (frame === frames) continue;
    cuts.push({ bytes: bytes + FRAME_HEADER + PAGE / 2, isTorn: false });
    cuts.push({ bytes: bytes + FRAME, isTorn: true });
  }
  return cuts;
}

/** Starts the program on what a cut left, lets it come to rest, and says what is wrong; nothing when well. */
export async function afterCut(life: Life, cut: Cut, folder: string): Promise<readonly string[]> {
  const file = join(folder, 'slipway.db');
  leave(life, cut, file);
  // What was done at the moment of the cut stands; all that waited for a longer log never happened.
  const whole = cut.isTorn ? cut.bytes - FRAME : cut.bytes;
  const seen = life.marks.findLast(({ bytes }) => bytes <= whole);
  const bench = await openBench({ spacingMs: 0 }, file);
  bench.poster.standing.push(...structuredClone(seen?.standing ?? []));
  const inbox = createInbox(bench.store);
  const missing = await acknowledgedButGone(bench, seen?.acknowledged ?? []);
  // Slack delivers again what was not acknowledged; the rest was left by the life before.
  for (const number of [1, 2, 3]) await inbox.recordArrival(anArrival(number), START);
  for (const arrival of await inbox.unfinished()) await handle(bench, inbox, arrival);
  await rest(bench);
  const wrong = [...missing, ...(await soundness(bench)), ...standingWrong(bench)];
  await bench.store.close();
  return wrong.map((words) => `cut at ${cut.bytes}${cut.isTorn ? ' (torn)' : ''}: ${words}`);
}

/** The request leaves after its claim is in the log; what it does, it does then. */
function noteEveryRequest({ poster }: Bench, note: () => void): void {
  const { post, update } = poster;
  poster.post = async (posting) => {
    const outcome = await post(posting);
    note();
    return outcome;
  };
  poster.update = async (...edit) => {
    const outcome = await update(...edit);
    note();
    return outcome;
  };
}

function anArrival(number: number): Arrival {
  return { key: `command:${number}`, kind: 'command', body: { command: '/release' } };
}

/** The first says a message, the second its thread, the third new words for it and a promise. */
async function handle(bench: Bench, inbox: Inbox, { key }: Arrival): Promise<void> {
  await inbox.begin(key);
  await inbox.transactFor(key)(START, async (tx) => {
    if (key === 'command:1') await bench.outbox.say(tx, saying('digest', 'one'));
    if (key === 'command:2') {
      await bench.outbox.say(tx, saying('thread', 'more', { threadOf: 'digest' }));
      await bench.outbox.say(tx, saying('ask', 'how likely', { to: 'U1' }));
    }
    if (key !== 'command:3') return;
    await bench.outbox.say(tx, saying('digest', 'two'));
    await writePromise(tx, { key: 'late', workspaceId: 'T1', kind: 'late', payload: {}, ...WEEK });
  });
}

function keeping({ store, clock, wall, outbox }: Bench): Scheduler {
  const late = async (_: unknown, transact: Bench['store']['transact']) => {
    await transact(clock.now(), (tx) => outbox.say(tx, saying('kept', 'kept', { to: 'C2' })));
    return { kind: 'done' } as const;
  };
  return createScheduler({ store, clock, wall, log: silentLog, keepers: { late } });
}

async function rest(bench: Bench): Promise<void> {
  const scheduler = keeping(bench);
  for (const milliseconds of [0, 20_000, 90_000, 600_000, 600_000, 1_200_000]) {
    await bench.pass(milliseconds);
    await scheduler.tick(bench.clock.now());
    await bench.pass(0);
  }
}

function leave({ file, log }: Life, { bytes, isTorn }: Cut, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(file, target);
  const left = Buffer.from(log.subarray(0, bytes));
  // The sectors of a page reach the disk in any order; the others hold what was there before.
  if (isTorn) left.fill(0xa5, bytes - PAGE / 2);
  writeFileSync(`${target}-wal`, left);
}

async function acknowledgedButGone(
  { store }: Bench,
  acknowledged: readonly string[],
): Promise<readonly string[]> {
  const known = store.prepare<{ key: string }>('select key from arrival');
  const keys = await store.alone(() => known.all().map(({ key }) => key));
  return acknowledged
    .filter((key) => !keys.includes(key))
    .map((key) => `${key} was acknowledged and is gone`);
}

async function soundness({ store }: Bench): Promise<readonly string[]> {
  const integrity = store.prepare<{ integrity_check: string }>('pragma integrity_check');
  const orphans = store.prepare<object>('pragma foreign_key_check');
  return await store.alone(() => [
    ...integrity
      .all()
      .map((row) => row.integrity_check)
      .filter((word) => word !== 'ok'),
    ...orphans.all().map((row) => `points at nothing: ${JSON.stringify(row)}`),
  ]);
}

const EXPECTED = { C1: ['two', 'more'], D1: ['how likely'], C2: ['kept'] } as const;

function standingWrong({ poster }: Bench): readonly string[] {
  return Object.entries(EXPECTED).flatMap(([channel, texts]) => {
    const stands = poster.texts(channel);
    const isRight = stands.length === texts.length && texts.every((text) => stands.includes(text));
    return isRight ? [] : [`${channel} shows ${JSON.stringify(stands)}`];
  });
}

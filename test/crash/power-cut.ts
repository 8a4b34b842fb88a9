/**
 * A power cut takes the end of the log away. A short life is played over a real file, noting how much of the
 * log was on disk at every effect that somebody outside could see; then the log is cut at any length, the
 * program starts on what is left, and the outside is as far as it can have been with that.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openBench, type Bench } from '../jobs/bench.ts';
import type { Standing } from '../jobs/scripted-poster.ts';
import { goOn, live } from '../jobs/short-life.ts';
import { watchDisk } from './disk-watch.ts';

/** What the outside had seen when only so many `bytes` of the log were on disk. */
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

/** Plays the short life. Writes into `folder`. `forgets` as in `watchDisk`. */
export async function playLife(folder: string, forgets = false): Promise<Life> {
  const file = join(folder, 'slipway.db');
  // The first start leaves everything in the file and the log empty.
  await (await openBench({}, file)).store.close();
  const bench = await openBench({ spacingMs: 0 }, file);
  const disk = watchDisk(file, forgets);
  const marks: Mark[] = [];
  const acknowledged: string[] = [];
  const note = (): void => {
    const standing = structuredClone(bench.poster.standing);
    marks.push({ bytes: disk.onDisk(), acknowledged: [...acknowledged], standing });
  };
  note();
  noteEveryRequest(bench, note);
  await live(bench, (key) => {
    acknowledged.push(key);
    note();
  }).finally(() => disk.stop());
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
  const wrong = await goOn(bench, seen?.acknowledged ?? []);
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

function leave({ file, log }: Life, { bytes, isTorn }: Cut, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(file, target);
  const left = Buffer.from(log.subarray(0, bytes));
  // The sectors of a page reach the disk in any order; the others hold what was there before.
  if (isTorn) left.fill(0xa5, bytes - PAGE / 2);
  writeFileSync(`${target}-wal`, left);
}

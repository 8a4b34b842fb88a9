/** Whatever a power cut leaves of the log, nothing acknowledged is gone and nothing stands twice. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBench, saying } from '../jobs/bench.ts';
import { watchDisk } from './disk-watch.ts';
import { afterCut, cutsOf, playLife } from './power-cut.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-cut-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

// `npm run crash-test -- --power-cuts` makes them all.
const EVERY = 16;

test('case 5: the log cut at frames, in the middle of one and with one torn, from end to end', async () => {
  const life = await playLife(folder);
  const cuts = cutsOf(life).filter((_, index) => index % EVERY === 0);
  expect(cuts.length).toBeGreaterThan(15);
  expect(cuts.filter(({ isTorn }) => isTorn).length).toBeGreaterThan(5);
  const wrong: string[] = [];
  for (const [index, cut] of cuts.entries())
    wrong.push(...(await afterCut(life, cut, join(folder, String(index)))));
  expect(wrong).toEqual([]);
});

test('case 5: and the judge notices when what was acknowledged is gone, or stands twice', async () => {
  const life = await playLife(folder);
  const last = life.marks.at(-1);
  if (last === undefined) throw new Error('nothing was noted');
  const before = { ...life, marks: [{ ...last, bytes: 0 }] };
  const wrong = await afterCut(before, { bytes: 0, isTorn: false }, join(folder, 'cut'));
  expect(wrong).toContain('cut at 0: command:1 was acknowledged and is gone');
  expect(wrong.join()).toContain('C1 shows');
});

test('case 5: and it notices a message that leaves before its claim is on disk', async () => {
  const life = await playLife(folder, true);
  const wrong: string[] = [];
  for (const [index, cut] of cutsOf(life).entries())
    if (index % EVERY === 0)
      wrong.push(...(await afterCut(life, cut, join(folder, String(index)))));
  expect(wrong.join()).toContain('C2 shows ["kept","kept"]');
});

test('case 5: every commit that is said to stand is on the disk', async () => {
  const file = join(folder, 'slipway.db');
  const { store, say } = await openBench({}, file);
  const disk = watchDisk(file, false);
  const left = () => statSync(`${file}-wal`).size - disk.onDisk();
  const beat = store.prepare(
    `insert into lease (name, holder, epoch, expires_wall) values ('l', 'h', 1, '') on conflict do update set epoch = epoch + 1`,
  );
  const ways = [
    () => say(saying('a', 'text')),
    () => store.alone(() => beat.run()),
    () => store.atomically(() => beat.run()),
    () => store.atomicallyNext(() => beat.run()),
  ];
  for (const write of ways) {
    const before = disk.onDisk();
    await write();
    expect(left()).toBe(0);
    expect(disk.onDisk()).toBeGreaterThan(before);
  }
  await store.atomicallySoon(() => beat.run());
  expect(left()).toBeGreaterThan(0);
  disk.stop();
  await store.close();
});

/** The bot's machine has a wrong clock for a while: nothing is said twice, nothing old comes in a heap. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plusMinutes } from '../../src/base/time.ts';
import { berlin, digestsOf, planAtlas } from '../support/atlas.ts';
import { kindOf } from '../support/quiet-contract.ts';
import { aTown, type Town } from '../support/town.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let town: Town;
beforeEach(async () => {
  town = await aTown();
  await planAtlas(town);
});
afterEach(async () => {
  await town.leave();
});

/** Minutes pass for everybody, with a beat after each stretch of them. */
async function beats(count: number, everyMinutes: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    town.passTo(plusMinutes(town.clock.now(), everyMinutes));
    await town.bot().app.beat();
    await town.settle();
  }
}

const posted = (from: number): readonly unknown[] =>
  town.posts
    .slice(from)
    .filter(({ isReply }) => !isReply)
    .map(kindOf);

const readAt = (): string =>
  String(town.rows('select last_read_at from repository')[0]?.['last_read_at']);

test('case 27: set back by a day after the digest: it is not posted again, nor is anybody asked again', async () => {
  await town.pushTo(berlin('2026-11-21', '09:00'));
  const before = town.posts.length;
  town.skew(-DAY);
  await beats(30, 60);
  expect(posted(before)).toEqual([]);
  town.skew(0);
  await town.pushTo(berlin('2026-11-27', '15:00'));
  expect(posted(before).filter((kind) => kind === 'digest')).toHaveLength(1);
  expect(posted(before).filter((kind) => kind === 'check-in')).toHaveLength(7);
  expect(digestsOf(town)).toHaveLength(2);
});

test('case 27: a day ahead for ten minutes, over the digest: it comes once, and GitHub is read again at once', async () => {
  await town.pushTo(berlin('2026-11-20', '09:00'));
  const before = town.posts.length;
  town.skew(DAY);
  await beats(2, 5);
  expect(posted(before)).toEqual(['digest']);
  town.skew(0);
  await beats(1, 11);
  expect(readAt() <= town.clock.now()).toBe(true);
  await town.pushTo(berlin('2026-11-26', '09:00'));
  expect(posted(before).filter((kind) => kind === 'digest')).toHaveLength(1);
  await town.pushTo(berlin('2026-11-27', '15:00'));
  expect(digestsOf(town)).toHaveLength(2);
});

test('case 27: a step of the time service at the digest, back and forth: it comes once', async () => {
  const digestAt = berlin('2026-11-20', '15:00');
  await town.pushTo(plusMinutes(digestAt, -1));
  const before = town.posts.length;
  for (const ms of [61_000, -2_000, 61_000, 0]) {
    town.skew(ms);
    await town.bot().app.beat();
    await town.settle();
  }
  await beats(3, 1);
  expect(posted(before).filter((kind) => kind === 'digest')).toHaveLength(1);
});

test('case 27: weeks ahead for a moment: no heap of old digests, and this week’s still comes', async () => {
  await town.pushTo(berlin('2026-11-17', '09:00'));
  const before = town.posts.length;
  town.skew(15 * DAY);
  await beats(3, 1);
  expect(posted(before)).toEqual([]);
  town.skew(0);
  await beats(1, 60);
  expect(posted(before)).toEqual([]);
  await town.pushTo(berlin('2026-11-20', '15:00'));
  expect(posted(before).filter((kind) => kind === 'digest')).toHaveLength(1);
  expect(posted(before).filter((kind) => kind === 'check-in')).toHaveLength(7);
});

/** Pushing the clock visits whatever happens by itself, in order and at its own instant. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plusMinutes } from '../../src/base/time.ts';
import { writeSaying } from '../../src/jobs/say.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { berlin, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
  await planAtlas(town);
});
afterEach(async () => {
  await town.leave();
});

/** Says something to Paul that waits for its instant. */
async function sayLater(notBefore: string): Promise<void> {
  const { store } = town.bot();
  const message = { text: 'It is done', blocks: [] };
  const { teamId: workspaceId } = town.world.slack;
  const saying = {
    key: `later:${notBefore}`,
    workspaceId,
    to: PEOPLE.paul.id,
    message,
    notBefore,
  };
  await store.transact(town.clock.now(), (tx) => writeSaying(tx, saying));
}

test('a message that waits for its own instant goes out at that instant, among the promises', async () => {
  const before = berlin('2026-11-17', '09:17');
  const after = berlin('2026-11-19', '10:01');
  await sayLater(after);
  await sayLater(before);
  expect(await town.time.next()).toEqual({
    at: before,
    what: 'a message that waited for working hours',
  });
  await town.pushTo(berlin('2026-11-19', '10:30'));
  const came = town.posts.filter(({ text }) => text === 'It is done');
  expect(came.map(({ at }) => at)).toEqual([before, after]);
});

test('one at the same instant as a promise is announced as the promise', async () => {
  const next = await town.time.next();
  expect(next).not.toBeNull();
  await sayLater(next?.at ?? '');
  expect(await town.time.next()).toEqual(next);
  await sayLater(plusMinutes(next?.at ?? '', -1));
  expect((await town.time.next())?.what).toBe('a message that waited for working hours');
});

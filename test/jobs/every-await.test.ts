/**
 * SQLite's method: a short life ends at its first point, at its second, and so on, until one passes to its end.
 * The points are all at which control leaves the program or comes back: before and after every statement,
 * before every commit, before every request and before its answer. `npm run crash-test -- --every-await`
 * does the same to the whole product, with processes that are really killed.
 */
import { expect, test } from 'vitest';
import { openBench, type Bench } from './bench.ts';
import { createLife, mortalPoster, mortalStore, type Life } from './mortal.ts';
import { goOn, live } from './short-life.ts';

function mortal(bench: Bench, life: Life): Bench {
  const store = mortalStore(bench.store, life);
  const poster = { ...bench.poster, ...mortalPoster(bench.poster, life) };
  const outbox = bench.another({ store, poster });
  const pass: Bench['pass'] = async (milliseconds) => {
    // Time goes on without the dead.
    bench.passTime(milliseconds);
    await outbox.drain();
  };
  return { ...bench, store, poster, outbox, pass };
}

test('case 1: killed at every point in turn, nothing is lost or doubled', async () => {
  let points = 0;
  for (let isOver = false; !isOver; points += 1) {
    const bench = await openBench({ spacingMs: 0 });
    const life = createLife(points);
    const acknowledged: string[] = [];
    await Promise.race([live(mortal(bench, life), (key) => acknowledged.push(key)), life.over]);
    isOver = !life.isOver();
    const wrong = await goOn(bench, acknowledged);
    expect(wrong, `killed at point ${points}`).toEqual([]);
    await bench.store.close();
  }
  expect(points).toBeGreaterThan(100);
}, 60_000);

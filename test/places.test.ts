/** So many at a time, in the order in which they came. */
import { expect, test } from 'vitest';
import { createPlaces } from '../src/places.ts';

test('never more than there are places, begun in order, and one that throws frees its place', async () => {
  const places = createPlaces(3);
  const begun: number[] = [];
  const works = Array.from({ length: 8 }, () => Promise.withResolvers<string>());
  const ends = works.map(({ promise }, index) =>
    places.run(() => {
      begun.push(index);
      return promise;
    }),
  );
  await settled();
  expect(begun).toEqual([0, 1, 2]);
  works[1]?.reject(new Error('it failed'));
  await expect(ends[1]).rejects.toThrow('it failed');
  await settled();
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const { resolve } of works) resolve('done');
  await Promise.allSettled(ends);
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  await expect(ends[7]).resolves.toBe('done');
});

/** Everything that waits for nothing from outside has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

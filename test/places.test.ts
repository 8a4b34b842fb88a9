/** So many at a time, in the order in which they came. */
import { expect, test } from 'vitest';
import { createPlaces } from '../src/places.ts';

test('never more than there are places, begun in order, and one that throws frees its place', async () => {
  const places = createPlaces(3);
  const begun: number[] = [];
  let inside = 0;
  let most = 0;
  const ends = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      places.run(async () => {
        begun.push(index);
        inside += 1;
        most = Math.max(most, inside);
        for (let i = 0; i < index % 4; i += 1) await Promise.resolve();
        inside -= 1;
        if (index % 5 === 0) throw new Error(`${index} failed`);
        return index;
      }),
    ),
  );
  expect(most).toBe(3);
  expect(begun).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(4);
  expect(inside).toBe(0);
});

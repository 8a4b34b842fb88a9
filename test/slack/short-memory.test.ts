/** Remembered answers: for how long, how many, and what two questions at once do. */
import { describe, expect, test } from 'vitest';
import { pushedClock } from '../../src/base/clock.ts';
import { plusMinutes } from '../../src/base/time.ts';
import { remembered } from '../../src/slack/short-memory.ts';

const START = '2026-11-20T10:00:00.000Z';

function asking(limit = 10) {
  const asked: string[] = [];
  const wall = pushedClock(START);
  const ask = remembered(
    async (key) => {
      asked.push(key);
      return `${key}${asked.length}`;
    },
    { wall, minutes: 10, limit },
  );
  return { asked, wall, ask };
}

describe('a short memory', () => {
  test('keeps answers by their key, until their time is over', async () => {
    const { asked, wall, ask } = asking();
    expect([await ask('a'), await ask('b'), await ask('a')]).toEqual(['a1', 'b2', 'a1']);
    wall.push(plusMinutes(START, 10));
    expect(await ask('a')).toBe('a3');
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  test('forgets the oldest when it is full', async () => {
    const { asked, ask } = asking(2);
    for (const key of ['a', 'b', 'c', 'b', 'a']) await ask(key);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  test('asks once for two who ask at the same time', async () => {
    const { asked, ask } = asking();
    expect(await Promise.all([ask('a'), ask('a')])).toEqual(['a1', 'a1']);
    expect(asked).toEqual(['a']);
  });

  test('a late failure does not wipe out a newer answer', async () => {
    const wall = pushedClock(START);
    const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    let n = 0;
    const ask = remembered(
      () => answers[n++]?.promise ?? Promise.reject(new Error('asked again')),
      {
        wall,
        minutes: 10,
        limit: 10,
      },
    );
    const first = ask('a');
    wall.push(plusMinutes(START, 11));
    const second = ask('a');
    answers[1]?.resolve('new');
    answers[0]?.reject(new Error('old'));
    await expect(first).rejects.toThrow('old');
    expect(await second).toBe('new');
    expect(await ask('a')).toBe('new');
  });
});

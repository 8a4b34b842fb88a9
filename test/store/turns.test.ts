/** One at a time, first come, first served. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTurns } from '../../src/store/turns.ts';

test('whoever asks first gets it first, and never two at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 30 }), async (pauses) => {
      const turns = createTurns();
      const served: number[] = [];
      let inside = 0;
      const all = pauses.map(async (pause, index) => {
        const end = await turns.take();
        inside += 1;
        expect(inside).toBe(1);
        served.push(index);
        for (let i = 0; i < pause; i += 1) await Promise.resolve();
        inside -= 1;
        end();
      });
      await Promise.all(all);
      expect(served).toEqual(pauses.map((_, index) => index));
    }),
  );
});

test('is had at once only when nobody has it, and ends only once', async () => {
  const turns = createTurns();
  const end = turns.tryTake();
  expect(end).not.toBeNull();
  expect(turns.tryTake()).toBeNull();
  const next = turns.take();
  end?.();
  end?.();
  expect(turns.tryTake()).toBeNull();
  (await next)();
  expect(turns.tryTake()).not.toBeNull();
});

test('a long run of turns lets the event loop breathe in between', async () => {
  const turns = createTurns();
  let breaths = 0;
  let isOver = false;
  const breathe = (): void => {
    breaths += 1;
    if (!isOver) setImmediate(breathe);
  };
  setImmediate(breathe);
  for (let i = 0; i < 20; i += 1) {
    const end = await turns.take();
    busyFor(1);
    end();
  }
  isOver = true;
  expect(breaths).toBeGreaterThanOrEqual(15);
});

test('who goes ahead comes next, whoever waits, but after others who go ahead', async () => {
  const turns = createTurns();
  const end = await turns.take();
  const served: string[] = [];
  const waits = async (name: string, turn: ReturnType<typeof turns.take>): Promise<void> => {
    const done = await turn;
    served.push(name);
    done();
  };
  const all = [
    waits('a', turns.take()),
    waits('b', turns.take()),
    waits('ahead', turns.takeNext()),
    waits('ahead too', turns.takeNext()),
  ];
  end();
  await Promise.all(all);
  expect(served).toEqual(['ahead', 'ahead too', 'a', 'b']);
});

test('after a transaction the event loop gets its turn first', async () => {
  const turns = createTurns();
  const end = await turns.take();
  const seen: string[] = [];
  const next = turns.take().then(() => seen.push('next'));
  setImmediate(() => seen.push('loop'));
  end(true);
  await next;
  expect(seen).toEqual(['loop', 'next']);
});

/** Holds the thread, as queries do. */
function busyFor(milliseconds: number): void {
  const begun = performance.now();
  while (performance.now() - begun < milliseconds);
}

/** Who waits for whom: deeds of one person whose order counts, and all of them for what an earlier run left. */
import { expect, test } from 'vitest';
import type { Press } from '../src/slack/arrivals.ts';
import { createTurns, type Turn } from '../src/turns.ts';

const press = (userId: string, actionId: string): Press => ({
  kind: 'press',
  userId,
  actionId,
  value: '',
  values: {},
  teamId: 'T1',
  triggerId: 't',
  blockId: '',
});
const KEPT = 'checkin.tap:5';

function aLine() {
  const turns = createTurns({ inOrder: new Set(['press checkin.tap']) });
  const came: string[] = [];
  return {
    came,
    /** Stands in line; the deed is begun when its turn has come, and ends when told. */
    wait(name: string, turn: Turn | null): () => Promise<void> {
      if (turn === null) came.push(name);
      else void turn.before.then(() => came.push(name));
      return async () => {
        turn?.end();
        // Whoever waited hears of it within a few steps.
        for (let step = 0; step < 10; step += 1) await Promise.resolve();
      };
    },
    take: (userId: string, actionId = KEPT) => turns.take(press(userId, actionId)),
    left: (userId: string, actionId = KEPT) => turns.takeLeft(press(userId, actionId)),
  };
}

test('deeds of a person come one after the other, those of others and of other kinds at once', async () => {
  const { came, wait, take } = aLine();
  const endFirst = wait('first', take('U1'));
  wait('second', take('U1'));
  wait('other person', take('U2'));
  wait('other kind', take('U1', 'report.status'));
  await Promise.resolve();
  expect(came).toEqual(['other kind', 'first', 'other person']);
  await endFirst();
  expect(came.at(-1)).toBe('second');
});

test('what was left of a person comes in its order and before all that the person does from now on', async () => {
  const { came, wait, take, left } = aLine();
  const endOld = wait('left, any kind', left('U1', 'report.status'));
  const endNext = wait('left next', left('U1'));
  wait('new, in order', take('U1'));
  wait('new, any kind', take('U1', 'report.status'));
  wait('of another', take('U2', 'report.status'));
  await endOld();
  expect(came).toEqual(['of another', 'left, any kind', 'left next']);
  await endNext();
  expect(came.slice(3).toSorted()).toEqual(['new, any kind', 'new, in order']);
});

test('once all that was left is done, nobody waits for it; what is nobody’s waits for nothing', async () => {
  const { wait, take, left } = aLine();
  await wait('left', left('U1'))();
  expect(take('U1', 'report.status')).toBeNull();
  expect(left('')).toBeNull();
});

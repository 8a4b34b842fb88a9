/** GitHub Projects that may not be read: told apart from a field that is empty or not there. */
import { describe, expect, test } from 'vitest';
import { pushedClock } from '../../src/base/clock.ts';
import { fieldPointsIn } from '../../src/github/field-points.ts';
import { judge } from '../../src/github/verdict.ts';
import { START } from './real-github.ts';

const wall = pushedClock(START);
const hole = {
  type: 'FORBIDDEN',
  message: 'Resource not accessible by integration',
  unknown: null,
};
const forbidden = (index: number) => ({ ...hole, path: ['nodes', index, 'projectItems'] });
const answered = (nodes: readonly unknown[], errors: readonly ReturnType<typeof forbidden>[]) => ({
  data: { nodes, rateLimit: null },
  errors,
  isWhole: true,
  headers: {},
});
const unseen = (id: string) => ({ id, projectItems: null });

describe('an app without the permission', () => {
  test('is refused, though GitHub answers with the issues', () => {
    const answer = answered([unseen('a'), unseen('b')], [forbidden(0), forbidden(1)]);
    expect(() => fieldPointsIn(answer, wall)).toThrow(expect.objectContaining({ kind: 'refused' }));
  });

  test('but boards that only some items hide leave out those alone', () => {
    const onNone = { id: 'b', projectItems: { nodes: [] } };
    const { items } = fieldPointsIn(answered([unseen('a'), onNone], [forbidden(0)]), wall);
    expect(items).toEqual([{ id: 'b', field: 'no board', points: null }]);
  });

  test('and holes that merely failed are no refusal', () => {
    expect(fieldPointsIn(answered([unseen('a')], []), wall).items).toEqual([]);
  });
});

test('a classic token without the scope is refused as a whole', () => {
  const message = "Your token has not been granted the required scopes: ['read:project']";
  const body = { data: null, errors: [{ type: 'INSUFFICIENT_SCOPES', message }] };
  expect(judge({ status: 200, headers: {}, body })).toMatchObject({
    kind: 'no',
    trouble: 'refused',
  });
});

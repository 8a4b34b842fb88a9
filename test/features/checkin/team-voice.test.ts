import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CheckInRow } from '../../../src/features/checkin/store.ts';
import type { SupportRow } from '../../../src/features/checkin/support-store.ts';
import { median, sumUp } from '../../../src/features/checkin/team-voice.ts';

const AT = '2026-11-19T10:00:00.000Z';

function answer(userId: string, given: Partial<CheckInRow> = {}): CheckInRow {
  return {
    id: `chk_${userId}`,
    workspace_id: 'T1',
    release_id: 'atlas-070',
    user_id: userId,
    week: '2026-11-16',
    asked_at: AT,
    closes_at: AT,
    first_answered_at: AT,
    answered_at: AT,
    late: 0,
    detailed_at: null,
    confidence: 3,
    accomplishments: '',
    risks: '',
    mitigation: '',
    focus: '',
    from_private: 0,
    ...given,
  };
}

const silent = (userId: string) =>
  answer(userId, { first_answered_at: null, answered_at: null, confidence: null });

const sum = (rows: readonly CheckInRow[], away: readonly string[] = []) =>
  sumUp({
    rows,
    isWaitedFor: ({ user_id }) => !away.includes(user_id),
    slipping: [],
    requests: [],
  });

describe('summing up', () => {
  test('counts who was asked, who answered, and who is missing', () => {
    expect(sum([answer('A'), silent('B'), silent('C')], ['C'])).toMatchObject({
      asked: 2,
      answered: 1,
      missing: ['B'],
    });
  });

  test.each([
    [[], null],
    [[1, 5], null],
    [[5, 1, 2], 2],
    [[5, 4, 2, 1], 3],
    [[5, 4, 3, 1], 3.5],
    [[1, 1, 1, 5, 5], 1],
  ])('the middle of %j is %s', (votes, middle) => {
    const rows = votes.map((confidence, index) => answer(`U${index}`, { confidence }));
    expect(sum(rows)).toMatchObject({ votes: votes.length, medianConfidence: middle });
  });

  test('leaves out what nobody said', () => {
    const rows = [
      answer('A', { accomplishments: 'pct', risks: 'late host', mitigation: 'runner' }),
      answer('B', { focus: 'bundles', from_private: 1, late: 1 }),
    ];
    const request = {
      id: 'sup_1',
      from_user_id: 'A',
      to_user_id: null,
      text: 'host',
      since: '2026-11-12',
    };
    const voice = sumUp({
      rows,
      isWaitedFor: () => true,
      slipping: [
        { check_in_id: 'chk_B', item_id: 'I_1' },
        { check_in_id: 'chk_unknown', item_id: 'I_2' },
      ],
      requests: [request as SupportRow],
    });
    expect(voice).toMatchObject({
      accomplishments: [{ userId: 'A', text: 'pct', isPrivate: false }],
      risks: [{ userId: 'A', text: 'late host', mitigation: 'runner' }],
      focus: [{ userId: 'B', text: 'bundles', isPrivate: true }],
      support: [
        { id: 'sup_1', fromUserId: 'A', toUserId: null, text: 'host', since: '2026-11-12' },
      ],
      slipping: [{ itemId: 'I_1', userId: 'B' }],
      answeredLate: 1,
    });
  });

  test('the middle lies between the votes, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (votes) => {
        const middle = median(votes);
        expect(votes.filter((vote) => vote <= middle).length * 2).toBeGreaterThanOrEqual(
          votes.length,
        );
        expect(votes.filter((vote) => vote >= middle).length * 2).toBeGreaterThanOrEqual(
          votes.length,
        );
        expect(median([...votes].reverse())).toBe(middle);
      }),
    );
  });
});

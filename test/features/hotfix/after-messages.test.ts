/** What people read after a hotfix: its shapes, and that no text from outside breaks or pings. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChecklistItemRow } from '../../../src/authority/checklists-store.ts';
import {
  actionBlocks,
  actionCard,
  actionDueMessage,
  actionMessage,
} from '../../../src/features/hotfix/action-words.ts';
import { CAUSE_KINDS, causeForm, readFindings } from '../../../src/features/hotfix/cause-form.ts';
import {
  checkBlocks,
  checksDueMessage,
  checksMessage,
} from '../../../src/features/hotfix/check-words.ts';
import { newChecks, overdueFor, remindersOf } from '../../../src/features/hotfix/checks.ts';
import { readRetro, retroForm } from '../../../src/features/hotfix/retro-form.ts';
import { mistakeIn } from '../../../src/features/hotfix/retro-time.ts';
import {
  invitation,
  movedInvitation,
  retroBlocks,
  retroMessage,
  retroReminder,
  type RetroFacts,
} from '../../../src/features/hotfix/retro-words.ts';
import { wordsModal } from '../../../src/slack/inputs.ts';
import { hostileText, pingsIn } from '../../support/hostile.ts';
import {
  expectTakenMessage,
  expectTakenModal,
  readBlocks,
  readModal,
} from '../../support/plain-view.ts';

const NOW = '2026-11-16T08:00:00.000Z';
const OWNERS = { lead: 'U1', qa_lead: 'U2', product_owner: 'U1' };
const NAMES: Readonly<Record<string, string>> = { U1: 'Noor', U2: 'Dana' };
const ITEMS: readonly ChecklistItemRow[] = newChecks(NOW, OWNERS).map((item, position) => ({
  ...item,
  id: `chk_${position}`,
  subject: 'hotfix:1',
  position,
  evidence: null,
  ...(position < 2 ? { ticked_at: NOW, ticked_by: 'U2' } : { ticked_at: null, ticked_by: null }),
}));
const CHECKS = {
  hotfixId: 'hfx_1',
  name: 'Atlas 1.4.2-hotfix',
  attempt: 1,
  items: ITEMS,
  nameOf: (id: string) => NAMES[id] ?? 'someone',
  isOver: false,
};
const RETRO: RetroFacts = {
  hotfixId: 'hfx_1',
  name: 'Atlas 1.4.2-hotfix',
  startsAt: NOW,
  remark: 'everybody',
  missing: [],
  setBy: null,
  heldAt: null,
};
const ACTION = {
  id: 'act_1',
  hotfixId: 'hfx_1',
  name: 'Atlas 1.4.2-hotfix',
  text: 'Watch certificates',
  dueOn: '2026-11-24',
  givenBy: 'Mara',
  isDone: false,
  owner: 'Ivo',
};

describe('the checks', () => {
  it.each([
    ['of a first try', CHECKS],
    ['of a second try', { ...CHECKS, attempt: 2 }],
    ['of a fix that failed', { ...CHECKS, isOver: true }],
    [
      'when all is done',
      { ...CHECKS, items: ITEMS.map((item) => ({ ...item, ticked_at: NOW, ticked_by: 'U1' })) },
    ],
  ])('%s', (_, facts) => {
    const { text, blocks } = checksMessage(facts);
    expect(`${text}\n---\n${readBlocks(blocks)}`).toMatchSnapshot();
  });

  it('are reminded of once for each owner and time, with what is open by then', () => {
    expect(remindersOf(ITEMS)).toEqual([
      { userId: 'U1', dueAt: '2026-11-16T10:00:00.000Z' },
      { userId: 'U2', dueAt: '2026-11-16T10:00:00.000Z' },
      { userId: 'U2', dueAt: '2026-11-16T16:00:00.000Z' },
      { userId: 'U1', dueAt: '2026-11-16T16:00:00.000Z' },
    ]);
    expect(overdueFor('U2', '2026-11-16T10:00:00.000Z', ITEMS)).toHaveLength(2);
    expect(overdueFor('U2', '2026-11-16T16:00:00.000Z', ITEMS)).toHaveLength(4);
    expect(overdueFor('U1', '2026-11-16T09:59:00.000Z', ITEMS)).toEqual([]);
  });

  it('show their buttons to those who may tick', () => {
    expect(JSON.stringify(checkBlocks(CHECKS, false))).not.toContain('hotfix.tick');
    expect(JSON.stringify(checkBlocks(CHECKS, true)).match(/"Tick off"/g)).toHaveLength(13);
  });
});

describe('the retrospective', () => {
  it.each<[string, Partial<RetroFacts>]>([
    ['for everybody', {}],
    ['for most', { remark: 'most', missing: ['Paul'] }],
    ['after the weekend', { remark: 'later', missing: ['Paul', 'Noor'] }],
    ['of people who never meet', { remark: 'alone', missing: ['Paul'] }],
    ['moved', { remark: 'moved', setBy: 'Noor' }],
    ['held', { heldAt: '2026-11-16T09:00:00.000Z' }],
  ])('%s', (_, over) => {
    const facts = { ...RETRO, ...over };
    const told = [retroMessage(facts), invitation(facts, true), movedInvitation(facts)];
    const words = told.map(({ text, blocks }) => `${text}\n---\n${readBlocks(blocks)}`);
    expect([...words, readBlocks(retroBlocks(facts, true))].join('\n\n')).toMatchSnapshot();
  });

  it.each(['before', 'after'] as const)('is reminded of %s', (when) => {
    expect(readBlocks(retroReminder(RETRO, when).blocks)).toMatchSnapshot();
  });

  it.each([
    ['', 'Choose a day and a time.'],
    [NOW, 'This is over already. Choose a time to come.'],
    ['2026-12-16T08:00:01.000Z', 'Choose a time within 30 days: later nobody remembers.'],
    ['2026-11-16T08:00:01.000Z', null],
  ])('moved to %s: %s', (at, words) => {
    expect(mistakeIn(at, NOW)).toBe(words);
  });

  const fine = { action_1: 'A', owner_1: 'U1', due_1: '2026-11-16' };
  it.each([
    [{}, { good: 'Write something into one of the fields.' }],
    [{ good: '  ' }, { good: 'Write something into one of the fields.' }],
    [{ due_2: '2026-11-20' }, { action_2: 'Say what is done.', owner_2: 'Choose who does it.' }],
    [{ ...fine, owner_1: 'U9' }, { owner_1: 'No.' }],
    [{ ...fine, due_1: '2026-11-15' }, { due_1: 'This day is over. Choose one to come.' }],
  ])('with %o has mistakes at its fields', (values, errors) => {
    const read = readRetro(values, '2026-11-16', (id) => (id === 'U9' ? 'No.' : null));
    expect(read).toEqual({ kind: 'mistaken', errors });
  });

  it('gives an action without a day two weeks', () => {
    const read = readRetro({ ...fine, due_1: '' }, '2026-11-16', () => null);
    expect(read).toMatchObject({ actions: [{ dueOn: '2026-11-30' }] });
  });

  it('reads what went well and its actions', () => {
    const read = readRetro({ ...fine, bad: ' B ' }, '2026-11-16', () => null);
    expect(read).toEqual({
      kind: 'fine',
      findings: [{ kind: 'bad', text: 'B' }],
      actions: [{ text: 'A', ownerId: 'U1', dueOn: '2026-11-16' }],
    });
  });
});

describe('an action', () => {
  it.each([
    ['given', actionMessage(ACTION)],
    ['done', actionMessage({ ...ACTION, isDone: true })],
    ['due', actionDueMessage(ACTION)],
  ])('%s', (_, { text, blocks }) => {
    expect(`${text}\n---\n${readBlocks(blocks)}`).toMatchSnapshot();
  });
});

describe('whatever people write', () => {
  it('case 24: messages are within Slack’s limits and ping nobody', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, other) => {
        const name = `${text.slice(0, 80)} 1.4.2-hotfix`;
        const nameOf = (): string => other;
        const checks = { ...CHECKS, name, nameOf };
        const retro = { ...RETRO, name, missing: [other, name], setBy: other };
        const action = { ...ACTION, name, text: other, givenBy: name };
        for (const message of [
          checksMessage(checks),
          checksDueMessage(checks, ITEMS),
          ...(['everybody', 'most', 'later', 'alone', 'moved'] as const).map((remark) =>
            retroMessage({ ...retro, remark }),
          ),
          invitation(retro, true),
          movedInvitation(retro),
          retroReminder(retro, 'before'),
          actionMessage(action),
          actionDueMessage(action),
        ]) {
          expectTakenMessage(message);
          expect(pingsIn(message)).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('case 24: windows are within Slack’s limits', () => {
    const findings = fc.array(
      fc.record({ text: hostileText, kind: fc.constantFrom(...CAUSE_KINDS) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(findings, hostileText, (written, other) => {
        const rows = written.map(({ text, kind }, at) => ({
          id: `fnd_${at}`,
          hotfix_id: 'hfx_1',
          kind,
          text,
          by_user_id: other,
          noted_at: NOW,
        }));
        const action = { ...ACTION, text: other, owner: other };
        expectTakenModal(causeForm(rows, (id) => id, '{}'));
        expectTakenModal(retroForm(other, true, '{}'));
        expectTakenModal(
          wordsModal('Hotfix', [
            ...checkBlocks({ ...CHECKS, nameOf: () => other }, true),
            ...retroBlocks({ ...RETRO, missing: [other] }, true),
            ...actionBlocks(
              Array.from({ length: 60 }, () => action),
              () => true,
            ),
            ...actionCard([action, { ...action, id: 'act_2' }]),
          ]),
        );
        for (const { text } of readFindings({ cause: other, why_1: [other] }, CAUSE_KINDS))
          expect(text.length).toBeLessThanOrEqual(500);
      }),
      { numRuns: 40 },
    );
  });

  it('shows what others wrote above the fields', () => {
    const row = { id: 'fnd_1', hotfix_id: 'hfx_1', by_user_id: 'U1', noted_at: NOW } as const;
    const rows = [{ ...row, kind: 'why_1', text: 'No certificate' }] as const;
    expect(readModal(causeForm(rows, () => 'Noor', '{}'))).toMatchSnapshot();
  });
});

/** Who may do what, how decisions stand, and which of them a change touches. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, type ActionName } from '../../src/authority/actions.ts';
import { capacityOf, standingOf, touchedBy } from '../../src/authority/approval-rules.ts';
import type { Approval } from '../../src/authority/approvals-store.ts';
import { changedSince, digestOf } from '../../src/authority/bound.ts';
import {
  denialOf,
  refusalSentence,
  whoMay,
  type Asker,
  type Thing,
} from '../../src/authority/permission.ts';
import { aProject } from '../support/builders.ts';

const PROJECT = aProject({
  name: 'Atlas',
  setUpBy: 'FOUNDER',
  roles: [
    { role: 'release_manager', userId: 'MARA' },
    { role: 'technical_lead', userId: 'INES' },
  ],
});

const THING: Thing = {
  name: 'Atlas 1.4.2-hotfix',
  project: PROJECT,
  leadId: 'NOOR',
  deputies: [{ role: 'technical_lead', userId: 'IVO' }],
};

function asker(userId: string, over: Partial<Asker> = {}): Asker {
  return {
    userId,
    isStranger: false,
    isBot: false,
    isGuest: false,
    isDeactivated: false,
    isAdmin: false,
    ...over,
  };
}

const NAMES: readonly ActionName[] = Object.keys(ACTIONS) as ActionName[];

describe('permission', () => {
  it.each<[ActionName, readonly string[]]>([
    ['hotfix.see', ['MARA', 'INES', 'IVO', 'NOOR', 'FOUNDER', 'SAM']],
    ['hotfix.declare', ['MARA', 'INES', 'IVO', 'NOOR', 'FOUNDER', 'SAM']],
    ['hotfix.approve', ['MARA', 'INES', 'IVO']],
    ['hotfix.break_glass', ['MARA']],
    ['hotfix.move', ['MARA', 'INES', 'NOOR', 'FOUNDER']],
    ['hotfix.cancel', ['MARA', 'INES', 'NOOR', 'FOUNDER']],
    ['hotfix.set_up', ['MARA', 'FOUNDER']],
  ])('%s is for %o', (action, people) => {
    const all = ['MARA', 'INES', 'IVO', 'NOOR', 'FOUNDER', 'SAM'];
    expect(all.filter((id) => denialOf(action, asker(id), THING) === null)).toEqual(people);
  });

  it('is never for bots, strangers and people who left, whatever they hold', () => {
    for (const name of NAMES) {
      expect(denialOf(name, asker('MARA', { isBot: true }), THING)).toBe('bot');
      expect(denialOf(name, asker('MARA', { isStranger: true }), THING)).toBe('stranger');
      expect(denialOf(name, asker('MARA', { isDeactivated: true }), THING)).toBe('left');
    }
  });

  it('lets guests look and join, and declare nothing', () => {
    const guest = asker('GUEST', { isGuest: true });
    const may = NAMES.filter((name) => denialOf(name, guest, THING) === null);
    expect(may.filter((name) => name.startsWith('hotfix.'))).toEqual(['hotfix.see', 'hotfix.join']);
    expect(denialOf('hotfix.declare', guest, THING)).toBe('guest');
  });

  it('passes to admins only once all who may have left', () => {
    const admin = asker('ADMIN', { isAdmin: true });
    expect(denialOf('hotfix.break_glass', admin, THING)).toBe('not_theirs');
    const left = { ...THING, hasLeft: (id: string) => id === 'MARA' };
    expect(denialOf('hotfix.break_glass', admin, left)).toBeNull();
    expect(denialOf('hotfix.move', admin, left)).toBe('not_theirs');
  });

  it('says whom to ask, each once, and none who left', () => {
    const names = new Map([
      ['MARA', 'Mara'],
      ['INES', 'Ines'],
      ['NOOR', 'Noor'],
    ]);
    const say = (action: ActionName, thing = THING) =>
      refusalSentence(action, thing, 'not_theirs', names);
    expect(say('hotfix.cancel')).toBe(
      'To cancel Atlas 1.4.2-hotfix, ask Noor (lead) or Ines (technical lead) or Mara (release manager).',
    );
    expect(say('hotfix.break_glass', { ...THING, hasLeft: () => true })).toBe(
      'To go ahead with Atlas 1.4.2-hotfix without approval, ask an admin of this workspace.',
    );
    const same = { ...THING, leadId: 'INES' };
    expect(whoMay('hotfix.cancel', same).map(({ userId }) => userId)).toEqual([
      'INES',
      'MARA',
      'FOUNDER',
    ]);
  });
});

const approval = (over: Partial<Approval>): Approval => ({
  id: 'apr',
  subject: 'hotfix:1',
  role: 'technical_lead',
  decision: 'approved',
  by: 'INES',
  actingAs: 'holder',
  forUserId: null,
  reason: '',
  madeIn: 'message',
  bound: { issue: 'I_1', criterion: 'security' },
  digest: '',
  at: '2026-11-16T08:00:00.000Z',
  end: null,
  ...over,
});
const END = { kind: 'voided', reason: '', at: '2026-11-16T08:00:00.000Z' } as const;
const ROLES = ['technical_lead', 'product_owner'] as const;
const paul = approval({ id: 'b', role: 'product_owner', by: 'PAUL' });

describe('a standing', () => {
  it.each<[string, readonly Approval[], string]>([
    ['nothing', [], 'open'],
    ['one of two', [approval({})], 'open'],
    ['both, by two people', [approval({}), paul], 'approved'],
    ['both, in the other order', [paul, approval({})], 'approved'],
    ['both, by one person', [approval({}), { ...paul, by: 'INES' }], 'open'],
    ['one no', [approval({}), { ...paul, decision: 'declined' }], 'declined'],
    ['a voided one', [approval({ end: END }), paul], 'open'],
    [
      'a no after which the same role approved',
      [approval({ decision: 'declined', end: { ...END, kind: 'superseded' } }), approval({}), paul],
      'approved',
    ],
    [
      'broken glass over a no',
      [
        { ...paul, decision: 'declined' },
        approval({ id: 'c', role: 'release_manager', by: 'MARA', actingAs: 'break_glass' }),
      ],
      'approved',
    ],
  ])('of %s is %s', (_what, approvals, verdict) => {
    expect(standingOf(ROLES, approvals).verdict).toBe(verdict);
  });

  it('is the same in whatever order people approve', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([approval({}), paul]), (approvals) => {
        const isBoth = approvals.length === 2;
        expect(standingOf(ROLES, approvals).verdict).toBe(isBoth ? 'approved' : 'open');
      }),
    );
  });
});

describe('what a decision is bound to', () => {
  it('has one digest, whatever order its facts come in', () => {
    const facts = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(facts, (bound) => {
        const turned = Object.fromEntries(Object.entries(bound).toReversed());
        expect(digestOf(turned)).toBe(digestOf(bound));
        expect(digestOf(bound)).toMatch(/^[0-9a-f]{64}$/);
        expect(changedSince(bound, turned)).toEqual([]);
      }),
    );
  });

  it('touches only the approvals whose own facts changed', () => {
    const narrow = { ...paul, bound: { criterion: 'security' } };
    const now = { issue: 'I_2', criterion: 'security' };
    expect(touchedBy(now, [approval({}), narrow])).toEqual([
      { approval: approval({}), changed: ['issue'] },
    ]);
    expect(touchedBy(now, [approval({ end: END }), approval({ decision: 'declined' })])).toEqual(
      [],
    );
  });
});

it('a holder decides as such, a deputy in the stead of the first holder, anybody else not at all', () => {
  const holding = { role: 'technical_lead', holders: ['INES'], deputies: ['IVO', 'INES'] } as const;
  expect(capacityOf(holding, 'INES')).toEqual({ actingAs: 'holder', forUserId: null });
  expect(capacityOf(holding, 'IVO')).toEqual({ actingAs: 'deputy', forUserId: 'INES' });
  expect(capacityOf(holding, 'SAM')).toBeNull();
});

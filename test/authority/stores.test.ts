/** Approvals are only ever added to; deputies are replaced; a checklist is ticked once. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  decide,
  approvalsOf,
  voidApproval,
  type Decision,
} from '../../src/authority/approvals-store.ts';
import { digestOf } from '../../src/authority/bound.ts';
import { checklistOf, openChecklist, tick, untick } from '../../src/authority/checklists-store.ts';
import { deputiesOf, nameDeputies } from '../../src/authority/deputies-store.ts';
import { aTown, type Town } from '../support/town.ts';
import type { Tx } from '../../src/store/db.ts';

let town: Town;
let projectId: string;
beforeEach(async () => {
  town = await aTown();
  projectId = String(town.rows('select id from project')[0]?.['id']);
});
afterEach(() => town.leave());

const write = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  town.bot().store.transact(town.clock.now(), work);
const SUBJECT = 'hotfix:1';

function decision(over: Partial<Decision> = {}): Decision {
  return {
    workspaceId: town.world.slack.teamId,
    projectId,
    subject: SUBJECT,
    role: 'technical_lead',
    decision: 'approved',
    by: 'U0INES',
    actingAs: 'holder',
    forUserId: null,
    reason: '',
    madeIn: 'message',
    bound: { issue: 'I_1' },
    ...over,
  };
}

test('deciding anew supersedes the one before of that role, and changes no row', async () => {
  await write((tx) => decide(tx, decision({ decision: 'declined', reason: 'risky' })));
  const [first] = town.rows('select * from approval');
  await write((tx) => decide(tx, decision({ role: 'product_owner', by: 'U0PAUL' })));
  await write((tx) => decide(tx, decision()));
  const all = await approvalsOf(town.bot().store.db, SUBJECT);
  expect(all.map(({ role, decision: word, end }) => [role, word, end?.kind ?? null])).toEqual([
    ['technical_lead', 'declined', 'superseded'],
    ['product_owner', 'approved', null],
    ['technical_lead', 'approved', null],
  ]);
  expect(town.rows('select * from approval')[0]).toEqual(first);
  expect(all[0]?.digest).toBe(digestOf({ issue: 'I_1' }));
});

test('a voided one keeps its first reason', async () => {
  const id = await write((tx) => decide(tx, decision()));
  await write((tx) => voidApproval(tx, id, 'the issue changed'));
  await write((tx) => voidApproval(tx, id, 'the criterion changed'));
  expect(await approvalsOf(town.bot().store.db, SUBJECT)).toMatchObject([
    { end: { kind: 'voided', reason: 'the issue changed' } },
  ]);
});

test('deputies of one role are replaced, those of another stay', async () => {
  const { db } = town.bot().store;
  await write((tx) => nameDeputies(tx, projectId, 'technical_lead', ['U0IVO', 'U0IVO'], 'U0MARA'));
  await write((tx) => nameDeputies(tx, projectId, 'product_owner', ['U0SAM'], 'U0MARA'));
  await write((tx) => nameDeputies(tx, projectId, 'technical_lead', [], 'U0MARA'));
  expect(await deputiesOf(db, projectId)).toEqual([{ role: 'product_owner', userId: 'U0SAM' }]);
});

test('of two who tick the same item the second one is told so; a tick can be taken back', async () => {
  const { db } = town.bot().store;
  const item = { section: '0–2 hours', text: 'Error rate', owner_id: null, due_at: null };
  await write((tx) => openChecklist(tx, SUBJECT, [item, { ...item, text: 'Sign-in' }]));
  const [first, second] = await checklistOf(db, SUBJECT);
  const which = { subject: SUBJECT, id: first?.id ?? '' };
  expect(await write((tx) => tick(tx, which, 'U0INES', 'dashboard'))).toBe(true);
  expect(await write((tx) => tick(tx, which, 'U0PAUL', null))).toBe(false);
  expect(await write((tx) => tick(tx, { ...which, subject: 'hotfix:2' }, 'U0PAUL', null))).toBe(
    false,
  );
  expect(await checklistOf(db, SUBJECT)).toMatchObject([
    { text: 'Error rate', ticked_by: 'U0INES', evidence: 'dashboard' },
    { id: second?.id, text: 'Sign-in', ticked_by: null },
  ]);
  expect(await write((tx) => untick(tx, which))).toBe(true);
  expect(await write((tx) => untick(tx, which))).toBe(false);
});

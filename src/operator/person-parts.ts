/** Where rows about one person stand: what is theirs, in the order in which it can be deleted. */
import { CompiledQuery } from 'kysely';
import type { Db } from '../store/db.ts';

/** A cell as SQLite returns it. */
export type Cell = string | number | null;
/** A row by column names. */
export type Row = Readonly<Record<string, Cell>>;

/** Rows of one table about a person. `where` has one `?` for each time the user id is asked for. */
export interface Part {
  /** Its name in an export. */
  readonly name: string;
  readonly what: { readonly one: string; readonly many: string };
  readonly table: string;
  readonly where: string;
  /** `delete`: theirs alone. `keep`: others need the row, so the person in it is replaced. */
  readonly onErase: 'delete' | 'keep';
}

const THEIR_CHECK_INS = 'select id from check_in where user_id = ?';
const THEIR_REQUESTS = `select id from support_request where from_user_id = ? or check_in_id in (${THEIR_CHECK_INS})`;
const THEIR_MESSAGES = 'select key from message where target = ?';
const THEIR_ARRIVALS =
  "json_extract(body, '$.user_id') = ? or json_extract(body, '$.user.id') = ? or json_extract(body, '$.event.user') = ?";

/** Everything; what others point to comes after those others. */
export const PARTS: readonly Part[] = [
  part(
    'supportTold',
    ['notice of a support request', 'notices of support requests'],
    'support_notice',
    `user_id = ? or request_id in (${THEIR_REQUESTS})`,
  ),
  part(
    'supportAsked',
    ['support request they made', 'support requests they made'],
    'support_request',
    `id in (${THEIR_REQUESTS})`,
  ),
  part(
    'slippingItems',
    ['item they said would not make it', 'items they said would not make it'],
    'check_in_slipping',
    `check_in_id in (${THEIR_CHECK_INS})`,
  ),
  part(
    'checkIns',
    ['check-in with its answer', 'check-ins with their answers'],
    'check_in',
    'user_id = ?',
  ),
  part('asks', ['week they were asked', 'weeks they were asked'], 'check_in_ask', 'user_id = ?'),
  part(
    'plannedAsks',
    ['week they were to be asked', 'weeks they were to be asked'],
    'check_in_plan',
    'user_id = ?',
  ),
  part(
    'promises',
    ['promise about them', 'promises about them'],
    'promise',
    "json_extract(payload, '$.userId') = ?",
  ),
  part(
    'threadMessages',
    ['reply in a direct message', 'replies in direct messages'],
    'message',
    `thread_of in (${THEIR_MESSAGES})`,
  ),
  part('messages', ['message to them', 'messages to them'], 'message', 'target = ?'),
  part(
    'deputyships',
    ['role they stand in for', 'roles they stand in for'],
    'project_deputy',
    'user_id = ?',
  ),
  part(
    'hotfixes',
    ['hotfix they are in on', 'hotfixes they are in on'],
    'hotfix_person',
    'user_id = ?',
  ),
  part('roles', ['role', 'roles'], 'project_role', 'user_id = ?'),
  part('memberships', ['membership', 'memberships'], 'project_member', 'user_id = ?'),
  part('homeViews', ['look at App Home', 'looks at App Home'], 'home_view', 'user_id = ?'),
  part('directChannels', ['direct channel', 'direct channels'], 'direct_channel', 'user_id = ?'),
  part(
    'person',
    [
      'entry with name, zone, GitHub link and pause',
      'entries with name, zone, GitHub link and pause',
    ],
    'person',
    'id = ?',
  ),
  part(
    'supportNamedIn',
    ['support request that names them', 'support requests that name them'],
    'support_request',
    '(to_user_id = ? or returned_by = ? or closed_by = ?)',
    'keep',
  ),
  part(
    'journal',
    ['journal entry of theirs', 'journal entries of theirs'],
    'journal',
    'actor = ?',
    'keep',
  ),
  part(
    'reportEdits',
    ['edit of a report', 'edits of reports'],
    'report_edit',
    '(changed_by = ? or held_by = ?)',
    'keep',
  ),
  part(
    'decisions',
    ['decision of theirs', 'decisions of theirs'],
    'approval',
    '(by_user_id = ? or for_user_id = ?)',
    'keep',
  ),
  part(
    'deputiesNamed',
    ['deputy that they named', 'deputies that they named'],
    'project_deputy',
    'named_by = ?',
    'keep',
  ),
  part(
    'hotfixesLed',
    ['hotfix they declared or lead', 'hotfixes they declared or lead'],
    'hotfix',
    '(declared_by = ? or lead_id = ?)',
    'keep',
  ),
  part(
    'hotfixSteps',
    ['step of a hotfix they stamped', 'steps of hotfixes they stamped'],
    'hotfix_step',
    '(begun_by = ? or ended_by = ?)',
    'keep',
  ),
  part(
    'findings',
    ['thing they wrote about a hotfix', 'things they wrote about hotfixes'],
    'hotfix_finding',
    'by_user_id = ?',
    'keep',
  ),
  part(
    'retros',
    ['retrospective they were in on', 'retrospectives they were in on'],
    'hotfix_retro',
    '(instr(invited, ?) > 0 or set_by = ? or held_by = ?)',
    'keep',
  ),
  part(
    'actions',
    ['action after a hotfix that is theirs', 'actions after hotfixes that are theirs'],
    'retro_action',
    '(owner_id = ? or given_by = ? or done_by = ?)',
    'keep',
  ),
  part(
    'hotfixSetups',
    ['setup of hotfixes they changed', 'setups of hotfixes they changed'],
    'hotfix_setup',
    'changed_by = ?',
    'keep',
  ),
  part(
    'hotfixLifts',
    ['release they let go on', 'releases they let go on'],
    'hotfix_lift',
    'lifted_by = ?',
    'keep',
  ),
  part(
    'fixesExcused',
    ['fix they kept off the default branch', 'fixes they kept off the default branch'],
    'hotfix_fix',
    'excused_by = ?',
    'keep',
  ),
  part(
    'checks',
    ['check on a list that is theirs', 'checks on lists that are theirs'],
    'checklist_item',
    '(owner_id = ? or ticked_by = ?)',
    'keep',
  ),
  part(
    'arrivals',
    ['thing they typed or pressed', 'things they typed or pressed'],
    'arrival',
    `(${THEIR_ARRIVALS})`,
    'keep',
  ),
];

function part(
  name: string,
  [one, many]: readonly [string, string],
  table: string,
  where: string,
  onErase: Part['onErase'] = 'delete',
): Part {
  return { name, what: { one, many }, table, where, onErase };
}

/** The rows of a part. */
export async function rowsOf(
  db: Db,
  { table, where }: Part,
  userId: string,
): Promise<readonly Row[]> {
  return (await ask(db, `select * from ${table} where ${where}`, idsFor(where, userId))).rows;
}

/** Deletes the rows of a part; returns how many. For use inside a transaction. */
export async function deleteRows(db: Db, { table, where }: Part, userId: string): Promise<number> {
  const { numAffectedRows } = await ask(
    db,
    `delete from ${table} where ${where}`,
    idsFor(where, userId),
  );
  return Number(numAffectedRows ?? 0n);
}

/** Asks in plain SQL; `values` fill the question marks. Names of tables never come from outside. */
export async function ask(db: Db, text: string, values: readonly Cell[] = []) {
  return await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]));
}

function idsFor(where: string, userId: string): readonly string[] {
  return Array.from(where.matchAll(/\?/g), () => userId);
}

/** People of a workspace: names, zones, GitHub links, pauses. */
import { usableZone } from '../base/time.ts';
import type { CalendarDate, Instant, Zone } from '../base/time.ts';
import type { Db, Tx } from '../store/db.ts';
import { readyList } from '../store/ready-list.ts';
import { readyQuery } from '../store/ready-query.ts';
import { shared, type PersonTable } from './tables.ts';

/** A person as the rooms use them. `login` only when they confirmed it themselves. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly zone: Zone;
  readonly isAdmin: boolean;
  readonly isGuest: boolean;
  readonly isDeactivated: boolean;
  /** Of another organisation: never asked, and shown nothing of a project beyond its channel. */
  readonly isOutside: boolean;
  readonly login: string | null;
  readonly proposedLogin: string | null;
  readonly loginState: PersonTable['login_state'];
  readonly pausedUntil: CalendarDate | null;
  readonly welcomedAt: Instant | null;
}

/** What Slack says about a person. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly zone: Zone;
  readonly isAdmin: boolean;
  readonly isGuest: boolean;
  readonly isDeactivated: boolean;
  readonly isOutside: boolean;
}

/** Stores the workspace that this program serves, with its present name. */
export async function rememberWorkspace(
  tx: Tx,
  workspace: { readonly id: string; readonly name: string; readonly botUserId: string },
): Promise<void> {
  const facts = { name: workspace.name, bot_user_id: workspace.botUserId };
  await shared(tx.db)
    .insertInto('workspace')
    .values({ id: workspace.id, created_at: tx.now, ...facts })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(facts))
    .execute();
}

/** Stores what Slack says now; their link and pause stay. */
export async function rememberPerson(
  tx: Tx,
  workspaceId: string,
  known: KnownPerson,
): Promise<void> {
  const facts = {
    name: known.name,
    zone: known.zone,
    is_admin: flag(known.isAdmin),
    is_guest: flag(known.isGuest),
    is_deactivated: flag(known.isDeactivated),
    is_outside: flag(known.isOutside),
    looked_up_at: tx.now,
  };
  await shared(tx.db)
    .insertInto('person')
    .values({
      workspace_id: workspaceId,
      id: known.id,
      login: null,
      login_state: 'none',
      paused_until: null,
      welcomed_at: null,
      ...facts,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(facts))
    .execute();
}

/** One person, or undefined when never seen. */
export async function findPerson(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<Person | undefined> {
  const row = await personOf.first(db, { workspaceId, userId });
  return row === undefined ? undefined : toPerson(row);
}

// Whoever acts is looked up before anything else.
const personOf = readyQuery<{ readonly workspaceId: string; readonly userId: string }, PersonTable>(
  (db, place) =>
    shared(db)
      .selectFrom('person')
      .selectAll()
      .where('workspace_id', '=', place('workspaceId'))
      .where('id', '=', place('userId')),
);

/** People by id, for those that are known. */
export async function findPeople(
  db: Db,
  workspaceId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  const rows = await byIds(db, userIds, { workspaceId });
  return new Map(rows.map((row) => [row.id, toPerson(row)]));
}

const byIds = readyList<{ workspaceId: string }, PersonTable>((db, keys, place) =>
  shared(db)
    .selectFrom('person')
    .selectAll()
    .where('workspace_id', '=', place('workspaceId'))
    .where('id', 'in', keys),
);

/**
 * The plain name of who did something, for a reader who wanted to do the same; null when that was the reader, nobody,
 * or somebody whom Slipway never met.
 */
export async function otherName(
  db: Db,
  workspaceId: string,
  actor: string | null | undefined,
  reader: string,
): Promise<string | null> {
  if (actor === null || actor === undefined || actor === reader) return null;
  return (await findPerson(db, workspaceId, actor))?.name ?? null;
}

/** The same inside a sentence: ` by Ines`, or nothing. */
export async function byOther(...whose: Parameters<typeof otherName>): Promise<string> {
  const name = await otherName(...whose);
  return name === null ? '' : ` by ${name}`;
}

/** Confirmed GitHub links of a workspace, by login in lower case; of these logins only, when given. */
export async function confirmedLinks(
  db: Db,
  workspaceId: string,
  logins?: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Person>> {
  const rows =
    logins === undefined
      ? await allConfirmed.all(db, { workspaceId })
      : await byLogins(
          db,
          [...logins].map((login) => login.toLowerCase()),
          { workspaceId },
        );
  return new Map(rows.map((row) => [(row.login ?? '').toLowerCase(), toPerson(row)]));
}

const allConfirmed = readyQuery<{ workspaceId: string }, PersonTable>((db, place) =>
  shared(db)
    .selectFrom('person')
    .selectAll()
    .where('workspace_id', '=', place('workspaceId'))
    .where('login_state', '=', 'confirmed'),
);
const byLogins = readyList<{ workspaceId: string }, PersonTable>((db, keys, place) =>
  shared(db)
    .selectFrom('person')
    .selectAll()
    .where('workspace_id', '=', place('workspaceId'))
    .where('login_state', '=', 'confirmed')
    .where((by) => by(by.fn<string>('lower', ['login']), 'in', keys)),
);

/** Sets a person's GitHub login: proposed by someone, confirmed or denied by themselves. */
export async function setLogin(
  tx: Tx,
  workspaceId: string,
  userId: string,
  login: string | null,
  state: PersonTable['login_state'],
): Promise<void> {
  await change(tx, workspaceId, userId, { login, login_state: state });
}

/** Pauses a person's check-ins until a day, or resumes them with null. */
export async function setPause(
  tx: Tx,
  workspaceId: string,
  userId: string,
  until: CalendarDate | null,
): Promise<void> {
  await change(tx, workspaceId, userId, { paused_until: until });
}

/** Notes that the person was told who added them, why, how often and how to stop. */
export async function markWelcomed(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  await change(tx, workspaceId, userId, { welcomed_at: tx.now });
}

async function change(
  tx: Tx,
  workspaceId: string,
  userId: string,
  values: Partial<PersonTable>,
): Promise<void> {
  await shared(tx.db)
    .updateTable('person')
    .set(values)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', userId)
    .execute();
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

function toPerson(row: PersonTable): Person {
  return {
    id: row.id,
    name: row.name,
    zone: usableZone(row.zone),
    isAdmin: row.is_admin === 1,
    isGuest: row.is_guest === 1,
    isDeactivated: row.is_deactivated === 1,
    isOutside: row.is_outside === 1,
    login: row.login_state === 'confirmed' ? row.login : null,
    proposedLogin: row.login,
    loginState: row.login_state,
    pausedUntil: row.paused_until,
    welcomedAt: row.welcomed_at,
  };
}

/** Sums up what the team said, so that nobody's confidence shows. */
import { dateIn } from '../../base/time.ts';
import type { AskedWeek, TeamVoice, TeamWords } from '../../feature.ts';
import { findPeople, type Person } from '../../release/people.ts';
import { askedPeople } from '../../release/projects.ts';
import type { Db } from '../../store/db.ts';
import { checkInsForAll, slippingOf, type CheckInRow } from './store.ts';
import { openRequestsOfAll, type SupportRow } from './support-store.ts';

/** Fewer votes than this would tell who said what. */
const FEWEST_VOTES = 3;

/**
 * What the teams said for releases in the weeks of their asks, by release id; each release once. Requests for
 * support are those open now, of any week.
 */
export async function teamVoices(
  db: Db,
  of: readonly AskedWeek[],
): Promise<ReadonlyMap<string, TeamVoice>> {
  const checkIns = await checkInsForAll(db, of);
  const requests = await openRequestsOfAll(
    db,
    of.map(({ release }) => release.id),
  );
  const rows = [...checkIns.values()].flat();
  const people = await peopleByWorkspace(db, rows);
  const slipping = Map.groupBy(
    await slippingOf(
      db,
      rows.map(({ id }) => id),
    ),
    ({ check_in_id }) => check_in_id,
  );
  return new Map(
    of.map(({ project, release }) => {
      const own = checkIns.get(release.id) ?? [];
      const asked = new Set(askedPeople(project));
      const voice = sumUp({
        rows: own,
        isWaitedFor: (row) => asked.has(row.user_id) && !isAway(people.get(personKey(row)), row),
        slipping: own.flatMap(({ id }) => slipping.get(id) ?? []),
        requests: requests.get(release.id) ?? [],
      });
      return [release.id, voice];
    }),
  );
}

async function peopleByWorkspace(
  db: Db,
  rows: readonly CheckInRow[],
): Promise<ReadonlyMap<string, Person>> {
  const people = new Map<string, Person>();
  for (const [workspaceId, own] of Map.groupBy(rows, ({ workspace_id }) => workspace_id)) {
    const ids = own.map(({ user_id }) => user_id);
    for (const [id, person] of await findPeople(db, workspaceId, ids))
      people.set(personKey({ workspace_id: workspaceId, user_id: id }), person);
  }
  return people;
}

function personKey(row: Pick<CheckInRow, 'workspace_id' | 'user_id'>): string {
  return `${row.workspace_id}/${row.user_id}`;
}

/** Paused after they were asked, or gone. */
function isAway(person: Person | undefined, { asked_at }: CheckInRow): boolean {
  if (person === undefined || asked_at === null) return false;
  const { isDeactivated, isOutside, pausedUntil, zone } = person;
  return (
    isDeactivated || isOutside || (pausedUntil !== null && dateIn(zone, asked_at) < pausedUntil)
  );
}

/** The same from facts. Late answers are in it; what was posted before them stays as it was posted. */
export function sumUp(facts: {
  readonly rows: readonly CheckInRow[];
  readonly isWaitedFor: (row: CheckInRow) => boolean;
  readonly slipping: readonly { readonly check_in_id: string; readonly item_id: string }[];
  readonly requests: readonly SupportRow[];
}): TeamVoice {
  const { rows, slipping, requests } = facts;
  const answers = rows.filter(({ answered_at }) => answered_at !== null);
  const missing = rows.filter((row) => row.answered_at === null && facts.isWaitedFor(row));
  const votes = answers.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  const owner = new Map(rows.map((row) => [row.id, row.user_id]));
  return {
    asked: answers.length + missing.length,
    answered: answers.length,
    missing: missing.map(({ user_id }) => user_id),
    votes: votes.length,
    medianConfidence: votes.length < FEWEST_VOTES ? null : median(votes),
    accomplishments: said(answers, 'accomplishments'),
    risks: answers
      .filter(({ risks }) => risks !== '')
      .map((row) => ({ ...words(row, row.risks), mitigation: row.mitigation })),
    focus: said(answers, 'focus'),
    support: requests.map(({ id, from_user_id, to_user_id, text, since }) => ({
      id,
      fromUserId: from_user_id,
      toUserId: to_user_id,
      text,
      since,
    })),
    slipping: slipping.flatMap(({ check_in_id, item_id }) => {
      const userId = owner.get(check_in_id);
      return userId === undefined ? [] : [{ itemId: item_id, userId }];
    }),
    answeredLate: answers.filter(({ late }) => late === 1).length,
  };
}

function said(rows: readonly CheckInRow[], field: 'accomplishments' | 'focus') {
  return rows.filter((row) => row[field] !== '').map((row) => words(row, row[field]));
}

function words({ user_id, from_private }: CheckInRow, text: string): TeamWords {
  return { userId: user_id, text, isPrivate: from_private === 1 };
}

/** The middle vote; of an even number the mean of the two in the middle. */
export function median(votes: readonly number[]): number {
  const sorted = [...votes].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return (upper + lower) / 2;
}

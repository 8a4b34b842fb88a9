/** The tables of planning: GitHub milestones as last read, and what each plan card shows. */
import type { Kysely } from 'kysely';
import type { Instant } from '../../base/time.ts';
import type { GitHubMilestone } from '../../github/port.ts';
import type { Db, Tx } from '../../store/db.ts';

/** A GitHub milestone as GitHub last showed it. */
export interface KnownMilestoneTable {
  repository_id: string;
  number: number;
  title: string;
  description: string;
  due_on: Instant | null;
  is_open: 0 | 1;
  open_items: number;
  read_at: Instant;
}

/** What stands in the channel: a fingerprint of the visible words, less the age of the data. */
export interface PlanCardTable {
  release_id: string;
  shown: string;
  said_at: Instant;
}

/** Planning's own tables. */
export type PlanTables = {
  known_milestone: KnownMilestoneTable;
  plan_card: PlanCardTable;
};

function own(db: Db): Kysely<PlanTables> {
  return db.$extendTables<PlanTables>();
}

/** GitHub milestones of these repositories as last read. */
export async function knownMilestones(
  db: Db,
  repositoryIds: readonly string[],
): Promise<readonly KnownMilestoneTable[]> {
  if (repositoryIds.length === 0) return [];
  return own(db)
    .selectFrom('known_milestone')
    .selectAll()
    .where('repository_id', 'in', [...repositoryIds])
    .orderBy('repository_id')
    .orderBy('number')
    .execute();
}

/** Puts what GitHub shows now in place of what was known of a repository. */
export async function rememberMilestones(
  tx: Tx,
  repositoryId: string,
  milestones: readonly GitHubMilestone[],
): Promise<void> {
  await own(tx.db)
    .deleteFrom('known_milestone')
    .where('repository_id', '=', repositoryId)
    .execute();
  if (milestones.length === 0) return;
  await own(tx.db)
    .insertInto('known_milestone')
    .values(
      milestones.map(({ number, title, description, dueOn, isOpen, openItems }) => ({
        repository_id: repositoryId,
        number,
        title,
        description,
        due_on: dueOn,
        is_open: isOpen ? (1 as const) : (0 as const),
        open_items: openItems,
        read_at: tx.now,
      })),
    )
    .execute();
}

/** The fingerprint of what a release's card shows; undefined before it was said. */
export async function shownCard(db: Db, releaseId: string): Promise<string | undefined> {
  const row = await own(db)
    .selectFrom('plan_card')
    .select('shown')
    .where('release_id', '=', releaseId)
    .executeTakeFirst();
  return row?.shown;
}

/** Notes what a release's card shows from now on. */
export async function rememberCard(tx: Tx, releaseId: string, shown: string): Promise<void> {
  await own(tx.db)
    .insertInto('plan_card')
    .values({ release_id: releaseId, shown, said_at: tx.now })
    .onConflict((conflict) => conflict.column('release_id').doUpdateSet({ shown, said_at: tx.now }))
    .execute();
}

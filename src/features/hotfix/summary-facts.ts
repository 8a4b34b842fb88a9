/** Reads what somebody who comes late has to know of a hotfix. */
import { entriesOf } from '../../release/journal.ts';
import { releaseName } from '../../release/names.ts';
import { findPeople } from '../../release/people.ts';
import { holders } from '../../release/projects.ts';
import type { Role } from '../../release/tables.ts';
import type { Db } from '../../store/db.ts';
import type { FoundHotfix } from './facts.ts';
import { waitingFor } from './holds-store.ts';
import { findRetro } from './retro-store.ts';
import { roleWords } from './seats.ts';
import type { SummaryFacts } from './summary.ts';

const ROLES: readonly Role[] = ['technical_lead', 'product_owner', 'qa_lead', 'release_manager'];

/** Everything of it that is not on the alert. */
export async function summaryFacts(db: Db, found: FoundHotfix): Promise<SummaryFacts> {
  const { hotfix, project } = found;
  const [entry] = await entriesOf(db, hotfix.release_id, { events: ['hotfix.updated'], limit: 1 });
  const ids = [...ROLES.flatMap((role) => holders(project, role)), entry?.actor ?? ''];
  const people = await findPeople(db, project.workspaceId, ids);
  const text = entry?.detail['text'];
  return {
    update:
      entry === undefined || typeof text !== 'string'
        ? null
        : { who: people.get(entry.actor)?.name ?? 'someone', text, at: entry.at },
    doers: ROLES.map((role) => ({
      as: roleWords(role),
      names: holders(project, role).flatMap((id) => people.get(id)?.name ?? []),
    })),
    isRetroHeld: ((await findRetro(db, hotfix.id))?.held_at ?? null) !== null,
    waiting: (await waitingFor(db, hotfix)).map((release) => releaseName(project, release)),
  };
}

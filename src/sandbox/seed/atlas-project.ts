/** Writes the seeded project as setup would have: Atlas is ready for its first `/release plan`. */
import { DEFAULT_LABEL_RULES } from '../../release/labels.ts';
import { rememberPerson, setLogin } from '../../release/people.ts';
import { DEFAULT_RHYTHM, DEFAULT_THRESHOLDS } from '../../release/projects.ts';
import { saveProject } from '../../release/save-project.ts';
import type { Tx } from '../../store/db.ts';
import { ATLAS_CHANNEL, PEOPLE } from './people.ts';

/** The repository as GitHub knows it. */
export interface SeededRepository {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
}

/** Its id. */
export const ATLAS_PROJECT = 'prj_atlas';

// Paul and Sam are new: Slipway asks them, in their first check-in, whether their login is right.
const NEWCOMERS: readonly string[] = [PEOPLE.paul.id, PEOPLE.sam.id];

/** Writes people, their GitHub links and the project. */
export async function seedAtlasProject(
  tx: Tx,
  workspaceId: string,
  repository: SeededRepository,
): Promise<void> {
  const { mara, ines, paul, dana, ivo, noor, sam } = PEOPLE;
  for (const person of Object.values(PEOPLE)) {
    await rememberPerson(tx, workspaceId, { ...person, isDeactivated: false, isOutside: false });
    const state = NEWCOMERS.includes(person.id) ? 'proposed' : 'confirmed';
    await setLogin(tx, workspaceId, person.id, person.login, state);
  }
  await saveProject(
    tx,
    {
      id: ATLAS_PROJECT,
      workspaceId,
      name: 'Atlas',
      channelId: ATLAS_CHANNEL,
      zone: mara.zone,
      rhythm: DEFAULT_RHYTHM,
      thresholds: DEFAULT_THRESHOLDS,
      roles: [
        { role: 'release_manager', userId: mara.id },
        { role: 'technical_lead', userId: ines.id },
        { role: 'product_owner', userId: paul.id },
        { role: 'qa_lead', userId: dana.id },
      ],
      members: [ines, dana, ivo, noor, sam].map(({ id }) => id),
      labelRules: DEFAULT_LABEL_RULES,
      repositories: [{ ...repository, isPrivate: false }],
      idleDays: [],
    },
    mara.id,
  );
}

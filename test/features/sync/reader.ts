/** Only the reading of one repository: the real adapter, a database in memory, and a GitHub that is played. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { plusMinutes } from '../../../src/base/time.ts';
import { silentLog } from '../../../src/base/log.ts';
import { readRepositories } from '../../../src/features/sync/look-first.ts';
import type { ReadContext } from '../../../src/features/sync/read-repository.ts';
import { repositoryRows } from '../../../src/features/sync/store.ts';
import type { GitHubPort } from '../../../src/github/port.ts';
import { rememberWorkspace } from '../../../src/release/people.ts';
import { saveProject } from '../../../src/release/save-project.ts';
import {
  shared,
  type RepositoryTable,
  type TrackedItemTable,
} from '../../../src/release/tables.ts';
import { openStore } from '../../../src/store/store.ts';
import { ATLAS, rig, type Rig } from '../../github/real-github.ts';
import { aProject } from '../../support/builders.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../migrations');
export const NAME = `${ATLAS.owner}/${ATLAS.name}`;

export interface Reader extends Rig {
  /** Ten minutes pass and the repository is read; the sentence of what went wrong, or null. */
  read(): Promise<string | null>;
  row(): Promise<RepositoryTable>;
  /** The mirror, without what is marked as gone. */
  mirror(): Promise<readonly TrackedItemTable[]>;
}

/** A repository with `issues` issues that belongs to a project. `around` may stand between us and GitHub. */
export async function reader(
  issues: number,
  around: (github: GitHubPort, rig: Rig) => GitHubPort = (github) => github,
  options: Parameters<typeof rig>[1] = {},
): Promise<Reader> {
  const town = await rig(issues, options);
  const store = await openStore({ file: ':memory:', migrationsFolder: MIGRATIONS, log: silentLog });
  onTestFinished(() => store.close());
  const workspace = { id: 'T1', name: 'Harbor Labs', botUserId: 'U0BOT' };
  const found = await town.github.repository(ATLAS);
  await store.transact(town.clock.now(), async (tx) => {
    await rememberWorkspace(tx, workspace);
    await saveProject(tx, { ...aProject(), repositories: [found] }, 'UMARA');
  });
  const github = around(town.github, town);
  const row = async (): Promise<RepositoryTable> => {
    const [known] = await repositoryRows(store.db, [found.id]);
    if (known === undefined) throw new Error('the repository is not known');
    return known;
  };
  return {
    ...town,
    row,
    async read() {
      const now = plusMinutes(town.clock.now(), 10);
      town.clock.push(now);
      town.wall.push(now);
      const ctx: ReadContext = {
        now,
        workspace,
        syncMinutes: 10,
        db: store.db,
        github,
        log: silentLog,
        aside: (work) => store.transact(now, work),
        say: () => Promise.reject(new Error('reading says nothing')),
      };
      const ends = await readRepositories(ctx, [await row()], true);
      return ends.get(found.id)?.trouble ?? null;
    },
    mirror: () =>
      shared(store.db)
        .selectFrom('tracked_item')
        .selectAll()
        .where('gone_at', 'is', null)
        .orderBy('number')
        .execute(),
  };
}

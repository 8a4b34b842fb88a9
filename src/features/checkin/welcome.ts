/** Reads why a person gets their first message. */
import { findPeople } from '../../release/people.ts';
import type { Project } from '../../release/projects.ts';
import { shared } from '../../release/tables.ts';
import type { Db } from '../../store/db.ts';
import type { Welcome } from './welcome-blocks.ts';
import { roleWord } from './words.ts';

/** Who added a person to the project that asks first in the week, and as what; null when there is none. */
export async function readWelcome(
  db: Db,
  userId: string,
  sections: readonly { readonly project: Project }[],
): Promise<Welcome | null> {
  const [project] = sections.map((section) => section.project).sort(byAsk);
  if (project === undefined) return null;
  const role = project.roles.find((entry) => entry.userId === userId)?.role;
  const addedBy = await whoAdded(db, project, userId);
  const names = await findPeople(db, project.workspaceId, [addedBy]);
  return {
    addedBy: addedBy === userId ? null : (names.get(addedBy)?.name ?? 'someone'),
    project: project.name,
    role: role === undefined ? null : roleWord(role),
    askWeekday: project.rhythm.askWeekday,
    askTime: project.rhythm.askTime,
  };
}

function byAsk({ rhythm: a }: Project, { rhythm: b }: Project): number {
  return a.askWeekday - b.askWeekday || a.askTime.localeCompare(b.askTime);
}

async function whoAdded(db: Db, project: Project, userId: string): Promise<string> {
  const row = await shared(db)
    .selectFrom('project_member')
    .select('added_by')
    .where('project_id', '=', project.id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.added_by ?? project.setUpBy;
}

/** Who may change a project, and what everybody else is told. */
import type { Context } from '../../feature.ts';
import { findPeople, type Person } from '../../release/people.ts';
import { holders, mayManage, type Project } from '../../release/projects.ts';
import type { Db } from '../../store/db.ts';

/**
 * Null when this person may change the project, else a sentence that names who may: its release
 * managers and who set it up. Once all of those have left, Slack's admins and the operator's may, so
 * that no project is locked for good.
 */
export async function refusal(
  ctx: Pick<Context, 'workspace' | 'admins'>,
  db: Db,
  project: Project,
  userId: string,
): Promise<string | null> {
  if (mayManage(project, userId)) return null;
  const managers = holders(project, 'release_manager');
  const known = await findPeople(db, ctx.workspace.id, [...managers, project.setUpBy, userId]);
  const isHere = (id: string): boolean => known.get(id)?.isDeactivated === false;
  const someoneLeft = [...managers, project.setUpBy].some(isHere);
  const isAdmin = ctx.admins.includes(userId) || known.get(userId)?.isAdmin === true;
  if (!someoneLeft && isAdmin) return null;
  return whoMay(project, managers.filter(isHere), known);
}

function whoMay(
  project: Project,
  managers: readonly string[],
  known: ReadonlyMap<string, Person>,
): string {
  const { name, setUpBy } = project;
  const founder = known.get(setUpBy);
  const who = [
    ...managers
      .flatMap((id) => known.get(id)?.name ?? [])
      .map((each) => `${each} (release manager)`),
    ...(founder === undefined || founder.isDeactivated || managers.includes(setUpBy)
      ? []
      : [`${founder.name}, who set it up`]),
  ];
  const ask = who.length === 0 ? 'an admin of this workspace' : who.join(' or ');
  return `${name} is set up here. To change its settings, ask ${ask}.`;
}

/** Who may set a project up or change it. */
import { permit } from '../../authority/permit.ts';
import type { Context } from '../../feature.ts';
import type { Project } from '../../release/projects.ts';
import type { Db } from '../../store/db.ts';

/** Null when this person may; else a sentence that says who may. `project` is undefined as long as there is none. */
export function refusal(
  ctx: Context,
  db: Db,
  project: Project | undefined,
  userId: string,
): Promise<string | null> {
  const thing = { name: project?.name ?? 'a project', project: project ?? null };
  return permit(ctx, db, 'setup.change', userId, thing);
}

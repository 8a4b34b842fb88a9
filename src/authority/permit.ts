/** Asks the table for a person, and writes a refusal into the log. */
import type { Log } from '../base/log.ts';
import { findPeople } from '../release/people.ts';
import type { Db } from '../store/db.ts';
import type { ActionName } from './actions.ts';
import type { Asked } from './asked.ts';
import { deputiesOf } from './deputies-store.ts';
import { denialOf, refusalSentence, whoMay, type Asker, type Thing } from './permission.ts';

/** What asking needs: the workspace, its admins, a log, and what was asked for the same arrival. */
export interface PermitTools {
  readonly workspace: { readonly id: string; readonly botUserId: string };
  /** User ids that the operator named as admins. */
  readonly admins: readonly string[];
  readonly log: Log;
  readonly asked: Asked;
}

/**
 * Null when this person may do `action` with `thing`; else one sentence for them, with whom to ask, and a line in
 * the log, one for each arrival. Who is no person of this workspace was turned away at the door (`src/admit.ts`).
 */
export async function permit(
  { workspace, admins, log, asked }: PermitTools,
  db: Db,
  action: ActionName,
  userId: string,
  thing: Omit<Thing, 'hasLeft' | 'deputies'>,
): Promise<string | null> {
  const { project } = thing;
  const deputies = project === null ? [] : await deputiesOf(db, project.id);
  const full: Thing = { ...thing, deputies };
  const helpers = whoMay(action, full).map((helper) => helper.userId);
  const everyone = [...helpers, ...peopleOf(full), userId];
  const known = await findPeople(db, workspace.id, everyone);
  const hasLeft = (id: string): boolean => known.get(id)?.isDeactivated === true;
  const person = asked.fresh ?? known.get(userId);
  const asker: Asker = {
    userId,
    isStranger: false,
    isBot: userId === workspace.botUserId,
    isGuest: person?.isGuest === true,
    isDeactivated: person?.isDeactivated === true,
    isAdmin: person?.isAdmin === true || admins.includes(userId),
  };
  const denial = denialOf(action, asker, { ...full, hasLeft });
  const isNews = asked.hear(action, denial);
  if (denial === null) return null;
  if (isNews) log.info('action.refused', { action, userId, denial });
  const names = new Map([...known].map(([id, { name }]) => [id, name]));
  return refusalSentence(action, { ...full, hasLeft }, denial, names);
}

function peopleOf({ project, leadId }: Thing): readonly string[] {
  return [
    ...(project?.roles.map((role) => role.userId) ?? []),
    ...(project === null ? [] : [project.setUpBy]),
    ...(leadId === null || leadId === undefined ? [] : [leadId]),
  ];
}

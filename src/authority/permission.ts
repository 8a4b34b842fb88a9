/** Whether a person may do something, and the sentence that says why not and whom to ask. Pure. */
import { holders, type Project } from '../release/projects.ts';
import type { Role } from '../release/tables.ts';
import { ACTIONS, type Action, type ActionName, type Relation } from './actions.ts';

/** Who asks, as Slack knows them. A stranger belongs to another workspace, as in a shared channel. */
export interface Asker {
  readonly userId: string;
  readonly isStranger: boolean;
  readonly isBot: boolean;
  readonly isGuest: boolean;
  readonly isDeactivated: boolean;
  readonly isAdmin: boolean;
}

/** What something is done with. */
export interface Thing {
  /** As the sentence names it: `Atlas 0.7.0`. */
  readonly name: string;
  readonly project: Project | null;
  readonly deputies?: readonly { readonly role: Role; readonly userId: string }[];
  readonly leadId?: string | null;
  /** Of those whose roles or founding carry the right: true for who has left the workspace. */
  readonly hasLeft?: (userId: string) => boolean;
}

/** Why not. */
export type Denial = 'stranger' | 'bot' | 'guest' | 'left' | 'not_theirs';

/**
 * Null when `asker` may do it. Bots, people who left and members of other workspaces may do nothing. Once all
 * who may have left, admins may, so that nothing is locked for good.
 */
export function denialOf(name: ActionName, asker: Asker, thing: Thing): Denial | null {
  if (asker.isBot) return 'bot';
  if (asker.isStranger) return 'stranger';
  if (asker.isDeactivated) return 'left';
  const action: Action = ACTIONS[name];
  if (action.may.some((relation) => standsAs(relation, asker, thing))) return null;
  if (asker.isAdmin && isOrphaned(action, thing)) return null;
  return asker.isGuest ? 'guest' : 'not_theirs';
}

function standsAs(relation: Relation, asker: Asker, thing: Thing): boolean {
  if (relation === 'anyone') return !asker.isGuest;
  if (relation === 'guest') return asker.isGuest;
  return peopleWho(relation, thing).includes(asker.userId);
}

function peopleWho(
  relation: Exclude<Relation, 'anyone' | 'guest'>,
  { project, deputies = [], leadId = null }: Thing,
): readonly string[] {
  if (relation === 'lead') return leadId === null ? [] : [leadId];
  if (relation === 'deputy') return deputies.map(({ userId }) => userId);
  if (project === null) return [];
  if (relation === 'founder') return [project.setUpBy];
  return holders(project, relation);
}

/** True when nobody is left in the workspace who may do it. */
function isOrphaned(action: Action, thing: Thing): boolean {
  const { hasLeft = () => false } = thing;
  return action.may.every(
    (relation) =>
      relation !== 'anyone' && (relation === 'guest' || peopleWho(relation, thing).every(hasLeft)),
  );
}

/** Somebody who may, as the sentence names them: `Mara (release manager)`. */
export interface Helper {
  readonly userId: string;
  readonly as: string;
}

const MOST_NAMED = 3;

/** Whom to ask instead, in the order of the table, each once; empty when only admins are left. */
export function whoMay(name: ActionName, thing: Thing): readonly Helper[] {
  const { hasLeft = () => false } = thing;
  const action: Action = ACTIONS[name];
  const all = action.may.flatMap((relation) =>
    relation === 'anyone' || relation === 'guest'
      ? []
      : peopleWho(relation, thing).map((userId) => ({ userId, as: wordFor(relation, thing) })),
  );
  const here = all.filter(({ userId }) => !hasLeft(userId));
  return here
    .filter(({ userId }, at) => here.findIndex((other) => other.userId === userId) === at)
    .slice(0, MOST_NAMED);
}

function wordFor(relation: Relation, { project }: Thing): string {
  if (relation === 'founder') return `set ${project?.name ?? 'it'} up`;
  return relation.replaceAll('_', ' ');
}

/** The sentence for who may not; `names` are plain names of people by id. */
export function refusalSentence(
  name: ActionName,
  thing: Thing,
  denial: Denial,
  names: ReadonlyMap<string, string>,
): string {
  const deed = ACTIONS[name].deed.replace('{name}', thing.name);
  if (denial === 'bot') return `Only people can ${deed}.`;
  if (denial === 'left') return `Only members of this workspace can ${deed}.`;
  if (denial === 'stranger') return `Only members of the workspace that runs Slipway can ${deed}.`;
  const who = whoMay(name, thing).flatMap(({ userId, as }) => {
    const known = names.get(userId);
    return known === undefined ? [] : [`${known} (${as})`];
  });
  const ask = who.length === 0 ? fallback(name) : who.join(' or ');
  return denial === 'guest' ? `Guests cannot ${deed}. Ask ${ask}.` : `To ${deed}, ask ${ask}.`;
}

function fallback(name: ActionName): string {
  const may: readonly Relation[] = ACTIONS[name].may;
  return may.includes('anyone') ? 'a full member of this workspace' : 'an admin of this workspace';
}

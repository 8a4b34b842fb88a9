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
  /** User ids of those whose own it is. */
  readonly own?: readonly string[];
  /** User ids of who reads the project's channel, where that was asked. */
  readonly inChannel?: readonly string[];
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
  const outside = outsiderDenial(asker);
  if (outside !== null) return outside;
  const action: Action = ACTIONS[name];
  if (action.may.some((relation) => standsAs(relation, asker, thing))) return null;
  if (asker.isAdmin && isOrphaned(action, thing)) return null;
  return asker.isGuest ? 'guest' : 'not_theirs';
}

/** What nobody of that kind may do anything for: Slack's own kinds of people, whatever they hold here. */
export function outsiderDenial(asker: Asker): 'bot' | 'stranger' | 'left' | null {
  if (asker.isBot) return 'bot';
  if (asker.isStranger) return 'stranger';
  return asker.isDeactivated ? 'left' : null;
}

/** Relations that are a kind of people; the others are people by name. */
const KINDS = ['anyone', 'guest', 'first', 'admin'] as const satisfies readonly Relation[];
type Kind = (typeof KINDS)[number];

function isKind(relation: Relation): relation is Kind {
  return KINDS.some((kind) => kind === relation);
}

function standsAs(relation: Relation, asker: Asker, thing: Thing): boolean {
  return isKind(relation)
    ? isOfKind(relation, asker, thing)
    : peopleWho(relation, thing).includes(asker.userId);
}

function isOfKind(kind: Kind, asker: Asker, { project }: Thing): boolean {
  switch (kind) {
    case 'anyone':
      return !asker.isGuest;
    case 'guest':
      return asker.isGuest;
    case 'first':
      return project === null && !asker.isGuest;
    case 'admin':
      return asker.isAdmin;
  }
}

function peopleWho(
  relation: Exclude<Relation, Kind>,
  { project, deputies = [], leadId = null, own = [], inChannel = [] }: Thing,
): readonly string[] {
  if (relation === 'own') return own;
  if (relation === 'in_channel') return inChannel;
  if (relation === 'lead') return leadId === null ? [] : [leadId];
  if (relation === 'deputy') return deputies.map(({ userId }) => userId);
  if (project === null) return [];
  if (relation === 'founder') return [project.setUpBy];
  return holders(project, relation);
}

/** Held in a project for as long as nobody changes it; what is a person's own passes to nobody. */
const ROLES_OF_PROJECT: readonly Relation[] = [
  'founder',
  'release_manager',
  'technical_lead',
  'product_owner',
  'qa_lead',
  'stakeholder',
];

/** True when nobody is left in the workspace who may do it. */
function isOrphaned(action: Action, thing: Thing): boolean {
  const { hasLeft = () => false } = thing;
  const isRole = (relation: Relation): boolean => ROLES_OF_PROJECT.includes(relation);
  if (!action.may.some(isRole) || thing.project === null) return false;
  return action.may.every((relation) =>
    isKind(relation) ? relation !== 'anyone' : peopleWho(relation, thing).every(hasLeft),
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
    isKind(relation) || relation === 'own' || relation === 'in_channel'
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

/** The sentence for who may do nothing here, whatever it was. */
export const OUTSIDERS: Readonly<Record<'bot' | 'stranger' | 'left', string>> = {
  bot: 'Only people can do this; apps and workflows cannot.',
  stranger:
    'Only members of the workspace that runs Slipway can do this. Ask one of them to do it for you.',
  left: 'Only members of this workspace can do this. Ask an admin to let you in again.',
};

function isOutside(denial: Denial): denial is keyof typeof OUTSIDERS {
  return denial in OUTSIDERS;
}

/** The sentence for who may not; `names` are plain names of people by id. */
export function refusalSentence(
  name: ActionName,
  thing: Thing,
  denial: Denial,
  names: ReadonlyMap<string, string>,
): string {
  const action: Action = ACTIONS[name];
  const deed = action.deed.replace('{name}', () => thing.name);
  if (isOutside(denial)) return OUTSIDERS[denial];
  if (action.no !== undefined) return action.no(thing.name);
  const who = whoMay(name, thing).flatMap(({ userId, as }) => {
    const known = names.get(userId);
    return known === undefined ? [] : [`${known} (${as})`];
  });
  const ask = who.length === 0 ? fallback(name) : who.join(' or ');
  return denial === 'guest' ? `Guests cannot ${deed}. Ask ${ask}.` : `To ${deed}, ask ${ask}.`;
}

function fallback(name: ActionName): string {
  const may: readonly Relation[] = ACTIONS[name].may;
  return may.includes('anyone') || may.includes('first')
    ? 'a full member of this workspace'
    : 'an admin of this workspace';
}

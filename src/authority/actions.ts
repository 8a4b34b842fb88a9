/** Who may do what, as data: a row for everything that can be done with Slipway, and no deed without a row. */
import { typed } from '../base/command-names.ts';
import type { Role } from '../release/tables.ts';

/**
 * How a person may stand to a thing. `anyone` is every full member of the workspace and `guest` its
 * guests; `founder` set the project up; `deputy` stands in for a role of it; `lead` leads the hotfix; `own` is
 * whose own thing it is, such as a check-in; `in_channel` reads the project's channel; `first` is any full
 * member as long as there is no project; `admin` is one of the workspace, or named by the operator.
 */
export type Relation =
  | 'anyone'
  | 'guest'
  | 'founder'
  | 'deputy'
  | 'lead'
  | 'own'
  | 'in_channel'
  | 'first'
  | 'admin'
  | Role;

/**
 * One row of the table. `deed` completes “To …, ask Mara”; `{name}` stands for what it is done with. A deed that
 * names a thing is asked for by whoever knows the thing; one that names none is asked for at the door.
 */
export interface Action {
  readonly deed: string;
  readonly may: readonly Relation[];
  /** Said instead of whom to ask, where nobody can be asked to do it in somebody's stead. */
  readonly no?: (name: string) => string;
}

const MANAGERS = ['release_manager', 'founder'] as const;
const FIRE_CREW = ['lead', 'technical_lead', ...MANAGERS] as const;
const EVERYONE = ['anyone', 'guest'] as const;

/** The table. Who may decide for which role is narrower still: see `capacityOf`. */
export const ACTIONS = {
  help: { deed: 'ask for help', may: EVERYONE },

  'setup.change': { deed: 'change how {name} is set up', may: ['first', ...MANAGERS] },

  'plan.see': { deed: 'see how releases stand', may: EVERYONE },
  'plan.create': { deed: 'plan a release of {name}', may: MANAGERS },
  'plan.retarget': { deed: 'move the target of {name}', may: MANAGERS },
  'plan.count': { deed: 'change what {name} counts', may: MANAGERS },
  'plan.goals': { deed: 'change the goals of {name}', may: MANAGERS },
  'plan.move': { deed: 'move {name} to another stage', may: MANAGERS },
  'plan.step': { deed: 'tick off a step of {name}', may: MANAGERS },
  'plan.ship': { deed: 'ship {name}', may: MANAGERS },
  'plan.cancel': { deed: 'cancel {name}', may: MANAGERS },
  'plan.close': { deed: 'close {name}', may: MANAGERS },

  'checkin.open': { deed: 'look at their own check-ins', may: EVERYONE },
  'checkin.answer': {
    deed: 'answer a check-in of {name}',
    may: ['own'],
    no: (name) =>
      `You are not on the check-in list of ${name}. Its release manager can add you with ${typed('/release')} setup.`,
  },
  'checkin.pause': { deed: 'rest from check-ins', may: EVERYONE },
  'checkin.link': { deed: 'say which GitHub login is theirs', may: EVERYONE },
  'checkin.settle': {
    deed: 'settle {name}',
    may: ['own', 'release_manager'],
    no: () => 'Only the people concerned can settle this request.',
  },
  'checkin.decline': {
    deed: 'give {name} back',
    may: ['own'],
    no: () => 'This request is with someone else by now.',
  },

  'report.see': { deed: 'see a report', may: EVERYONE },
  'report.share': {
    deed: 'share in the channel of {name}',
    may: ['in_channel'],
    no: (name) => `Only members of the channel of ${name} can share there.`,
  },
  'report.edit': { deed: 'change the digest of {name}', may: MANAGERS },

  'home.ledger': {
    deed: 'read the ledger of {name}',
    may: ['admin', 'own'],
    no: () => 'The ledger is for admins of this workspace and for those who set a project up.',
  },

  'hotfix.see': { deed: 'see hotfixes', may: EVERYONE },
  'hotfix.declare': { deed: 'declare a hotfix of {name}', may: ['anyone'] },
  'hotfix.join': { deed: 'join {name}', may: EVERYONE },
  'hotfix.approve': {
    deed: 'decide about {name}',
    may: ['technical_lead', 'product_owner', 'deputy', 'release_manager'],
  },
  'hotfix.break_glass': { deed: 'go ahead with {name} without approval', may: ['release_manager'] },
  'hotfix.change': { deed: 'change {name}', may: FIRE_CREW },
  'hotfix.move': {
    deed: 'move {name} to its next step',
    may: ['lead', 'technical_lead', 'qa_lead', ...MANAGERS],
  },
  'hotfix.update': { deed: 'say how {name} goes', may: FIRE_CREW },
  'hotfix.cancel': { deed: 'cancel {name}', may: FIRE_CREW },
  'hotfix.let_go': { deed: 'let {name} go on', may: ['technical_lead', ...MANAGERS] },
  'hotfix.check': { deed: 'tick off a check of {name}', may: ['anyone'] },
  'hotfix.learn': { deed: 'write down what {name} taught', may: ['anyone'] },
  'hotfix.move_retro': { deed: 'move the retrospective of {name}', may: FIRE_CREW },
  'hotfix.back_port': {
    deed: 'say why the default branch does not need the fix of {name}',
    may: FIRE_CREW,
  },
  'hotfix.end_action': {
    deed: 'say that an action of {name} is done',
    may: ['own', ...FIRE_CREW],
  },
  'hotfix.set_up': { deed: 'change how hotfixes of {name} run', may: MANAGERS },
} as const satisfies Readonly<Record<string, Action>>;

/** The name of an action. */
export type ActionName = keyof typeof ACTIONS;

/** True for a name of the table. */
export function isAction(name: unknown): name is ActionName {
  return typeof name === 'string' && Object.hasOwn(ACTIONS, name);
}

/** True for a deed that names what it is done with: only who knows that thing can ask whether it is allowed. */
export function needsThing(name: ActionName): boolean {
  return ACTIONS[name].deed.includes('{name}');
}

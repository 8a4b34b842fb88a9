/** Who may do what, as data: a row for every deed that has to be asked here before it is done. */
import type { Role } from '../release/tables.ts';

/**
 * How a person may stand to a thing. `anyone` is every full member of the workspace and `guest` its
 * guests; `founder` set the project up; `deputy` stands in for a role of it; `lead` leads the hotfix.
 */
export type Relation = 'anyone' | 'guest' | 'founder' | 'deputy' | 'lead' | Role;

/** One row of the table. `deed` completes “To …, ask Mara”; `{name}` stands for what it is done with. */
export interface Action {
  readonly deed: string;
  readonly may: readonly Relation[];
}

const MANAGERS = ['release_manager', 'founder'] as const;
const EVERYONE = ['anyone', 'guest'] as const;

/** The table. Who may decide for which role is narrower still: see `capacityOf`. */
export const ACTIONS = {
  'hotfix.see': { deed: 'see {name}', may: EVERYONE },
  'hotfix.declare': { deed: 'declare a hotfix of {name}', may: ['anyone'] },
  'hotfix.join': { deed: 'join {name}', may: EVERYONE },
  'hotfix.approve': {
    deed: 'decide about {name}',
    may: ['technical_lead', 'product_owner', 'deputy', 'release_manager'],
  },
  'hotfix.break_glass': { deed: 'go ahead with {name} without approval', may: ['release_manager'] },
  'hotfix.change': { deed: 'change {name}', may: ['lead', 'technical_lead', ...MANAGERS] },
  'hotfix.move': {
    deed: 'move {name} to its next step',
    may: ['lead', 'technical_lead', 'qa_lead', ...MANAGERS],
  },
  'hotfix.update': { deed: 'say how {name} goes', may: ['lead', 'technical_lead', ...MANAGERS] },
  'hotfix.cancel': { deed: 'cancel {name}', may: ['lead', 'technical_lead', ...MANAGERS] },
  'hotfix.let_go': {
    deed: 'let {name} go on',
    may: ['technical_lead', ...MANAGERS],
  },
  'hotfix.check': { deed: 'tick off a check of {name}', may: ['anyone'] },
  'hotfix.learn': { deed: 'write down what {name} taught', may: ['anyone'] },
  'hotfix.move_retro': {
    deed: 'move the retrospective of {name}',
    may: ['lead', 'technical_lead', ...MANAGERS],
  },
  'hotfix.back_port': {
    deed: 'say why the default branch does not need the fix of {name}',
    may: ['lead', 'technical_lead', ...MANAGERS],
  },
  'hotfix.end_action': {
    deed: 'say that an action of {name} is done',
    may: ['lead', 'technical_lead', ...MANAGERS],
  },
  'hotfix.set_up': { deed: 'change how hotfixes of {name} are told', may: MANAGERS },
} as const satisfies Readonly<Record<string, Action>>;

/** The name of an action. */
export type ActionName = keyof typeof ACTIONS;

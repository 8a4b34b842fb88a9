/** The table of rights as a document, in the words of people who use Slipway. Pure. */
import {
  ACTIONS,
  type Action,
  type ActionName,
  type Relation,
} from '../../src/authority/actions.ts';

const AREAS: readonly (readonly [prefix: string, title: string])[] = [
  ['setup.', 'Setting up'],
  ['plan.', 'Planning'],
  ['checkin.', 'Check-ins'],
  ['report.', 'Reports'],
  ['hotfix.', 'Hotfixes'],
  ['home.', 'App Home'],
  ['help', 'Everything else'],
];

/** What stands for `{name}`; by action, else by area. */
const THINGS: Readonly<Record<string, string>> = {
  'plan.create': 'a project',
  'hotfix.declare': 'a project',
  'hotfix.set_up': 'a project',
  'hotfix.let_go': 'a release that waits for a hotfix',
  'checkin.settle': 'a request for support',
  'checkin.decline': 'a request for support',
  'setup.': 'a project',
  'plan.': 'a release',
  'checkin.': 'a project',
  'report.': 'a project',
  'home.': 'the workspace',
  'hotfix.': 'a hotfix',
};

/** Whose own it is; by action. */
const OWNERS: Readonly<Record<string, string>> = {
  'checkin.answer': 'who is on its list of check-ins or was asked that week, guests too',
  'checkin.settle': 'who asked, who was asked to help',
  'checkin.decline': 'who was asked to help and has it now',
  'hotfix.end_action': 'whose action it is',
  'home.ledger': 'who set a project up',
};

const PEOPLE: Readonly<Record<Exclude<Relation, 'own'>, string>> = {
  anyone: 'every full member of the workspace',
  guest: 'guests',
  founder: 'who set the project up',
  deputy: 'deputies',
  lead: 'who leads the hotfix',
  in_channel: 'who is in the project’s channel, guests too',
  first: 'every full member while the channel has no project',
  admin: 'admins of the workspace and those whom the operator named',
  release_manager: 'release manager',
  technical_lead: 'technical lead',
  product_owner: 'product owner',
  qa_lead: 'QA lead',
  stakeholder: 'stakeholders',
};

const INTRO = `# Who may do what

Made from the table in \`src/authority/actions.ts\`, which the program asks before it does anything; a test compares
the two. Whoever may not is told so in one sentence, with whom to ask, and a line stands in the log (\`action.refused\`).

- Apps and workflows, people who have left, and members of other workspaces may do nothing, whatever they hold.
- Once all who may have left the workspace, its admins and those whom the operator named may instead. What is
  somebody's own passes to nobody.
- Of two who press the same button in the same second the first one counts; the other is told who that was.
`;

/** The whole document; \`ways\` are the ways in by name, each with its action. */
export function whoMayDoWhat(ways: ReadonlyMap<string, ActionName>): string {
  const names = Object.keys(ACTIONS) as ActionName[];
  const parts = AREAS.map(([prefix, title]) => {
    const lines = names.filter((name) => name.startsWith(prefix)).map((name) => lineOf(name, ways));
    return `## ${title}\n\n${lines.join('\n')}\n`;
  });
  return [INTRO, ...parts].join('\n');
}

function lineOf(name: ActionName, ways: ReadonlyMap<string, ActionName>): string {
  const { deed, may }: Action = ACTIONS[name];
  const area = AREAS.find(([prefix]) => name.startsWith(prefix))?.[0] ?? '';
  const words = deed.replace('{name}', THINGS[name] ?? THINGS[area] ?? '');
  const typed = [...ways]
    .filter(([way, action]) => action === name && way.startsWith('command '))
    .map(([way]) => `\`${way.slice('command '.length)}\``);
  const where = typed.length === 0 ? '' : ` (${typed.join(', ')})`;
  return `- **${words[0]?.toUpperCase()}${words.slice(1)}**${where}: ${peopleIn(name, may)}.`;
}

function peopleIn(name: ActionName, may: readonly Relation[]): string {
  if (may.includes('anyone') && may.includes('guest'))
    return 'everybody in the workspace, guests too';
  return may
    .map((relation) => (relation === 'own' ? (OWNERS[name] ?? '') : PEOPLE[relation]))
    .join(', ');
}

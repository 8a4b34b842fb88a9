import type { TeamLogin } from './team-accounts.ts';

/** An issue as the seed tells it; days count back from the start. */
export interface SeededIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly kind: 'bug' | 'enhancement' | 'documentation' | 'ci' | 'architecture' | 'security';
  readonly priority: 'high' | 'medium' | 'low';
  readonly size: 1 | 2 | 3 | 5 | 8;
  /** How much the release needs it; null when it was never said. */
  readonly tier: 'must' | 'should' | 'could' | null;
  readonly milestone: string;
  readonly author: TeamLogin;
  readonly assignee: TeamLogin | null;
  readonly openedDaysBefore: number;
  /** Null while open, or when the merge of a pull request closes it. */
  readonly closedDaysBefore: number | null;
}

type Row = readonly [
  number: number,
  title: string,
  kind: SeededIssue['kind'],
  priority: SeededIssue['priority'],
  size: SeededIssue['size'],
  tier: SeededIssue['tier'],
  author: TeamLogin,
  assignee: TeamLogin | null,
  openedDaysBefore: number,
];

const ROWS: readonly Row[] = [
  [113, 'System integrity checks', 'bug', 'high', 5, 'must', 'ines-b', 'noor-h', 3],
  [
    108,
    'OCI backends: minimal lifecycle parity (jail on FreeBSD)',
    'enhancement',
    'medium',
    5,
    'could',
    'ines-b',
    'sam-w',
    18,
  ],
  [
    103,
    "OCI Runtime: Implement 'create' command for Proxmox LXC containers",
    'enhancement',
    'high',
    8,
    'must',
    'paul-o',
    'ivo-t',
    30,
  ],
  [
    97,
    'Onboarding: walkthrough DEV_QUICKSTART & dev_guide',
    'documentation',
    'low',
    2,
    'could',
    'mara-k',
    null,
    43,
  ],
  [
    96,
    'Docs: keep README, DEV_QUICKSTART, CLI_REFERENCE current',
    'documentation',
    'low',
    2,
    'could',
    'ines-b',
    'ines-b',
    44,
  ],
  [
    94,
    'CI: keep all workflows green on Zig 0.15.1',
    'ci',
    'low',
    1,
    'could',
    'dana-r',
    'kestrel-ci',
    50,
  ],
  [
    92,
    'OCI: bundle generator (rootfs + minimal config.json)',
    'enhancement',
    'medium',
    5,
    'should',
    'paul-o',
    'sam-w',
    56,
  ],
  [
    91,
    'LXC lifecycle E2E on self-hosted Proxmox',
    'ci',
    'medium',
    8,
    'should',
    'dana-r',
    'ivo-t',
    58,
  ],
  [
    90,
    'LXC: pct create required args & error mapping',
    'bug',
    'high',
    3,
    'must',
    'dana-r',
    'ivo-t',
    61,
  ],
  [
    89,
    'Architecture conformance report',
    'architecture',
    'low',
    3,
    'could',
    'ines-b',
    'ines-b',
    63,
  ],
  [
    88,
    'OCI backends: minimal lifecycle parity (crun/runc)',
    'enhancement',
    'medium',
    5,
    'should',
    'ines-b',
    'noor-h',
    64,
  ],
  [87, 'LXC: pct CLI for all ops', 'enhancement', 'high', 3, 'must', 'paul-o', 'ivo-t', 66],
  [
    85,
    'Architecture: review ADR-001 vs implementation',
    'architecture',
    'low',
    2,
    'could',
    'ines-b',
    'ines-b',
    68,
  ],
];

const BODIES: Readonly<Record<number, string>> = {
  113: 'A damaged layer is found only when a container starts on it. Check the store at start and on request.',
  108: 'Create, start, stop and delete through jails, with the same states as the other backends.',
  103: 'Turn a bundle into an LXC container without starting it.',
  97: 'Follow both guides on a clean machine and mend what does not work.',
  96: 'Three documents drift from the program with every release.',
  94: 'The compiler moved; two workflows still ask for the old one.',
  92: 'Make a valid bundle from an image, with no more configuration than it needs.',
  91: 'Run the whole life of a container against a real host. Needs a machine and a licence.',
  90: 'Some arguments are missing, and every failure looks the same to the caller.',
  89: 'Where does the code leave the agreed structure, and is that wanted?',
  88: 'Both programs behind one adapter, with the same states and errors.',
  87: 'Replace the last direct calls. Done with 0.6.0.',
  85: 'The decision is a year old; the code went its own way in places.',
};

/** The thirteen issues of the sprint, newest first: twelve open and #87, which the release before finished. */
export const sprintIssues: readonly SeededIssue[] = ROWS.map(
  ([number, title, kind, priority, size, tier, author, assignee, openedDaysBefore]) => ({
    number,
    title,
    kind,
    priority,
    size,
    tier,
    author,
    assignee,
    openedDaysBefore,
    body: BODIES[number] ?? '',
    milestone: '0.7.0',
    closedDaysBefore: null,
  }),
);

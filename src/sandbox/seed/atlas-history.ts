import type { SeededIssue } from './atlas-issues.ts';
import type { TeamLogin } from './team-accounts.ts';

type Row = readonly [
  number: number,
  title: string,
  kind: SeededIssue['kind'],
  size: SeededIssue['size'],
  priority: SeededIssue['priority'],
  assignee: TeamLogin,
  openedDaysBefore: number,
  closedDaysBefore: number | null,
];

const IN_0_5_0: readonly Row[] = [
  [41, 'Image cache grows without limit', 'bug', 3, 'high', 'noor-h', 181, 170],
  [42, 'Pull images through an HTTP proxy', 'enhancement', 3, 'medium', 'sam-w', 180, 160],
  [44, 'Crash when a container name holds a colon', 'bug', 1, 'high', 'ivo-t', 178, null],
  [45, 'Read registry credentials from a file', 'enhancement', 2, 'medium', 'sam-w', 176, 163],
  [47, 'Log lines of two containers are mixed', 'bug', 2, 'medium', 'noor-h', 172, 158],
  [48, 'Status command prints JSON on request', 'enhancement', 2, 'medium', 'sam-w', 170, 151],
  [50, 'Describe the configuration file', 'documentation', 2, 'low', 'ines-b', 165, 140],
  [51, 'Stop waits forever when init ignores TERM', 'bug', 3, 'high', 'ivo-t', 160, null],
  [53, 'Limit CPU and memory by profile', 'enhancement', 5, 'high', 'ivo-t', 155, 120],
  [54, 'Run unit tests on every push', 'ci', 2, 'medium', 'kestrel-ci', 152, null],
  [56, 'Volume paths with blanks are cut', 'bug', 1, 'medium', 'noor-h', 146, 139],
  [57, 'Network names survive a restart', 'bug', 3, 'medium', 'noor-h', 140, null],
  [59, 'Release checklist for maintainers', 'documentation', 1, 'low', 'mara-k', 134, 101],
];

const IN_0_6_0: readonly Row[] = [
  [60, 'Proxmox: list containers through pct', 'enhancement', 3, 'high', 'ivo-t', 128, 96],
  [61, 'Proxmox: start and stop through pct', 'enhancement', 3, 'high', 'ivo-t', 127, 88],
  [62, 'Sort pct exit codes into our kinds of error', 'enhancement', 2, 'medium', 'ivo-t', 125, 80],
  [64, 'File handles leak in the event loop', 'bug', 3, 'high', 'noor-h', 118, null],
  [65, 'Put all backends behind one interface', 'architecture', 8, 'high', 'ines-b', 115, null],
  [67, 'Exec keeps the size of the terminal', 'bug', 2, 'medium', 'sam-w', 110, null],
  [68, 'Refuse unsigned images when asked to', 'security', 5, 'high', 'ines-b', 106, null],
  [70, 'Faster start with many layers', 'enhancement', 5, 'medium', 'noor-h', 100, 58],
  [
    71,
    'Read the configuration again without a restart',
    'enhancement',
    3,
    'medium',
    'sam-w',
    97,
    61,
  ],
  [73, 'Wrong owner on bind mounts in user namespaces', 'bug', 3, 'high', 'noor-h', 92, null],
  [74, 'Nightly build with the newest compiler', 'ci', 2, 'medium', 'kestrel-ci', 90, null],
  [76, 'Write the threat model down', 'documentation', 3, 'medium', 'ines-b', 86, 40],
  [77, 'Networks are left behind by a failed create', 'bug', 2, 'medium', 'sam-w', 83, null],
  [79, 'Health checks for containers', 'enhancement', 5, 'medium', 'noor-h', 79, 33],
  [80, 'Example configurations for Proxmox', 'documentation', 1, 'low', 'ivo-t', 77, 25],
  [82, 'Stream of events stops after an hour', 'bug', 3, 'high', 'noor-h', 74, 47],
  [83, 'Drop the old snapshot format', 'architecture', 3, 'low', 'ines-b', 72, 21],
];

const issuesIn =
  (milestone: string) =>
  ([number, title, kind, size, priority, assignee, openedDaysBefore, closedDaysBefore]: Row) => ({
    number,
    title,
    kind,
    size,
    priority,
    assignee,
    openedDaysBefore,
    closedDaysBefore,
    milestone,
    body: '',
    tier: null,
    author: 'paul-o' as const,
  });

/** Thirty issues that the two releases before finished. */
export const historyIssues: readonly SeededIssue[] = [
  ...IN_0_5_0.map(issuesIn('0.5.0')),
  ...IN_0_6_0.map(issuesIn('0.6.0')),
];

/** A pull request as the seed tells it; days count back from the start, null while open. */
export interface SeededPullRequest {
  readonly number: number;
  readonly title: string;
  readonly closes: number;
  readonly author: TeamLogin;
  readonly openedDaysBefore: number;
  readonly mergedDaysBefore: number | null;
}

type PullRow = readonly [
  number: number,
  title: string,
  closes: number,
  author: TeamLogin,
  openedDaysBefore: number,
  mergedDaysBefore: number | null,
];

const PULLS: readonly PullRow[] = [
  [46, 'Accept colons in container names', 44, 'ivo-t', 175, 174],
  [52, 'Kill init when it will not stop', 51, 'ivo-t', 157, 152],
  [55, 'Test every push', 54, 'dana-r', 149, 147],
  [58, 'Store network names', 57, 'noor-h', 136, 118],
  [66, 'Close what the event loop opens', 64, 'noor-h', 113, 95],
  [69, 'Pass on the size of the terminal', 67, 'sam-w', 103, 90],
  [72, 'One interface for all backends', 65, 'ines-b', 95, 78],
  [75, 'Build every night', 74, 'dana-r', 88, 84],
  [78, 'Map owners on bind mounts', 73, 'noor-h', 81, 71],
  [81, 'Check signatures before use', 68, 'ines-b', 75, 66],
  [84, 'Take networks down when create fails', 77, 'sam-w', 70, 52],
  [93, 'Use pct for everything', 87, 'ivo-t', 53, 16],
  [114, 'Create LXC containers from a bundle', 103, 'ivo-t', 2, null],
  [115, 'Ask all workflows for one compiler', 94, 'dana-r', 1, null],
];

/** Twelve merged pull requests and two open ones, #114 still a draft. */
export const seededPullRequests: readonly SeededPullRequest[] = PULLS.map(
  ([number, title, closes, author, openedDaysBefore, mergedDaysBefore]) => ({
    number,
    title,
    closes,
    author,
    openedDaysBefore,
    mergedDaysBefore,
  }),
);

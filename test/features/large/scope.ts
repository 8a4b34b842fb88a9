/** Releases as large as they come: thousands of items, long titles, many people, many slips, many requests. */
import fc from 'fast-check';
import { composeReport, type StatusReport } from '../../../src/features/report/compose.ts';
import { emptyEdit } from '../../../src/features/report/edit.ts';
import type { ScopeItem } from '../../../src/release/items.ts';
import type { JournalEntry } from '../../../src/release/journal.ts';
import type { Project } from '../../../src/release/projects.ts';
import { anItem, aProject, aRelease, aVoice } from '../../support/builders.ts';

export const NOW = '2026-11-27T14:00:00.000Z';
const DONE_AT = '2026-11-25T10:00:00.000Z';

/** How large everything is. Numbers of things, and of characters of a title. */
export interface Size {
  readonly items: number;
  /** Every so many-th item is done; none with 0. */
  readonly doneEach: number;
  readonly titleLength: number;
  readonly filler: string;
  readonly people: number;
  readonly slips: number;
  readonly moves: number;
  readonly requests: number;
  readonly repositories: number;
}

/** The shape in which size shows: few and many, and the edges of what is cut. */
export const anySize: fc.Arbitrary<Size> = fc.record({
  items: fc.oneof(fc.constantFrom(0, 1, 15, 16, 60, 61, 100, 5000), fc.nat(5000)),
  doneEach: fc.constantFrom(0, 1, 2, 7),
  titleLength: fc.constantFrom(10, 60, 130, 256),
  filler: fc.constantFrom('x', 'ä ', '猫', '👩‍👩‍👧‍👦', '"\\', '&<>'),
  people: fc.constantFrom(0, 1, 16, 120),
  slips: fc.constantFrom(0, 1, 3, 16, 900),
  moves: fc.constantFrom(0, 1, 3, 40),
  requests: fc.constantFrom(0, 1, 11, 60),
  repositories: fc.constantFrom(1, 2, 30),
});

/** Nothing larger is to be expected. */
export const LARGEST: Size = {
  items: 5000,
  doneEach: 2,
  titleLength: 256,
  filler: 'ä ',
  people: 200,
  slips: 900,
  moves: 40,
  requests: 100,
  repositories: 30,
};

/** A project of that many repositories, with names as long as GitHub takes them, and of so many people. */
export function projectOf({ repositories, people }: Size): Project {
  const row = aProject().repositories[0];
  return aProject({
    name: 'A'.repeat(60),
    members: Array.from({ length: people }, (_, at) => `U${at}`),
    repositories: Array.from({ length: repositories }, (_, at) => ({
      id: `R${at}`,
      workspace_id: 'T1',
      owner: 'oci-labs',
      name: `${'repository'.repeat(9)}-${at}`,
      is_private: 0 as const,
      issues_read_to: null,
      pulls_read_to: null,
      pulls_cursor: null,
      pulls_newest: null,
      last_read_at: NOW,
      trouble: null,
      trouble_since: null,
      next_try_at: null,
      swept_at: null,
      points_spent: 0,
      ...row,
    })),
  });
}

/** That many items; each title begins with a mark that tells them apart. */
export function itemsOf(size: Size): readonly ScopeItem[] {
  const { repositories } = projectOf({ ...size, people: 0 });
  return Array.from({ length: size.items }, (_, at) => {
    const repository = repositories[at % repositories.length];
    const isDone = size.doneEach > 0 && at % size.doneEach === 0;
    return anItem({
      id: `item${at}`,
      number: at + 1,
      repositoryId: repository?.id ?? '',
      repository: repository?.name ?? '',
      title: titleOf(at, size),
      url: `https://github.example/oci-labs/${repository?.name}/issues/${at + 1}`,
      priority: (['P0', 'P1', 'P2'] as const)[at % 3] ?? 'P2',
      assignees: Array.from({ length: at % 11 }, (_one, who) => `login-of-somebody-${who}`),
      isDone,
      doneAt: isDone ? DONE_AT : null,
    });
  });
}

/** The mark of an item. */
export const markOf = (at: number): string => `#k${at}k#`;

function titleOf(at: number, { titleLength, filler }: Size): string {
  return `${markOf(at)} ${filler.repeat(titleLength)}`.slice(0, titleLength);
}

/** How many items stand in a text, and how many it says are left out. */
export function counted(text: string): { readonly shown: number; readonly leftOut: number } {
  const shown = new Set(text.match(/#k\d+k#/g)).size;
  const left = [...text.matchAll(/(\d+) (?:items? )?more|and (\d+) more/g)];
  return { shown, leftOut: left.reduce((sum, [, one, two]) => sum + Number(one ?? two), 0) };
}

/** The report of a week in which all of that happened. */
export function reportOf(size: Size, items: readonly ScopeItem[]): StatusReport {
  const slipped = items.slice(0, size.slips);
  const entry = (id: string, event: JournalEntry['event'], detail: JournalEntry['detail']) => ({
    id,
    workspaceId: 'T1',
    projectId: 'prj_atlas',
    releaseId: 'rel_070',
    at: DONE_AT,
    actor: 'UMARA',
    event,
    detail,
  });
  const events = ['scope.added', 'scope.removed', 'scope.deferred'] as const;
  const words = 'What somebody wrote about it. '.repeat(40);
  const said = (at: number) => ({ userId: `U${at}`, text: words });
  const people = Array.from({ length: size.people }, (_, at) => at);
  return composeReport({
    now: NOW,
    kind: 'weekly',
    project: projectOf(size),
    release: aRelease(),
    scope: items,
    whole: items,
    week: '2026-11-23',
    since: '2026-11-20T14:00:00.000Z',
    isFirst: false,
    heldBy: 'Atlas 0.6.2-hotfix',
    doneBefore: null,
    journal: [
      ...Array.from({ length: size.moves }, (_, at) =>
        entry(`move${at}`, 'release.target_moved', {
          from: '2026-12-16',
          to: '2026-12-18',
          reason: words.slice(0, 300),
        }),
      ),
      ...slipped.map(({ id }, at) =>
        entry(id, events[at % 3] ?? 'scope.added', {
          itemId: id,
          to: '0.8.0',
          reason: words.slice(0, 300),
        }),
      ),
    ],
    voice: aVoice({
      asked: size.people,
      answered: size.people,
      missing: people.map((at) => `U${at}`),
      accomplishments: people.map(said),
      risks: people.map((at) => ({ ...said(at), mitigation: words })),
      focus: people.map(said),
      support: Array.from({ length: size.requests }, (_, at) => ({
        id: `s${at}`,
        fromUserId: `U${at}`,
        toUserId: at % 2 === 0 ? null : `U${at + 1}`,
        text: words,
        since: '2026-11-16',
      })),
      slipping: items.slice(0, 300).map(({ id }) => ({ itemId: id, userId: 'U1' })),
    }),
    readAt: NOW,
    trouble: null,
    edit: { ...emptyEdit('UMARA'), words: words.slice(0, 300), highlights: [words, words, words] },
    owners: new Map(),
    nextAt: '2026-12-04T14:00:00.000Z',
  });
}

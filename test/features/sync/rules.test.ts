/** When a repository is read, and when it is swept. */
import { describe, expect, test } from 'vitest';
import type { RepositoryLook } from '../../../src/github/port.ts';
import type { RepositoryTable } from '../../../src/release/tables.ts';
import { isSweepDue, whatMoved } from '../../../src/features/sync/rules.ts';

const READ = '2026-11-20T10:00:00.000Z';
const OLD = '2026-11-20T09:00:00.000Z';
const row: RepositoryTable = {
  id: 'R',
  workspace_id: 'T',
  owner: 'oci-labs',
  name: 'atlas',
  is_private: 0,
  issues_read_to: OLD,
  pulls_read_to: OLD,
  pulls_cursor: null,
  pulls_newest: null,
  last_read_at: READ,
  trouble: null,
  trouble_since: null,
  next_try_at: null,
  swept_at: null,
  points_spent: 0,
};
const look: RepositoryLook = {
  id: 'R',
  owner: 'oci-labs',
  name: 'atlas',
  isPrivate: false,
  newestIssue: OLD,
  newestPullRequest: OLD,
};

describe('what moved', () => {
  const NEITHER = 'neither';
  const BOTH = 'issues and pull requests';
  test.each<[string, Partial<RepositoryTable>, Partial<RepositoryLook>, string]>([
    ['nothing newer than what was read', {}, {}, NEITHER],
    [
      'older than what was read, after a deletion',
      {},
      { newestIssue: '2026-11-19T09:00:00.000Z' },
      NEITHER,
    ],
    ['nothing there at all', { issues_read_to: null }, { newestIssue: null }, NEITHER],
    ['a newer issue', {}, { newestIssue: '2026-11-20T09:00:01.000Z' }, 'issues'],
    [
      'a newer pull request',
      {},
      { newestPullRequest: '2026-11-20T09:00:01.000Z' },
      'pull requests',
    ],
    ['issues never read', { issues_read_to: null }, {}, 'issues'],
    ['pull requests never read to the end', { pulls_read_to: null }, {}, 'pull requests'],
    ['a read that was cut off', { pulls_cursor: 'c' }, {}, 'pull requests'],
    ['never read', { last_read_at: null }, {}, BOTH],
    ['never read, no pull requests', { last_read_at: null }, { newestPullRequest: null }, 'issues'],
    ['never read, no issues', { last_read_at: null }, { newestIssue: null }, 'pull requests'],
    ['trouble at the last read', { trouble: 'GitHub did not answer (502).' }, {}, BOTH],
    [
      'read so soon after the change that a second one may hide behind it',
      { last_read_at: '2026-11-20T09:01:59.000Z' },
      {},
      BOTH,
    ],
  ])('%s', (_, read, seen, expected) => {
    const { issues, pullRequests } = whatMoved({ ...row, ...read }, { ...look, ...seen });
    const words = [...(issues ? ['issues'] : []), ...(pullRequests ? ['pull requests'] : [])];
    expect(words.join(' and ') || NEITHER).toBe(expected);
  });
});

describe('a sweep is due', () => {
  const BERLIN = 'Europe/Berlin';
  test.each<[string, string | null, string, boolean]>([
    ['before the first full read', null, '2026-11-20T10:00:00.000Z', false],
    ['on the same day', '2026-11-20T08:00:00.000Z', '2026-11-20T22:00:00.000Z', false],
    ['a minute before three', '2026-11-20T08:00:00.000Z', '2026-11-21T01:59:00.000Z', false],
    ['at three', '2026-11-20T08:00:00.000Z', '2026-11-21T02:00:00.000Z', true],
    ['once that night', '2026-11-21T02:00:00.000Z', '2026-11-21T02:10:00.000Z', false],
    ['after days off', '2026-11-10T02:00:00.000Z', '2026-11-21T00:00:00.000Z', true],
  ])('%s', (_, sweptAt, now, expected) => {
    expect(isSweepDue(sweptAt, BERLIN, now)).toBe(expected);
  });
});

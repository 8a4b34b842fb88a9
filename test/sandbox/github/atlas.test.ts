import { describe, expect, test } from 'vitest';
import { plusDays, plusMinutes, weekdayOf } from '../../../src/base/time.ts';
import { ATLAS, fillAtlas } from '../../../src/sandbox/seed/atlas-repository.ts';
import { createAtlasPlayer } from '../../../src/sandbox/seed/atlas-player.ts';
import { atlasScript } from '../../../src/sandbox/seed/atlas-script.ts';
import { ZEPHYR } from '../../../src/sandbox/seed/zephyr-repository.ts';
import type { GitHubWorld } from '../../../src/sandbox/github/world.ts';
import { START, smallGitHub } from './small-github.ts';

async function seeded(start = START) {
  const gitHub = await smallGitHub();
  fillAtlas(gitHub.world, start);
  return gitHub;
}

const inMilestone = (world: GitHubWorld, title: string) => {
  const number = world.milestone(ATLAS, title)?.number;
  return world.issues(ATLAS).filter((issue) => issue.milestone === number);
};
const numbers = (rows: readonly { readonly number: number }[]) =>
  rows.map(({ number }) => number).toSorted((a, b) => a - b);

interface Answer {
  readonly repository: {
    readonly milestones: { readonly nodes: readonly { readonly description: string }[] };
  };
}

describe('the seed', () => {
  test('0.7.0 has the twelve open issues of the plan, and #87 that is done', async () => {
    const { world } = await seeded();
    const scope = inMilestone(world, '0.7.0');
    const open = scope.filter(({ state }) => state === 'OPEN');
    expect(numbers(scope.filter(({ state }) => state === 'CLOSED'))).toEqual([87]);
    const by = (label: string) => numbers(open.filter(({ labels }) => labels.includes(label)));
    expect(by('priority: high')).toEqual([90, 103, 113]);
    expect(by('priority: medium')).toEqual([88, 91, 92, 108]);
    expect(by('priority: low')).toEqual([85, 89, 94, 96, 97]);
    expect(by('must')).toEqual([90, 103, 113]);
    expect(by('should')).toEqual([88, 91, 92]);
    expect(numbers(open.filter(({ assignees }) => assignees.length === 0))).toEqual([97]);
    expect(numbers(open.filter(({ assignees }) => assignees.includes('kestrel-ci')))).toEqual([94]);
    for (const { labels } of scope)
      expect(labels.filter((label) => label.startsWith('size: '))).toHaveLength(1);
  });

  test('the description of 0.7.0 lists the goals that have no issue', async () => {
    const { ask } = await seeded();
    const { repository } = await ask<Answer>(`{ repository(owner: "oci-labs", name: "atlas") {
      milestones(first: 5, states: [OPEN]) { nodes { description } } } }`);
    const goals = repository.milestones.nodes.flatMap(({ description }) => description.split('\n'));
    expect(goals).toHaveLength(7);
    for (const goal of goals) expect(goal).toMatch(/^- [A-Z][^#]{10,80}$/);
  });

  test.each(['2026-11-02', '2026-11-04', '2026-11-06', '2026-11-08'])(
    'started on %s, 0.7.0 is due on a Friday about five weeks ahead',
    async (date) => {
      const { world } = await seeded(`${date}T08:00:00.000Z`);
      const due = world.milestone(ATLAS, '0.7.0')?.dueOn?.slice(0, 10) ?? '';
      expect(weekdayOf(due)).toBe(5);
      expect(due > plusDays(date, 28) && due <= plusDays(date, 35)).toBe(true);
    },
  );

  test('the history is whole, in order, and lies before the start', async () => {
    const { world } = await seeded();
    const closed = world.issues(ATLAS).filter(({ state }) => state === 'CLOSED');
    expect(closed).toHaveLength(31);
    expect([inMilestone(world, '0.5.0').length, inMilestone(world, '0.6.0').length]).toEqual([
      13, 17,
    ]);
    expect(
      ['0.5.0', '0.6.0', '0.7.0'].map((title) => world.milestone(ATLAS, title)?.state),
    ).toEqual(['CLOSED', 'CLOSED', 'OPEN']);
    const pulls = world.pullRequests(ATLAS);
    expect(pulls.filter(({ state }) => state === 'MERGED')).toHaveLength(12);
    expect(numbers(pulls.filter(({ state }) => state === 'OPEN'))).toEqual([114, 115]);

    const items = [...world.issues(ATLAS), ...pulls].toSorted((a, b) => a.number - b.number);
    const opened = items.map(({ createdAt }) => createdAt);
    expect(opened).toEqual(opened.toSorted());
    for (const item of items) {
      expect(item.updatedAt < START).toBe(true);
      expect(item.updatedAt).toBe(item.closedAt ?? item.createdAt);
      expect(item.closedAt === null || item.closedAt > item.createdAt).toBe(true);
    }
  });

  test('zephyr has eight open issues in 1.2.0', async () => {
    const { ask } = await seeded();
    expect(
      await ask(`{ repository(owner: "oci-labs", name: "zephyr") { milestones(first: 5) {
        nodes { title state issues(states: [OPEN]) { totalCount } } } } }`),
    ).toEqual({
      repository: {
        milestones: { nodes: [{ title: '1.2.0', state: 'OPEN', issues: { totalCount: 8 } }] },
      },
    });
    expect(ZEPHYR).toBe('oci-labs/zephyr');
  });
});

describe('the five weeks', () => {
  const due = (week: number) => plusMinutes(START, week * 7 * 1440);

  test('steps stand in the order of time, within working days of five weeks', () => {
    const minutes = atlasScript.map(({ afterMinutes }) => afterMinutes);
    expect(minutes).toEqual(minutes.toSorted((a, b) => a - b));
    expect(minutes[0]).toBeGreaterThan(0);
    expect(plusMinutes(START, minutes.at(-1) ?? 0)).toBe('2026-12-04T12:00:00.000Z');
    for (const { words } of atlasScript) expect(words).not.toBe('');
  });

  test('week by week the scope moves as the story says', async () => {
    const { world } = await seeded();
    const player = createAtlasPlayer(world, START);
    const open = () => numbers(inMilestone(world, '0.7.0').filter(({ state }) => state === 'OPEN'));

    player.playUntil(due(1));
    expect(open()).toEqual([85, 88, 89, 91, 92, 96, 97, 103, 108, 113]);
    player.playUntil(due(2));
    expect(open()).toEqual([85, 88, 89, 91, 92, 96, 97, 108, 113, 121]);
    player.playUntil(due(3));
    expect(open()).toEqual([88, 89, 91, 96, 108, 113, 121]);
    expect(numbers(inMilestone(world, '0.8.0'))).toEqual([85]);
    player.playUntil(due(4));
    expect(open()).toEqual([91, 96, 108]);
    player.playUntil(due(5));
    expect(open()).toEqual([]);
    expect(world.milestone(ATLAS, '0.7.0')?.state).toBe('CLOSED');
  });

  test('each step happens once, at its own instant, however late the clock is pushed', async () => {
    const { world } = await seeded();
    const player = createAtlasPlayer(world, START);
    expect(player.playUntil(START)).toEqual([]);
    expect(player.playUntil(due(1))).toEqual(atlasScript.slice(0, 5).map(({ words }) => words));
    expect(player.playUntil(due(1))).toEqual([]);
    expect(world.item(ATLAS, 90)).toMatchObject({
      state: 'CLOSED',
      closedAt: '2026-11-05T15:30:00.000Z',
    });
  });

  test('without an instant a step happens at the present of the world', async () => {
    const { world, clock } = await seeded();
    clock.push('2026-11-10T12:00:00.000Z');
    atlasScript.find(({ words }) => words.includes('#115'))?.apply(world);
    expect(world.item(ATLAS, 94)?.closedAt).toBe('2026-11-10T12:00:00.000Z');
  });

  test('a visitor who closes, deletes and opens things does not stop the story', async () => {
    const { world } = await seeded();
    world.closeIssue(ATLAS, 91, { at: START });
    world.deleteIssue(ATLAS, 97);
    world.openIssue(ATLAS, {
      title: 'Mine',
      author: 'mara-k',
      number: 121,
      milestone: '0.7.0',
      at: START,
    });
    createAtlasPlayer(world, START).playUntil(due(5));
    expect(world.item(ATLAS, 91)?.closedAt).toBe(START);
    expect(world.item(ATLAS, 121)).toMatchObject({ title: 'Mine', state: 'CLOSED' });
    expect(world.milestone(ATLAS, '0.7.0')?.state).toBe('CLOSED');
  });
});

/** One question for how new the news of many repositories is, what it costs, and what it does not claim. */
import { describe, expect, test } from 'vitest';
import { ATLAS, githubOn, minute, rig, type Rig } from './real-github.ts';

/** `count` repositories, each with an issue and a pull request; their ids. */
function town({ sandbox }: Rig, count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => {
    const name = `many-${n}`;
    const { id } = sandbox.world.addRepository({ owner: 'oci-labs', name });
    sandbox.world.openIssue(`oci-labs/${name}`, { title: 'i', author: 'ann', at: minute(n) });
    sandbox.world.openPullRequest(`oci-labs/${name}`, { title: 'p', author: 'ben', at: minute(1) });
    return id;
  });
}

const priced = ({ sandbox }: Rig) =>
  sandbox.calls().map(({ name, cost, variables }) => {
    const ids = variables['ids'];
    return [name, Array.isArray(ids) ? ids.length : 0, cost];
  });

describe('a look', () => {
  test.each([
    [1, [['Look', 1, 1]]],
    [74, [['Look', 74, 1]]],
    [75, [['Look', 75, 2]]],
    [100, [['Look', 100, 2]]],
    [
      101,
      [
        ['Look', 100, 2],
        ['Look', 1, 1],
      ],
    ],
  ])('at %i repositories asks and costs this', async (count, asked) => {
    const all = await rig();
    const ids = town(all, count);
    const looks = await all.github.look(ids);
    expect(looks.map(({ id }) => id)).toEqual(ids);
    expect(priced(all)).toEqual(asked);
  });

  test('shows the newest of issues and of pull requests, and the present name', async () => {
    const { github, sandbox } = await rig(7);
    const { id } = await github.repository(ATLAS);
    expect(await github.look([id])).toEqual([
      {
        id,
        ...ATLAS,
        isPrivate: false,
        newestIssue: minute(7),
        newestPullRequest: null,
      },
    ]);
    sandbox.world.closeIssue('oci-labs/atlas', 3, { at: minute(60) });
    sandbox.world.editRepository('oci-labs/atlas', { name: 'atlantis', isPrivate: true });
    expect(await github.look([id])).toMatchObject([
      { id, name: 'atlantis', isPrivate: true, newestIssue: minute(60) },
    ]);
    expect(await github.repositoryById(id)).toMatchObject({ name: 'atlantis' });
  });

  test('leaves out what it may not see and what is no repository', async () => {
    const all = await rig();
    const [first = '', second = '', third = ''] = town(all, 3);
    const { world } = all.sandbox;
    world.deleteRepository('oci-labs/many-0');
    world.editRepository('oci-labs/many-1', { isPrivate: true });
    all.sandbox.tokens.add({ value: 'ghp_b', login: 'ann', scopes: [], privateRepositories: [] });
    const narrow = githubOn(all.sandbox.url, 'ghp_b');
    const issue = world.openIssue('oci-labs/atlas', { title: 'x', author: 'ann' });
    const looks = await narrow.look([first, second, third, issue.id]);
    expect(looks.map(({ id }) => id)).toEqual([third]);
    for (const id of [first, second])
      await expect(narrow.repositoryById(id)).rejects.toMatchObject({ kind: 'missing' });
  });

  test('of which half failed says nothing of that half', async () => {
    const all = await rig();
    const ids = town(all, 6);
    all.sandbox.faults.next('partial', { times: 4 });
    expect((await all.github.look(ids)).map(({ id }) => id)).toEqual(ids.slice(0, 3));
  });

  test('that is too much is asked in halves', async () => {
    const all = await rig();
    const ids = town(all, 40);
    all.sandbox.faults.next('gateway-timeout', { times: 4 });
    expect((await all.github.look(ids)).map(({ id }) => id)).toEqual(ids);
    expect(priced(all).map(([, count]) => count)).toEqual([40, 40, 40, 40, 20, 20]);
  });

  test('at a GitHub that is down ends with trouble', async () => {
    const all = await rig();
    const ids = town(all, 40);
    all.sandbox.faults.next('bad-gateway', { times: 40 });
    await expect(all.github.look(ids)).rejects.toMatchObject({ kind: 'down' });
    expect(all.sandbox.calls().length).toBeLessThanOrEqual(12);
  });
});

/** Which items a repository has no more, and what is never taken for that. */
import { describe, expect, test } from 'vitest';
import { ATLAS, githubOn, rig, type Rig } from './real-github.ts';

/** The ids of the repository and of its issues, oldest first. */
async function ids({ github, sandbox }: Rig): Promise<{ repository: string; items: string[] }> {
  const { id } = await github.repository(ATLAS);
  return { repository: id, items: sandbox.world.issues('oci-labs/atlas').map((row) => row.id) };
}

describe('gone is', () => {
  test('what was deleted or transferred; 99 items and their repository cost one point', async () => {
    const all = await rig(98);
    const { world } = all.sandbox;
    world.openPullRequest('oci-labs/atlas', { title: 'p', author: 'ben' });
    world.addRepository({ owner: 'oci-labs', name: 'other' });
    const { repository, items } = await ids(all);
    const asked = [...items, ...world.pullRequests('oci-labs/atlas').map((row) => row.id)];
    expect(asked).toHaveLength(99);
    world.deleteIssue('oci-labs/atlas', 3);
    const moved = world.transferIssue('oci-labs/atlas', 5, 'oci-labs/other');
    expect(moved).toMatchObject({ title: 'Issue 5', number: 1, state: 'OPEN' });
    const { gone, points } = await all.github.gone(repository, asked);
    expect(gone).toEqual([items[2], items[4]]);
    expect(points.cost).toBe(1);
    expect(all.sandbox.calls().at(-1)).toMatchObject({ name: 'StillThere', cost: 1 });
  });

  test('what stands in another repository under the same id', async () => {
    const all = await rig(2);
    const { world } = all.sandbox;
    world.addRepository({ owner: 'oci-labs', name: 'other' });
    const elsewhere = world.openIssue('oci-labs/other', { title: 'x', author: 'ann' });
    const { repository, items } = await ids(all);
    const { gone } = await all.github.gone(repository, [...items, elsewhere.id]);
    expect(gone).toEqual([elsewhere.id]);
  });
});

describe('gone is not', () => {
  test('anything of a repository that the token cannot see any more', async () => {
    const all = await rig(3);
    const { repository, items } = await ids(all);
    all.sandbox.world.editRepository('oci-labs/atlas', { isPrivate: true });
    all.sandbox.tokens.add({ value: 'ghp_b', login: 'ann', scopes: [], privateRepositories: [] });
    const narrow = githubOn(all.sandbox.url, 'ghp_b');
    await expect(narrow.gone(repository, items)).rejects.toMatchObject({ kind: 'missing' });
  });

  test('what GitHub did not get done', async () => {
    const all = await rig(9);
    const { repository, items } = await ids(all);
    all.sandbox.world.deleteIssue('oci-labs/atlas', 1);
    all.sandbox.faults.next('partial', { times: 4 });
    expect((await all.github.gone(repository, items)).gone).toEqual([items[0]]);
    all.sandbox.faults.next('bad-gateway', { times: 4 });
    await expect(all.github.gone(repository, items)).rejects.toMatchObject({ kind: 'down' });
  });
});

/** “GitHub…”: what the team does there for a fix, as a visitor plays it. */
import { expect, onTestFinished, test } from 'vitest';
import { pushedClock } from '../../../src/base/clock.ts';
import type { Deed } from '../../../src/sandbox/deeds/deed.ts';
import { fixDeeds } from '../../../src/sandbox/deeds/fix-deeds.ts';
import { startGitHubSandbox } from '../../../src/sandbox/github/github-sandbox.ts';
import { wordsIn } from './drawn.ts';
import { startRig } from './harness.ts';

const ATLAS = 'oci-labs/atlas';
const FORM = 'http://127.0.0.1/oci-labs/atlas/issues/new?title=Sign-in&body=About%202%2C000';

/** The world, the deeds of a hotfix of 0.6.2 in it, and who does one of them. */
async function aFix() {
  const github = await startGitHubSandbox({ clock: pushedClock('2026-11-17T13:00:00.000Z') });
  onTestFinished(() => github.stop());
  const { world } = github;
  for (const login of ['noor-h', 'ines-b']) world.addUser({ login });
  world.addRepository({ owner: 'oci-labs', name: 'atlas', collaborators: ['noor-h', 'ines-b'] });
  let issueIds: readonly string[] = [];
  const all = (): readonly Deed[] =>
    fixDeeds({
      world,
      repository: ATLAS,
      version: '0.6.2-hotfix',
      issueIds,
      newIssueUrl: issueIds.length === 0 ? FORM : null,
    });
  return {
    github,
    world,
    all,
    possible: () => all().flatMap(({ id, isPossible }) => (isPossible ? [id] : [])),
    act: (id: string) =>
      all()
        .find((deed) => deed.id === id)
        ?.act(),
    link: (ids: readonly string[]) => void (issueIds = ids),
  };
}

test('every deed has a name that fits, says what happens, and has an id of its own', async () => {
  const { all } = await aFix();
  expect(new Set(all().map(({ id }) => id)).size).toBe(all().length);
  for (const { name, watch } of all()) {
    expect(name.length, name).toBeLessThanOrEqual(32);
    expect(watch, name).toContain('Watch: ');
  }
});

test('from the issue to the default branch, each deed is possible when there is something to do it to', async () => {
  const { world, possible, act, link } = await aFix();
  expect(possible()).toEqual(['fix.issue', 'fix.branch', 'fix.draft', 'fix.pull']);
  act('fix.issue');
  expect(world.issues(ATLAS)).toMatchObject([{ title: 'Sign-in', body: 'About 2,000' }]);
  expect(possible()).not.toContain('fix.issue');
  link(world.issues(ATLAS).map(({ id }) => id));
  act('fix.branch');
  expect(world.newestOf(ATLAS, 'hotfix/0.6.2-hotfix')?.checks).toBe('PENDING');
  act('fix.draft');
  expect(world.pullRequests(ATLAS)).toMatchObject([
    { isDraft: true, headRefName: 'hotfix/0.6.2-hotfix', baseRefName: 'release/0.6' },
  ]);
  act('fix.ready');
  const before = world.pullRequests(ATLAS)[0]?.headRefOid;
  act('fix.commit');
  expect(world.pullRequests(ATLAS)).toMatchObject([{ isDraft: false }]);
  expect(world.pullRequests(ATLAS)[0]?.headRefOid).not.toBe(before);
  for (const [deed, checks] of [
    ['fix.red', 'FAILURE'],
    ['fix.green', 'SUCCESS'],
  ] as const) {
    act(deed);
    expect(world.newestOf(ATLAS, 'hotfix/0.6.2-hotfix')?.checks).toBe(checks);
  }
  expect(possible()).toEqual(['fix.commit', 'fix.green', 'fix.red', 'fix.merge', 'fix.close']);
  act('fix.merge');
  expect(world.isIn(ATLAS, 'release/0.6', 'main')).toBe(false);
  act('fix.main');
  expect(world.isIn(ATLAS, 'release/0.6', 'main')).toBe(true);
  act('fix.close');
  expect(possible()).toEqual(['fix.commit', 'fix.green', 'fix.red', 'fix.draft', 'fix.pull']);
});

test('the link to a new issue leads to a page that says where the deed is', async () => {
  const { github } = await aFix();
  const page = await fetch(`${github.url}/${ATLAS}/issues/new?title=x`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Open the issue');
});

test('the panel does a deed once it is possible, and says what to do next', async () => {
  const done: string[] = [];
  const deed = (id: string, isPossible: boolean): Deed => ({
    id,
    name: `Do ${id}`,
    watch: 'Watch: it',
    isPossible,
    act: () => void done.push(id),
  });
  const deeds = [deed('one', true), deed('two', false)];
  const rig = await startRig(null, { deeds: () => Promise.resolve(deeds) });
  expect(wordsIn(await rig.screen(''))).toContain('Do one');
  expect(await rig.screen('')).toMatch(/data-deed="two" disabled/);
  const post = async (id: string) => (await rig.post('deed', { id })).json();
  expect(await post('one')).toEqual({ notice: expect.stringContaining('press +10 min') });
  expect(await post('two')).toEqual({ notice: expect.stringContaining('changed meanwhile') });
  expect(done).toEqual(['one']);
  expect((await rig.post('deed', {})).status).toBe(400);
  await rig.post('clock', { to: 'minutes' });
  expect(rig.time.pushed).toEqual(['2026-11-20T15:10:00.000Z']);
});

test('while no hotfix runs the panel says how to begin one; without deeds there is no panel', async () => {
  const rig = await startRig(null, { deeds: () => Promise.resolve([]) });
  expect(wordsIn(await rig.screen(''))).toContain('No hotfix runs. Type /hotfix in #atlas');
  const bare = await startRig(null);
  expect(await bare.screen('')).not.toContain('GitHub…');
});

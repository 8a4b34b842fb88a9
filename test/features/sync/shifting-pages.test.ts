/** Case 39 and its like: what is read while GitHub changes, fails or is cut off ends equal to GitHub. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plusMinutes } from '../../../src/base/time.ts';
import { GitHubTrouble, type GitHubPort } from '../../../src/github/port.ts';
import type { Rig } from '../../github/real-github.ts';
import { NAME, reader, type Reader } from './reader.ts';

/** One thing that the team does, on the `which`-th of what is there. */
interface Deed {
  readonly what: 'open' | 'close' | 'reopen' | 'rename' | 'delete' | 'pull' | 'merge' | 'convert';
  readonly which: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom(
    'open',
    'close',
    'reopen',
    'rename',
    'rename',
    'delete',
    'pull',
    'merge',
    'convert',
  ),
  which: fc.nat(500),
});

function perform({ sandbox }: Rig, { what, which }: Deed): void {
  const { world } = sandbox;
  const issues = world.issues(NAME);
  const pulls = world.pullRequests(NAME).filter(({ state }) => state === 'OPEN');
  const issue = issues[which % Math.max(1, issues.length)]?.number ?? 0;
  if (what === 'open') world.openIssue(NAME, { title: `New ${which}`, author: 'ann' });
  else if (what === 'pull') world.openPullRequest(NAME, { title: `Pull ${which}`, author: 'ann' });
  else if (what === 'merge') {
    const pull = pulls[which % Math.max(1, pulls.length)];
    if (pull !== undefined) world.mergePullRequest(NAME, pull.number, { by: 'ben' });
  } else if (issue === 0) return;
  else if (what === 'close') world.closeIssue(NAME, issue);
  else if (what === 'reopen') world.reopen(NAME, issue);
  else if (what === 'rename') world.editIssue(NAME, issue, { title: `Renamed ${which}` });
  else if (what === 'convert') world.convertToDiscussion(NAME, issue);
  else world.deleteIssue(NAME, issue);
}

/** Between any two questions some of those that are `left` happen; a second passes with each. */
function shifting(left: Deed[], each: number) {
  return (github: GitHubPort, rig: Rig): GitHubPort => {
    const meanwhile = async <T>(answer: Promise<T>): Promise<T> => {
      const got = await answer;
      for (const one of left.splice(0, each)) {
        rig.clock.push(plusMinutes(rig.clock.now(), 1 / 60));
        perform(rig, one);
      }
      return got;
    };
    return {
      ...github,
      look: (ids) => meanwhile(github.look(ids)),
      issues: (...asked) => meanwhile(github.issues(...asked)),
      pullRequests: (...asked) => meanwhile(github.pullRequests(...asked)),
    };
  };
}

function truth({ sandbox }: Rig) {
  return [...sandbox.world.issues(NAME), ...sandbox.world.pullRequests(NAME)]
    .map(({ id, number, title, state }) => ({ id, number, title, state: state.toLowerCase() }))
    .toSorted((a, b) => a.number - b.number);
}

async function mirrored(one: Reader) {
  return (await one.mirror()).map(({ id, number, title, state }) => ({ id, number, title, state }));
}

/** Two quiet looks and a night, as they come by themselves. */
async function settle(one: Reader): Promise<void> {
  expect(await one.read()).toBeNull();
  one.clock.push(plusMinutes(one.clock.now(), 24 * 60));
  expect(await one.read()).toBeNull();
}

describe('case 39: pages that shift while they are read', () => {
  test('nothing is missed and nothing is there twice, whatever the team does meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 1, max: 6 }),
        async (deeds, each) => {
          const left = [...deeds];
          const one = await reader(45, shifting(left, each));
          for (let n = 1; n <= 20; n += 1)
            one.sandbox.world.openPullRequest(NAME, { title: `P${n}`, author: 'ben' });
          one.sandbox.faults.standing('too-large', { mostRows: 12 });
          // What happens after the last question of a look is for the next one to see.
          do await one.read();
          while (left.length > 0);
          await settle(one);
          expect(await mirrored(one)).toEqual(truth(one));
        },
      ),
      { numRuns: 12 },
    );
    // Each run opens a GitHub and a database of its own.
  }, 60_000);
});

describe('case 36: an answer with holes', () => {
  test('moves no watermark: what was left out comes with the next look, and nothing leaves', async () => {
    const one = await reader(40);
    for (let n = 1; n <= 10; n += 1)
      one.sandbox.world.openPullRequest(NAME, { title: `P${n}`, author: 'ben' });
    one.sandbox.faults.standing('partial');
    await one.read();
    const some = await mirrored(one);
    expect(some.length).toBeLessThan(50);
    one.sandbox.faults.clear();
    expect(await one.read()).toBeNull();
    expect(await mirrored(one)).toEqual(truth(one));
    one.sandbox.faults.standing('partial');
    await one.read();
    expect(await mirrored(one)).toEqual(truth(one));
  });
});

describe('case 37: a limit in the middle of a read', () => {
  test('stops it with nothing more sent, and it goes on from there when the hour is over', async () => {
    const one = await reader(300, undefined, { hourlyPoints: 5 });
    expect(await one.read()).toContain('budget');
    const sent = one.sandbox.calls().length;
    const before = (await one.mirror()).length;
    expect(before).toBeGreaterThan(0);
    for (let n = 0; n < 4; n += 1) expect(await one.read()).toContain('budget');
    expect(one.sandbox.calls().length).toBe(sent);
    // What a digest gives as “GitHub as of” moves with whole reads only.
    expect((await one.row()).last_read_at).toBeNull();
    one.clock.push(plusMinutes(one.clock.now(), 90));
    one.wall.push(one.clock.now());
    for (let n = 0; n < 3; n += 1) {
      await one.read();
      one.clock.push(plusMinutes(one.clock.now(), 61));
      one.wall.push(one.clock.now());
    }
    expect(await mirrored(one)).toEqual(truth(one));
  });
});

describe('ten thousand issues', () => {
  test('cost a request and two points a hundred, and one more; a kill costs a page at most', async () => {
    let pages = 0;
    const one = await reader(0, (github) => ({
      ...github,
      issues: async (...asked) => {
        pages += 1;
        if (pages === 41) throw new GitHubTrouble('down', 'The program was killed.', null);
        return github.issues(...asked);
      },
    }));
    for (let n = 1; n <= 10_000; n += 1)
      one.sandbox.world.openIssue(NAME, {
        title: `Issue ${n}`,
        author: 'ann',
        at: plusMinutes('2026-11-01T00:00:00.000Z', n),
      });
    const before = one.sandbox.calls().length;
    expect(await one.read()).toBe('The program was killed.');
    expect(await one.mirror()).toHaveLength(4000);
    expect(await one.read()).toBeNull();
    const calls = one.sandbox.calls().slice(before);
    const asked = calls.filter(({ name }) => name === 'Issues');
    expect(asked.length).toBeLessThanOrEqual(101);
    expect(asked.reduce((sum, { cost }) => sum + cost, 0)).toBeLessThanOrEqual(202);
    expect(calls.filter(({ name }) => name !== 'Issues').length).toBeLessThanOrEqual(4);
    expect(await mirrored(one)).toEqual(truth(one));
    const idle = one.sandbox.calls().length;
    await one.read();
    expect(
      one.sandbox
        .calls()
        .slice(idle)
        .map(({ name, cost }) => [name, cost]),
    ).toEqual([['Look', 1]]);
  }, 60_000);
});

/** One week of Atlas as a script: what happens at which instant, and who does what then. */
import type { Instant } from '../../src/base/time.ts';
import { dateIn, weekOf } from '../../src/base/time.ts';
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';
import { createChance } from './chance.ts';
import { fillForm, tap, type Doer } from './deeds.ts';
import {
  approveHotfix,
  cancelHotfix,
  declareHotfix,
  declareUnlessTold,
  goOnWithHotfix,
  sayNews,
} from './hotfix-deeds.ts';
import type { Memory } from './memory.ts';
import type { World } from './world.ts';

/** Time jumps to `at`; when all that is due then is done, people act. */
export interface Stage {
  readonly name: string;
  readonly at: Instant;
  act(doerOf: (person: { readonly id: string }) => Doer): Promise<unknown>;
}

/** Sync, status, questions, answers by button and by form, a reminder, the digest, a late answer, rest. */
export const WEEK: readonly Stage[] = [
  {
    name: 'a start and a status',
    at: '2026-11-16T09:00:00.000Z',
    act: (doerOf) => doerOf(PEOPLE.mara).hands.command(ATLAS_CHANNEL, '/release status'),
  },
  {
    name: 'the questions',
    at: '2026-11-19T09:05:00.000Z',
    act: async (doerOf) => {
      await tap(doerOf(PEOPLE.mara));
      await fillForm(doerOf(PEOPLE.ivo), ATLAS_CHANNEL, 'by form');
    },
  },
  {
    name: 'a changed mind',
    at: '2026-11-20T10:00:00.000Z',
    act: (doerOf) => tap(doerOf(PEOPLE.mara)),
  },
  { name: 'the digest', at: '2026-11-20T14:05:00.000Z', act: (doerOf) => tap(doerOf(PEOPLE.noor)) },
  { name: 'a quiet Sunday', at: '2026-11-22T12:00:00.000Z', act: () => Promise.resolve() },
];

/** A hotfix from the command to the deployment, on one Monday: each step is a part that is killed at every point. */
export const HOTFIX: readonly Stage[] = [
  { name: 'a Monday', at: '2026-11-16T09:00:00.000Z', act: () => Promise.resolve() },
  {
    name: 'a hotfix is declared',
    at: '2026-11-16T10:00:00.000Z',
    act: (doerOf) => declareHotfix(doerOf(PEOPLE.ivo), ATLAS_CHANNEL, 'Sign-in is down'),
  },
  {
    name: 'a hotfix is approved by two, half of its time gone',
    at: '2026-11-16T10:16:00.000Z',
    act: async (doerOf) => {
      await declareUnlessTold(doerOf(PEOPLE.ivo), ATLAS_CHANNEL, 'Sign-in is down, really');
      await approveHotfix(doerOf(PEOPLE.ines));
      await approveHotfix(doerOf(PEOPLE.paul));
    },
  },
  {
    name: 'a hotfix goes on, and news of it are due',
    at: '2026-11-16T10:31:00.000Z',
    act: async (doerOf) => {
      await sayNews(doerOf(PEOPLE.ivo), 'The cause is found');
      await goOnWithHotfix(doerOf(PEOPLE.ivo), ATLAS_CHANNEL);
    },
  },
  {
    name: 'a hotfix is called off',
    at: '2026-11-16T10:40:00.000Z',
    act: (doerOf) => cancelHotfix(doerOf(PEOPLE.ivo), ATLAS_CHANNEL, 'The provider is back'),
  },
  { name: 'a quiet noon', at: '2026-11-16T12:00:00.000Z', act: () => Promise.resolve() },
];

/** People who act in `world` and remember it. */
export function doersIn(world: World, memory: Memory): (person: { readonly id: string }) => Doer {
  const { slack } = world.outside;
  return ({ id: userId }) => ({
    userId,
    hands: slack.as(userId),
    slack,
    chance: createChance(7),
    memory,
    week: () => weekOf(dateIn('UTC', world.clock.now())),
    now: () => world.clock.now(),
  });
}

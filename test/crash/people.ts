/** The team of Harbor Labs in a hurry: everyone answers, changes their mind and asks, again and again. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../src/base/clock.ts';
import { dateIn, weekOf, type Instant } from '../../src/base/time.ts';
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';
import type { SlackSandbox } from '../../src/sandbox/slack/start.ts';
import { createChance } from './chance.ts';
import { fillForm, settleSupport, tap, type Doer } from './deeds.ts';
import { hurryHotfix } from './hotfix-deeds.ts';
import { createMemory, type Memory } from './memory.ts';

/** People at work. */
export interface BusyPeople {
  readonly memory: Memory;
  /** Resolves when everyone has finished what they were doing. */
  stop(): Promise<void>;
}

const LAZY: readonly string[] = [PEOPLE.paul.id, PEOPLE.noor.id, PEOPLE.sam.id];
// Of all deeds; also of those who are slow to answer, for a hotfix waits for them.
const HOTFIX_SHARE = 0.12;
const PAUSE_MS = { least: 20, most: 200 } as const;

/** Lets everyone act until stopped, each by a chance of their own. */
export function startPeople(slack: SlackSandbox, clock: Clock, seed: number): BusyPeople {
  const memory = createMemory();
  const week = (): string => weekOf(dateIn('UTC', clock.now()));
  const stopping = new AbortController();
  const all = Object.values(PEOPLE).map(({ id: userId }, index) => {
    const chance = createChance(seed + index);
    const now = (): Instant => clock.now();
    const doer = { userId, hands: slack.as(userId), slack, chance, memory, week, now };
    return live(doer, stopping.signal);
  });
  return {
    memory,
    async stop() {
      stopping.abort();
      await Promise.all(all);
    },
  };
}

async function live(doer: Doer, signal: AbortSignal): Promise<void> {
  for (let deeds = 1; !signal.aborted; deeds += 1) {
    await pause(doer.chance.between(PAUSE_MS.least, PAUSE_MS.most));
    await doSomething(doer, `${doer.userId} ${deeds}`);
  }
}

function doSomething(doer: Doer, words: string): Promise<unknown> {
  // Somebody has to be reminded.
  const isLazy = LAZY.includes(doer.userId) && doer.chance.hits(0.9);
  const kind = isLazy ? 1 : doer.chance.next();
  if (doer.chance.hits(HOTFIX_SHARE)) return hurryHotfix(doer, ATLAS_CHANNEL, words);
  if (kind < 0.5) return tap(doer);
  if (kind < 0.75) return fillForm(doer, ATLAS_CHANNEL, words);
  if (kind < 0.85) return settleSupport(doer);
  if (kind < 0.95) return doer.hands.command(ATLAS_CHANNEL, '/release status');
  return doer.hands.openHome();
}

/** When a bot dies. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import type { InHandReader } from './in-hand.ts';
import type { Memory } from './memory.ts';
import type { Bot, Nursery } from './nursery.ts';
import type { Orders } from './orders.ts';
import type { Pace } from './quick-weeks.ts';
import type { Stage } from './rough-road.ts';
import type { World } from './world.ts';

// Somebody does something all the time; who is spared for so long has nothing to die over.
const LONGEST_LIFE_MS = 1_000;
const LONGEST_START_MS = 20_000;
const LONGEST_BEGINNING_MS = 250;
// Of a week's sixteen seconds: where a machine is too busy to do what is due, time waits for it.
const MOST_MS = 400;

/** What killing needs. */
export interface KillTools {
  readonly world: World;
  readonly nursery: Nursery;
  readonly orders: Orders;
  readonly chance: Chance;
  readonly memory: Memory;
  readonly inHand: InHandReader;
}

/**
 * Lets bots live and die, `atOnce` at a time, each followed by the next without a pause. The product's time
 * goes on only while somebody listens, and only so far in a life: what is due falls into lives, however slow
 * the machine is.
 */
export async function killMany(tools: KillTools, kills: number, atOnce: number): Promise<void> {
  let left = kills;
  const time = sharedTime(tools);
  const slot = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const bot = await tools.nursery.next();
      time.begins(bot);
      await momentToDie(tools, bot);
      await bot.kill();
      time.ends(bot);
      tools.inHand.note();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, slot));
}

/** Tells every living bot when time goes on and when it stands still. */
function sharedTime({ world, orders }: KillTools) {
  const living = new Set<Bot>();
  const listening = new Set<Bot>();
  let pace = orders.pace;
  const tell = (next: Pace): void => {
    pace = next;
    for (const bot of living) bot.live({ ...orders, pace });
  };
  const listens = (bot: Bot): void => {
    if (!living.has(bot)) return;
    listening.add(bot);
    tell(world.hurry({ mostMs: MOST_MS }));
  };
  return {
    begins(bot: Bot): void {
      living.add(bot);
      bot.live({ ...orders, pace });
      void bot.listens.then(() => listens(bot));
    },
    ends(bot: Bot): void {
      living.delete(bot);
      if (listening.delete(bot) && listening.size === 0) tell(world.pause());
    },
  };
}

/** Some die while they start, most over a request or an answer that they just took, some at any time. */
async function momentToDie({ world, chance, memory }: KillTools, bot: Bot): Promise<void> {
  const kind = chance.next();
  if (kind < 0.08) return await pause(chance.between(0, LONGEST_BEGINNING_MS));
  // On a busy machine a start takes long; who died before it listened would have done nothing.
  await Promise.race([bot.listens, pause(LONGEST_START_MS)]);
  if (kind < 0.16) return await pause(chance.between(0, LONGEST_LIFE_MS));
  const what =
    kind < 0.8 ? onRoad(world, STAGES[chance.between(0, 3)] ?? 'out') : memory.onAcknowledged;
  const moment = nth(chance.between(1, 4), what);
  await Promise.race([moment.happens, pause(LONGEST_LIFE_MS)]);
  moment.forget();
  if (chance.hits(0.5)) await pause(chance.between(0, 6));
}

/** Before Slack has it, when Slack has done it, when the answer is told; the first is the longest. */
const STAGES: readonly Stage[] = ['out', 'out', 'done', 'over'];

/** What people see: messages, forms, answers to one person. */
function onRoad({ road }: World, stage: Stage): (listener: () => void) => () => void {
  return (listener) =>
    road.listen((path, reached) => {
      if (reached === stage && /^(?:chat|views|commands)/.test(path)) listener();
    });
}

/** Resolves when it happens for the n-th time from now. */
function nth(number: number, onIt: (listener: () => void) => () => void) {
  const { promise: happens, resolve } = Promise.withResolvers<void>();
  let left = number;
  const forget = onIt(() => {
    left -= 1;
    if (left === 0) resolve();
  });
  return { happens, forget };
}

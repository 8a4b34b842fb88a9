/** When a bot dies. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import type { Memory } from './memory.ts';
import type { Bot, Nursery } from './nursery.ts';
import type { Orders } from './orders.ts';
import type { World } from './world.ts';

const LONGEST_LIFE_MS = 2_000;
const LONGEST_START_MS = 20_000;

/** What killing needs. */
export interface KillTools {
  readonly world: World;
  readonly nursery: Nursery;
  readonly orders: Orders;
  readonly chance: Chance;
  readonly memory: Memory;
}

/** Lets bots live and die, `atOnce` at a time, each followed by the next without a pause. */
export async function killMany(tools: KillTools, kills: number, atOnce: number): Promise<void> {
  let left = kills;
  const slot = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const bot = await tools.nursery.next();
      bot.live(tools.orders);
      await momentToDie(tools, bot);
      await bot.kill();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, slot));
}

/** Some die while they start, some over a message or an answer that they just took, some at any time. */
async function momentToDie({ world, chance, memory }: KillTools, bot: Bot): Promise<void> {
  const kind = chance.next();
  if (kind < 0.1) return await pause(chance.between(0, 400));
  // On a busy machine a start takes long; who died before it listened would have done nothing.
  await Promise.race([bot.listens, pause(LONGEST_START_MS)]);
  if (kind < 0.7) {
    const moment = chance.hits(0.5)
      ? nth(chance.between(1, 4), onPost(world))
      : nth(chance.between(1, 20), memory.onAcknowledged);
    await Promise.race([moment, pause(LONGEST_LIFE_MS)]);
    return await pause(chance.hits(0.3) ? 0 : chance.between(0, 12));
  }
  await pause(chance.between(0, 1_500));
}

function onPost({ road }: World): (listener: () => void) => () => void {
  return (listener) =>
    road.listen((path, stage) => {
      if (stage === 'out' && path === 'chat.postMessage') listener();
    });
}

/** Resolves when it happens for the n-th time from now. */
async function nth(number: number, onIt: (listener: () => void) => () => void): Promise<void> {
  let left = number;
  await new Promise<void>((resolve) => {
    const forget = onIt(() => {
      left -= 1;
      if (left > 0) return;
      forget();
      resolve();
    });
  });
}

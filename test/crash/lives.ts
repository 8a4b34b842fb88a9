/** The bots of one run, one after the other: here, as a child that may die, and here again. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../../src/base/time.ts';
import { ordersFor } from './crash.ts';
import { beginLife, type Life } from './life.ts';
import type { Bot, Nursery } from './nursery.ts';
import type { Orders } from './orders.ts';
import { watchOpen } from './records.ts';
import type { World } from './world.ts';

/** Exactly one lives at a time. */
export interface Lives {
  /** Begins the first, in this process, at this instant. */
  beginHere(at: Instant): void;
  /** Begins the first, as a child that dies at its `dieAt`-th point; null for at none. */
  beginMortal(at: Instant, dieAt: number | null): Promise<void>;
  /** Ends the one that lives here, and lets a child go on; false when it does not come to rest. */
  becomeMortal(): Promise<boolean>;
  /** Time jumps there. A child that lives dies at its `dieAt`-th point from then. */
  goTo(at: Instant, dieAt?: number | null): void;
  /** Ends the child without a word, if one lives; `name` says where. */
  kill(name: string): void;
  /** Resolves when nothing is open and all was looked at since time jumped; false when that takes too long. */
  rest(): Promise<boolean>;
  /** Ends whoever lives; false when that did not end well. */
  end(): Promise<boolean>;
  /** Where the child died, null when it did not. */
  died(): string | null;
}

const PATIENCE_MS = 90_000;
const LOOK_MS = 10;
const BEAT_MS = 20;
// The one that is under way may have begun before time jumped, or before somebody acted.
const BEATS = 2;

/** Nobody lives yet. */
export function openLives(world: World, nursery: Nursery, folder: string): Lives {
  const databaseFile = join(folder, 'slipway.db');
  const pointsFile = join(folder, 'died-at');
  const open = watchOpen(databaseFile);
  let orders: Orders = {
    ...ordersFor(world, folder, databaseFile, world.pause(), false),
    beatMs: BEAT_MS,
  };
  let here: Life | null = null;
  let child: Bot | null = null;
  let died: string | null = null;
  let isEnding = false;

  const standAt = (at: Instant): void => {
    orders = { ...orders, pace: world.standStill(at) };
  };

  function beginHere(): void {
    here = beginLife(orders, null);
  }

  async function beginMortal(dieAt: number | null): Promise<void> {
    const bot = await nursery.next();
    child = bot;
    bot.live({ ...orders, dieAt, pointsFile });
    void follow(bot);
  }

  async function follow(bot: Bot): Promise<void> {
    await bot.gone;
    child = null;
    if (isEnding) return;
    died ??= existsSync(pointsFile) ? readFileSync(pointsFile, 'utf8') : 'nobody knows why';
    beginHere();
  }

  async function rest(): Promise<boolean> {
    const deadline = performance.now() + PATIENCE_MS;
    let present: Life | Bot | null = null;
    let seen = 0;
    while (performance.now() < deadline) {
      const living = child ?? here;
      if (living !== present) {
        seen = living?.beats() ?? 0;
        await living?.listens;
        present = living;
      } else if (living !== null && living.beats() >= seen + BEATS) {
        if (open.count(world.clock.now()) === 0 && living === (child ?? here)) return true;
        seen = living.beats() - BEATS + 1;
      }
      await pause(LOOK_MS);
    }
    return false;
  }

  /** Ends the one that lives here. */
  async function leave(): Promise<boolean> {
    const life = here;
    here = null;
    return (
      (await life?.end().then(
        () => true,
        () => false,
      )) ?? true
    );
  }

  return {
    beginHere(at) {
      standAt(at);
      beginHere();
    },
    async beginMortal(at, dieAt) {
      standAt(at);
      await beginMortal(dieAt);
    },
    async becomeMortal() {
      const endedWell = await leave();
      await beginMortal(null);
      return (await rest()) && endedWell;
    },
    goTo(at, dieAt = null) {
      standAt(at);
      child?.live({ ...orders, dieAt, pointsFile });
      here?.keepPace(orders);
    },
    kill(name) {
      if (child === null) return;
      died ??= name;
      void child.kill();
    },
    rest,
    async end() {
      isEnding = true;
      open.close();
      return child === null ? await leave() : (await child.retire()) === 0;
    },
    died: () => died,
  };
}

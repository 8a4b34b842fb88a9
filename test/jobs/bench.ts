/** A database in memory, clocks that are pushed, and an outbox that is driven by hand. */
import { join } from 'node:path';
import { pushedClock, type PushedClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { plusMilliseconds } from '../../src/base/time.ts';
import type { Saying } from '../../src/jobs/contract.ts';
import { createOutbox, type Outbox, type OutboxOptions } from '../../src/jobs/outbox.ts';
import type { OutboxSettings } from '../../src/jobs/outbox-settings.ts';
import { withJobTables, type MessageRow } from '../../src/jobs/tables.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createScriptedPoster, type ScriptedPoster } from './scripted-poster.ts';

export const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');
/** When the product's clock starts. */
export const START = '2026-11-20T10:00:00.000Z';
/** When the machine's clock starts: another time, so that mixing the two shows. */
export const WALL_START = '2031-03-01T00:00:00.000Z';

/** A saying with the parts that do not matter filled in. */
export function saying(key: string, text: string, more: Partial<Saying> = {}): Saying {
  return { key, workspaceId: 'T1', to: 'C1', message: { text, blocks: [] }, ...more };
}

export interface Bench {
  readonly store: Store;
  readonly clock: PushedClock;
  readonly wall: PushedClock;
  readonly poster: ScriptedPoster;
  readonly outbox: Outbox;
  /** Says in a transaction of its own, and posts nothing yet. */
  say(...sayings: readonly Saying[]): Promise<void>;
  /** Lets time pass on both clocks. */
  passTime(milliseconds: number): void;
  /** The same, then posts what can be posted. */
  pass(milliseconds: number): Promise<void>;
  row(key: string): Promise<MessageRow>;
  /** One more sender on the same database, such as after a restart. */
  another(parts?: Partial<OutboxOptions>): Outbox;
}

/** An open bench, its database in memory or in `file`; close its store when done. */
export async function openBench(
  settings: Partial<OutboxSettings> = {},
  file = ':memory:',
): Promise<Bench> {
  const store = await openStore({
    file,
    migrationsFolder: MIGRATIONS,
    log: silentLog,
  });
  const clock = pushedClock(START);
  const wall = pushedClock(WALL_START);
  const poster = createScriptedPoster();
  const another: Bench['another'] = (parts = {}) =>
    createOutbox({ store, poster, clock, wall, log: silentLog, settings, ...parts });
  const outbox = another();
  const passTime = (milliseconds: number): void => {
    clock.push(plusMilliseconds(clock.now(), milliseconds));
    wall.push(plusMilliseconds(wall.now(), milliseconds));
  };
  return {
    store,
    clock,
    wall,
    poster,
    outbox,
    another,
    async say(...sayings) {
      await store.transact(clock.now(), async (tx) => {
        for (const one of sayings) await outbox.say(tx, one);
      });
    },
    passTime,
    async pass(milliseconds) {
      passTime(milliseconds);
      await outbox.drain();
    },
    row: (key) =>
      withJobTables(store.db)
        .selectFrom('message')
        .selectAll()
        .where('key', '=', key)
        .executeTakeFirstOrThrow(),
  };
}

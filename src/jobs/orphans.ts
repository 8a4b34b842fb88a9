/** What arrived and is in nobody's hands any more: its program ended before it was worked off. */
import type { Log } from '../base/log.ts';
import type { Seats } from '../store/seats.ts';
import type { Store } from '../store/store.ts';
import { toArrival, type UnfinishedArrival } from './inbox.ts';
import { windowIn, type OpenWindow } from './open-windows.ts';
import type { ArrivalRow } from './tables.ts';

/** Arrivals that are ours from now on, each kind oldest first. */
export interface Adopted {
  /** Not worked off. */
  readonly unfinished: readonly UnfinishedArrival[];
  /** Windows of deeds that are done, which their program could not fill any more. */
  readonly windows: readonly (OpenWindow & { readonly key: string })[];
}

/**
 * Takes over what no living program has in hand. `at-start`, before anything comes to us: also what the one
 * before us left at our seat, and what was written down without any. `of-others`: what they died over since.
 */
export type Adopt = (when: 'at-start' | 'of-others') => Promise<Adopted>;

/** Over the store; `seats` says who lives. */
export function createAdopt(store: Store, seats: Seats): Adopt {
  const waiting = store.prepare<InHand>("select seat from arrival where state = 'waiting'");
  const open = store.prepare<InHand>('select seat from arrival where view_id is not null');
  const takeUnfinished = store.prepare<ArrivalRow>(
    `update arrival set seat = ? where state = 'waiting' and seat is not distinct from ? returning *`,
  );
  const takeWindows = store.prepare<ArrivalRow>(
    `update arrival set seat = ? where view_id is not null and state <> 'waiting'
     and seat is not distinct from ? returning *`,
  );

  const adoptFrom = (seat: number | null): Promise<readonly ArrivalRow[]> =>
    store.atomically(() => {
      const ours = seats.own();
      return [...takeUnfinished.all(ours, seat), ...takeWindows.all(ours, seat)];
    });

  return async (when) => {
    const inHand = await store.alone(() => [...waiting.all(), ...open.all()]);
    const rows: ArrivalRow[] = [];
    // Our own seat first: what is taken over from others lies there afterwards.
    for (const seat of new Set([seats.own(), ...inHand.map((row) => row.seat)])) {
      if (when === 'of-others' && (seat === null || seat === seats.own())) continue;
      const takeAll = (): Promise<readonly ArrivalRow[]> => adoptFrom(seat);
      rows.push(
        ...((seat === null ? await takeAll() : await seats.whileEmpty(seat, takeAll)) ?? []),
      );
    }
    return sorted(rows);
  };
}

type InHand = Pick<ArrivalRow, 'seat'>;

function sorted(rows: readonly ArrivalRow[]): Adopted {
  const inOrder = rows.toSorted((a, b) =>
    a.received_at === b.received_at ? compare(a.key, b.key) : compare(a.received_at, b.received_at),
  );
  const windows = inOrder.flatMap((row) => {
    const window = row.state === 'waiting' ? null : windowIn(row);
    return window === null ? [] : [{ ...window, key: row.key }];
  });
  return { unfinished: inOrder.filter(({ state }) => state === 'waiting').map(toArrival), windows };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

// Nothing tells us that somebody died; a look reads two short indexes.
const WATCH_MS = 5_000;

/** Looks now and then whether somebody died over something; returns how to stop. */
export function watchForOrphans(look: () => Promise<void>, log: Log): () => void {
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.trouble('arrival.not_taken_over', error));
  }, WATCH_MS).unref();
  return () => clearInterval(timer);
}

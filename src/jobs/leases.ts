import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import { millisecondsBetween, plusMilliseconds, type Instant } from '../base/time.ts';
import type { Store } from '../store/store.ts';
import type { LeaseRow } from './tables.ts';

/** A right to act that only one program has at a time, proven by its epoch. */
export interface Lease {
  /**
   * Takes it when it is free or has run out, renews it when a third of its time is gone. Returns the
   * epoch, or null when somebody else has it. Once taken over, its old epoch never comes back.
   */
  hold(): Promise<number | null>;
  /** Lets others have it at once. */
  release(): Promise<void>;
  /** When somebody else's runs out, on the machine's clock; null when it is free or ours. */
  freeAt(): Promise<Instant | null>;
  /** Who we are in the lease's row; with the epoch, what a claim checks. */
  readonly holder: string;
}

/** Which lease, on the machine's clock, and for how long it is taken. */
export interface LeaseOptions {
  readonly store: Store;
  readonly wall: Clock;
  readonly name: string;
  readonly milliseconds: number;
}

/**
 * The condition a guarded statement adds, to be true only for who holds the lease now. Its values:
 * name, holder, epoch, present instant of the machine's clock.
 */
export const HOLDS_LEASE =
  'exists (select 1 from lease where name = ? and holder = ? and epoch = ? and expires_wall > ?)';

// Nobody takes a lease for so long: the clock was set back, and its holder's time means nothing now.
const FAR_MS = 3_600_000;
// A lease that was let go: earlier than any instant.
const LET_GO = '1970-01-01T00:00:00.000Z';

/** A lease by its name, not taken yet. Every one made is another holder. */
export function createLease({ store, wall, name, milliseconds }: LeaseOptions): Lease {
  const holder = randomUUID();
  const take = store.prepare<{ epoch: number }>(
    `insert into lease (name, holder, epoch, expires_wall) values (?, ?, 1, ?)
     on conflict (name) do update set
       epoch = case when lease.holder = excluded.holder then lease.epoch else lease.epoch + 1 end,
       holder = excluded.holder, expires_wall = excluded.expires_wall
     where lease.holder = excluded.holder or lease.expires_wall <= ? or lease.expires_wall > ?
     returning epoch`,
  );
  const letGo = store.prepare('update lease set expires_wall = ? where name = ? and holder = ?');
  const read = store.prepare<LeaseRow>('select * from lease where name = ?');
  let ours: { epoch: number; expires: Instant } | null = null;

  async function hold(): Promise<number | null> {
    const now = wall.now();
    const left = ours === null ? 0 : millisecondsBetween(now, ours.expires);
    // More than its whole length: the clock was set back, and others would take it for run out.
    if (ours !== null && left > (milliseconds * 2) / 3 && left <= milliseconds) return ours.epoch;
    const expires = plusMilliseconds(now, milliseconds);
    const far = plusMilliseconds(now, FAR_MS);
    const taken = await store.alone(() => take.first(name, holder, expires, now, far));
    ours = taken === undefined ? null : { epoch: taken.epoch, expires };
    return taken?.epoch ?? null;
  }

  async function release(): Promise<void> {
    if (ours === null) return;
    ours = null;
    await store.alone(() => letGo.run(LET_GO, name, holder));
  }

  async function freeAt(): Promise<Instant | null> {
    const row = await store.alone(() => read.first(name));
    if (row === undefined || row.holder === holder || row.expires_wall <= wall.now()) return null;
    return row.expires_wall;
  }

  return { hold, release, freeAt, holder };
}

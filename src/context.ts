/** Makes what a feature works with, for one piece of work. */
import { nothingAsked, type Asked } from './authority/asked.ts';
import type { Instant } from './base/time.ts';
import type { Log } from './base/log.ts';
import type { Context, HomeCard, Ledger, Offers, Workspace } from './feature.ts';
import type { Promised, Saying } from './jobs/contract.ts';
import type { GitHubPort } from './github/port.ts';
import { emittedEntries } from './release/journal.ts';
import type { Routes } from './routes.ts';
import type { SlackDesk } from './slack/port.ts';
import type { Db, Transact, Tx } from './store/db.ts';
import { writesSoFar } from './store/writes.ts';

/** What stays the same for every piece of work. */
export interface Workshop {
  readonly workspace: Workspace;
  readonly syncMinutes: number;
  readonly admins: readonly string[];
  readonly db: Db;
  readonly desk: SlackDesk;
  readonly github: GitHubPort;
  readonly log: Log;
  readonly ledger: Ledger;
  readonly channels: Context['channels'];
  readonly offers: Offers;
  readonly routes: Routes;
  /** What becomes of a deed that the table was not asked for: it is left with an error, or only told the operator. */
  readonly unasked: 'throw' | 'log';
  readonly transact: Transact;
  say(tx: Tx, ...sayings: readonly Saying[]): Promise<void>;
  promise(tx: Tx, ...promised: readonly Promised[]): Promise<void>;
  withdraw: Context['withdraw'];
}

/**
 * A context for one piece of work. `marking` is a transact that also closes the arrival or promise in
 * hand; left out, nothing is in hand. `heardAt` is when an arrival was received, if not just now, and `asked` is what
 * the table was asked for it so far.
 */
export function createContext(
  workshop: Workshop,
  now: Instant,
  marking?: Transact,
  heardAt: Instant = now,
  asked: Asked = nothingAsked(null),
): Context {
  const { routes, transact, unasked, ...shared } = workshop;
  const reacting =
    (through: Transact): Context['transact'] =>
    (work) =>
      through(now, async (tx) => {
        const result = await work(tx);
        await react(tx);
        return result;
      });
  const watched =
    (through: Transact): Transact =>
    (at, work) =>
      through(at, (tx) => watchDeed({ asked, unasked, log: shared.log }, tx, work));
  const react = async (tx: Tx): Promise<void> => {
    // A reaction may note more; the list grows while it is walked.
    for (let at = 0; at < tx.emitted.length; at++) {
      const entry = emittedEntries(tx)[at];
      if (entry === undefined) continue;
      for (const reaction of routes.reactions.get(entry.event) ?? [])
        await reaction(ctx, tx, entry);
    }
  };
  const ctx: Context = {
    ...shared,
    now,
    heardAt,
    asked,
    transact: reacting(watched(marking ?? transact)),
    aside: reacting(transact),
    hidesPrivate: async ({ channelId, showsPrivate }) =>
      !showsPrivate && (await mayOutsidersRead(shared, channelId)),
    homeCards: (userId) => homeCardsOf(routes, ctx, userId),
  };
  return ctx;
}

/**
 * What is written down for an arrival has to have been asked for, with what it is done with. Words that only say
 * no write nothing, and what an arrival learns on its way is no deed: that goes `aside`.
 */
async function watchDeed<T>(
  { asked, unasked, log }: { readonly asked: Asked } & Pick<Workshop, 'unasked' | 'log'>,
  tx: Tx,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const before = asked.fault() === null ? null : await writesSoFar(tx.db);
  const result = await work(tx);
  const fault = asked.fault();
  if (before === null || fault === null || (await writesSoFar(tx.db)) === before) return result;
  const error = new Error(`a deed was written down: ${asked.action} was ${fault}`);
  if (unasked === 'throw') throw error;
  log.trouble('action.not_asked', error, { action: asked.action, fault });
  return result;
}

/** The same context for deciding only: a write through it is a mistake in the program. */
export function readingOnly(ctx: Context): Context {
  const refuse = (): never => {
    throw new Error('an answer decides and writes nothing');
  };
  return { ...ctx, transact: refuse, aside: refuse };
}

async function mayOutsidersRead(
  { desk, log }: Pick<Workshop, 'desk' | 'log'>,
  channelId: string,
): Promise<boolean> {
  try {
    return (await desk.channel(channelId)).isShared;
  } catch (error) {
    log.trouble('channel.unknown', error, { channelId });
    return true;
  }
}

async function homeCardsOf(
  routes: Routes,
  ctx: Context,
  userId: string,
): Promise<readonly HomeCard[]> {
  const cards = await Promise.all(routes.homeCards.map((cardsOf) => cardsOf(ctx, userId)));
  return cards.flat().sort((a, b) => a.order - b.order);
}

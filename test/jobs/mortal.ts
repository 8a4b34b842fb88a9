/** A worker that dies at a chosen point: from then on nothing it waits for ever comes back. */
import type { SlackPoster } from '../../src/slack/port.ts';
import type { Store } from '../../src/store/store.ts';

/** A life that ends at its n-th step. */
export interface Life {
  /** Passes, or never returns once life is over. */
  step(): Promise<void>;
  /** The same for work that cannot wait: true when life is over. */
  endsHere(): boolean;
  /** Ends it at the next step. */
  end(): void;
  /** Resolves when life is over. */
  readonly over: Promise<void>;
  readonly isOver: () => boolean;
}

/** A life of `steps` steps. */
export function createLife(steps: number): Life {
  let left = steps;
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  const endsHere = (): boolean => {
    left -= 1;
    if (left >= 0) return false;
    end();
    return true;
  };
  return {
    over,
    isOver: () => left < 0,
    end() {
      left = 0;
    },
    endsHere,
    async step() {
      if (endsHere()) await new Promise(() => undefined);
    },
  };
}

/** Does `work`, and may die before it and after it. */
async function mortally<T>(life: Life, work: () => Promise<T>): Promise<T> {
  await life.step();
  const result = await work();
  await life.step();
  return result;
}

/** Thrown out of a transaction: SQLite undoes what a dead program had not committed. */
class Died extends Error {}

/** Whoever died does not learn how the transaction ended. */
async function unlessDead<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    return await new Promise(() => undefined);
  }
}

function goOnOrDie<T>(life: Life, result: T): T {
  if (life.endsHere()) throw new Died();
  return result;
}

/** The store as a mortal sees it: it may die before and after every statement, and before every commit. */
export function mortalStore(store: Store, life: Life): Store {
  const atomically =
    (through: Store['atomically']): Store['atomically'] =>
    (work) =>
      mortally(life, () => unlessDead(() => through(() => goOnOrDie(life, work()))));
  const transact =
    (through: Store['transact']): Store['transact'] =>
    (now, work) =>
      mortally(life, () =>
        unlessDead(() => through(now, async (tx) => goOnOrDie(life, await work(tx)))),
      );
  return {
    ...store,
    alone: (work) => mortally(life, () => store.alone(work)),
    atomically: atomically(store.atomically),
    atomicallySoon: atomically(store.atomicallySoon),
    transact: transact(store.transact),
    transactSoon: transact(store.transactSoon),
  };
}

/** The poster as a mortal sees it: it may die before a request and before its answer. */
export function mortalPoster(poster: SlackPoster, life: Life): SlackPoster {
  return {
    post: (posting) => mortally(life, () => poster.post(posting)),
    update: (posting) => mortally(life, () => poster.update(posting)),
    directChannel: (userId) => mortally(life, () => poster.directChannel(userId)),
    audience: (channelId) => mortally(life, () => poster.audience(channelId)),
    join: (channelId) => mortally(life, () => poster.join(channelId)),
    find: (...looked) => mortally(life, () => poster.find(...looked)),
    remove: (...removed) => mortally(life, () => poster.remove(...removed)),
  };
}

/** What a bot had in hand when it died: whether a kill fell into work, or into idle time. */
import { reading } from './records.ts';

/** Counts the kills, and those that fell into work of each kind; a kill can fall into several. */
export interface InHand {
  kills: number;
  /** Over a message that was on its way to Slack. */
  sending: number;
  /** Over something that had arrived and was not worked off. */
  arrived: number;
  /** Over a promise that was being kept. */
  keeping: number;
  /** Over any of these. */
  atWork: number;
}

/** Nothing yet. */
export function noKills(): InHand {
  return { kills: 0, sending: 0, arrived: 0, keeping: 0, atWork: 0 };
}

/** Reads what has just been left undone. */
export interface InHandReader {
  /** To be called after each kill, before the next bot begins. */
  note(): void;
  readonly count: InHand;
}

type Kind = 'sending' | 'arrived' | 'keeping';

// With the number of the try, so that what an earlier bot had left is not counted again.
const LEFT = `
  select 'sending' as kind, key || ' ' || attempts as name
    from message where state = 'sending'
  union all select 'arrived', key || ' ' || attempts from arrival where state = 'waiting'
  union all select 'keeping', key || ' ' || attempts from promise where state = 'doing'`;

/** Over this database, where nothing is in hand yet. */
export function createInHandReader(file: string): InHandReader {
  const count = noKills();
  let known: ReadonlySet<string> = new Set();
  return {
    note() {
      const rows = reading(file, (sqlite) =>
        sqlite.prepare<[], { readonly kind: Kind; readonly name: string }>(LEFT).all(),
      );
      const left = rows.filter(({ kind, name }) => !known.has(`${kind} ${name}`));
      known = new Set(rows.map(({ kind, name }) => `${kind} ${name}`));
      count.kills += 1;
      for (const kind of new Set(left.map((row) => row.kind))) count[kind] += 1;
      if (left.length > 0) count.atWork += 1;
    },
    count,
  };
}

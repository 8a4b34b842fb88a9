/** People who type commands at a steady pace, and what became of each of them. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Acknowledgement } from '../../src/sandbox/contract.ts';
import type { OutsideWorld } from '../../src/sandbox/outside-world.ts';
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';

/** One command. `word` is in it and in no other; times are of `performance.now()`, in milliseconds. */
export interface Typed {
  readonly word: string;
  /** What was going on when it was typed. */
  readonly during: string;
  readonly at: number;
  /** Null while nobody has answered Slack. */
  answer: Acknowledgement | null;
  answeredAt: number;
}

/** People who type until they are stopped. */
export interface Typists {
  readonly typed: readonly Typed[];
  /** Names what is going on from now on. */
  now(during: string): void;
  /** Resolves when nobody types any more and Slack has told everybody how it went. */
  stop(): Promise<void>;
}

const TYPISTS = Object.values(PEOPLE).map(({ id }) => id);

/** Everybody in turn types into the channel of Atlas, `perSecond` times a second in all. */
export function startTyping(world: OutsideWorld, perSecond: number): Typists {
  const typed: Typed[] = [];
  const open = new Set<Promise<void>>();
  const begun = performance.now();
  let during = '';
  const type = async (): Promise<void> => {
    const word = `w${typed.length}x`;
    const one: Typed = { word, during, at: performance.now(), answer: null, answeredAt: 0 };
    const person = TYPISTS[typed.length % TYPISTS.length] ?? PEOPLE.mara.id;
    typed.push(one);
    one.answer = await world.slack.as(person).command(ATLAS_CHANNEL, `/release ${word}`);
    one.answeredAt = performance.now();
  };
  // A busy machine lets a beat pass; what was not typed then is typed at the next.
  const timer = setInterval(() => {
    while (typed.length < ((performance.now() - begun) * perSecond) / 1000) {
      const work = type().finally(() => open.delete(work));
      open.add(work);
    }
  }, 10);
  return {
    typed,
    now: (what) => void (during = what),
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
    },
  };
}

/** How often the bot answered each word, as everybody can read it. */
export function repliesIn(world: OutsideWorld): ReadonlyMap<string, number> {
  const replies = new Map<string, number>();
  for (const person of TYPISTS)
    for (const { ephemeralTo, blocks } of world.slack.messages(ATLAS_CHANNEL, person)) {
      const word = ephemeralTo === person ? /\bw\d+x\b/.exec(JSON.stringify(blocks))?.[0] : null;
      if (word) replies.set(word, (replies.get(word) ?? 0) + 1);
    }
  return replies;
}

/** The longest time, in milliseconds, from a command that found nobody to the next that was answered. */
export function longestDeaf(typed: readonly Typed[]): number {
  let longest = 0;
  let since: number | null = null;
  for (const { answer, at } of typed) {
    if (answer?.kind === 'nobody-listens') since ??= at;
    else if (answer?.kind === 'ok' && since !== null) {
      longest = Math.max(longest, at - since);
      since = null;
    }
  }
  return longest;
}

const UNTIL_LIMIT_MS = 90_000;

/** Resolves when `condition` holds; throws after a minute and a half with what was waited for. */
export async function until(
  what: string,
  condition: () => boolean,
  { everyMs = 2 }: { readonly everyMs?: number } = {},
): Promise<void> {
  const from = performance.now();
  while (!condition()) {
    if (performance.now() - from > UNTIL_LIMIT_MS) throw new Error(`never: ${what}`);
    await pause(everyMs);
  }
}

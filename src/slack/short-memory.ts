/** Remembers answers for a while, so that a busy hour does not ask Slack the same thing over and over. */
import type { Clock } from '../base/clock.ts';
import { type Instant, plusMinutes } from '../base/time.ts';

/** Asks through `ask`, or answers from memory. */
export type Remembered<T> = (key: string) => Promise<T>;

/**
 * Keeps each answer for `minutes` on `wall`, at most `limit` of them (the oldest go first). Questions
 * asked at once share one call; a failure is not remembered.
 */
export function remembered<T>(
  ask: (key: string) => Promise<T>,
  {
    wall,
    minutes,
    limit,
  }: { readonly wall: Clock; readonly minutes: number; readonly limit: number },
): Remembered<T> {
  const memory = new Map<string, { readonly answer: Promise<T>; readonly until: Instant }>();
  return (key) => {
    const known = memory.get(key);
    const now = wall.now();
    if (known !== undefined && known.until > now) return known.answer;
    const answer = ask(key);
    memory.delete(key);
    memory.set(key, { answer, until: plusMinutes(now, minutes) });
    const oldest = memory.keys().next();
    if (memory.size > limit && oldest.done !== true) memory.delete(oldest.value);
    answer.catch(() => {
      if (memory.get(key)?.answer === answer) memory.delete(key);
    });
    return answer;
  };
}

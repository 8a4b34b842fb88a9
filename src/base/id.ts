import { randomBytes, randomUUID } from 'node:crypto';
import type { Instant } from './time.ts';

let last = '';
let sequence = 0;

/**
 * A new id such as `rel_01k2…`: time first, so that ids made later sort later, even within one
 * millisecond of one process; then chance, so that it cannot be guessed.
 */
export function newId(prefix: string, now: Instant): string {
  const time = Date.parse(now).toString(36).padStart(9, '0');
  sequence = time === last ? sequence + 1 : 0;
  last = time;
  const order = sequence.toString(36).padStart(4, '0');
  return `${prefix}_${time}${order}${chance()}`;
}

/** Twelve random digits of a UUID: Node keeps chance for many of those at hand, and asks the system for it rarely. */
function chance(): string {
  const uuid = randomUUID();
  return `${uuid.slice(0, 8)}${uuid.slice(9, 13)}`;
}

/** A short word that a person can read out and an operator can find in the log. */
export function newReference(): string {
  return randomBytes(4).toString('hex');
}

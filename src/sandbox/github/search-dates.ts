import type { Instant } from '../../base/time.ts';
import { instantIn } from './item-filters.ts';

/** A test of an instant; null fits nothing. */
export type InstantTest = (instant: Instant | null) => boolean;

/** First and last instant of what was written: a day stands for all its seconds. */
function span(text: string): { readonly from: Instant; readonly to: Instant } {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return { from: instantIn(text), to: instantIn(text) };
  return { from: instantIn(text), to: `${text}T23:59:59.999Z` };
}

function bound(text: string, isMet: (instant: Instant) => boolean): InstantTest {
  return (instant) => text === '*' || (instant !== null && isMet(instant));
}

/**
 * The test behind `updated:>2026-11-01`, `closed:2026-11-01..*` and their like.
 * @throws a refusal when the date cannot be read
 */
export function instantTest(text: string): InstantTest {
  const [low, high] = text.split('..');
  if (low !== undefined && high !== undefined) {
    const [above, below] = [instantTestOf('>=', low), instantTestOf('<=', high)];
    return (instant) => above(instant) && below(instant);
  }
  const [, sign = '', date = ''] = /^([<>]=?)?(.*)$/.exec(text) ?? [];
  return instantTestOf(sign, date);
}

function instantTestOf(sign: string, date: string): InstantTest {
  if (date === '*') return bound(date, () => true);
  const { from, to } = span(date);
  switch (sign) {
    case '>':
      return bound(date, (instant) => instant > to);
    case '>=':
      return bound(date, (instant) => instant >= from);
    case '<':
      return bound(date, (instant) => instant < from);
    case '<=':
      return bound(date, (instant) => instant <= to);
    default:
      return bound(date, (instant) => instant >= from && instant <= to);
  }
}

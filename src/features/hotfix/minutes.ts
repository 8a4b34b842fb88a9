/** How long each clock of a project runs and how often it hears news: what may be set, and what it begins with. Pure. */
import { count } from '../../base/text.ts';
import { LIMITS, type ClockName } from './clocks.ts';
import { CRITERIA, type Criterion } from './criteria.ts';

/** What has minutes of its own: a clock, or the news of a criterion. */
export type Timed = ClockName | Criterion;

/** Minutes by what they are for. */
export type Minutes = Readonly<Record<Timed, number>>;

/** What may be set for one of them, in minutes. */
export interface TimedFacts {
  readonly id: Timed;
  /** As it is typed and read: `decision`, `news, production down`. */
  readonly name: string;
  /** What it is before anybody sets it. */
  readonly first: number;
  readonly least: number;
  readonly most: number;
  /** What the release process allows; more is taken only when it is said to be on purpose. Null for no such limit. */
  readonly process: number | null;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** In the order of the form. */
export const TIMED: readonly TimedFacts[] = [
  clock('decision', 5, 4 * HOUR, null),
  clock('planning', HOUR, 7 * DAY, LIMITS.planning),
  clock('testing', 0.5 * HOUR, 3 * DAY, LIMITS.testing),
  ...CRITERIA.map(({ id, name, updateMinutes }) => ({
    id,
    name: `news, ${name}`,
    first: updateMinutes,
    least: 10,
    most: DAY,
    process: null,
  })),
];

function clock(id: ClockName, least: number, most: number, process: number | null): TimedFacts {
  return { id, name: id, first: LIMITS[id], least, most, process };
}

/** The minutes of a project: `own` where it set some, else those that everybody begins with. */
export function minutesWith(own: ReadonlyMap<Timed, number>): Minutes {
  const of = (id: Timed, first: number): number => own.get(id) ?? first;
  const news = (id: Criterion): number =>
    of(id, CRITERIA.find((one) => one.id === id)?.updateMinutes ?? HOUR);
  return {
    decision: of('decision', LIMITS.decision),
    planning: of('planning', LIMITS.planning),
    testing: of('testing', LIMITS.testing),
    production_down: news('production_down'),
    security: news('security'),
    data_loss: news('data_loss'),
    sla_breach: news('sla_breach'),
    regulatory: news('regulatory'),
  };
}

/** Whole hours as hours, everything else in minutes: `45 minutes`, `1 hour`, `24 hours`. */
export function lengthWords(minutes: number): string {
  return minutes % HOUR === 0 ? count(minutes / HOUR, 'hour') : count(minutes, 'minute');
}

/** What differs, for the journal: `decision from 30 minutes to 10 minutes`; empty when nothing does. */
export function changedMinutes(before: Minutes, after: Minutes): string {
  return TIMED.filter(({ id }) => before[id] !== after[id])
    .map(({ id, name }) => `${name} from ${lengthWords(before[id])} to ${lengthWords(after[id])}`)
    .join('; ');
}

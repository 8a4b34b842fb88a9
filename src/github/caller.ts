/** Asks GitHub one question after another, and again in a smaller way when it was too much. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Meter } from '../base/meter.ts';
import { plusMinutes } from '../base/time.ts';
import { createGate, type Gate } from './gate.ts';
import { createPageSize, type PageSize } from './page-size.ts';
import { createStrain, type Strain } from './strain.ts';
import { GitHubTrouble } from './port.ts';
import type { Send } from './transport.ts';
import { UnknownToGitHub } from './older-server.ts';
import {
  errorsOf,
  judge,
  pointsIn,
  untilReset,
  type AnsweredError,
  type RawAnswer,
  type Verdict,
} from './verdict.ts';

/** Data of a good answer, the errors beside it (one for each hole), and its headers. */
export interface Answered {
  readonly data: unknown;
  readonly errors: readonly AnsweredError[];
  /** False when a part failed that GitHub may answer another time. */
  readonly isWhole: boolean;
  readonly headers: RawAnswer['headers'];
}

/** Asks; a query with `$first` gets the page size. Throws `GitHubTrouble`. */
export type Ask = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<Answered>;

/** What the caller needs. `firstPauseMs` is the pause before a second try; it doubles. */
export interface CallerOptions {
  readonly send: Send;
  /** What GitHub is shown; its sentences name it. */
  readonly who: 'token' | 'app';
  readonly wall: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly firstPauseMs: number;
}

const TRIES = 4;
const DOWN_MINUTES = 2;

/**
 * One question at a time: GitHub asks for it, and a serial stream can never use more of its processor
 * than it allows. While a limit holds nothing is sent at all.
 */
export function createCaller(options: CallerOptions): Ask {
  const gate = createGate(options.wall);
  const size = createPageSize();
  const strain = createStrain(options.wall);
  let last: Promise<unknown> = Promise.resolve();
  return (query, variables) => {
    const next = last.then(() => askUntilGood(options, { gate, size, strain }, query, variables));
    last = next.catch(() => undefined);
    return next;
  };
}

/** What is learned from one question for the next ones. */
interface Habits {
  readonly gate: Gate;
  readonly size: PageSize;
  readonly strain: Strain;
}

/** GitHub's statuses for a question that took it longer than ten seconds. */
const TOO_LONG: ReadonlySet<number> = new Set([502, 504]);

/** Stops short of the end of the budget while points may have been taken that GitHub has not told yet. */
function keepMargin(gate: Gate, strain: Strain, answer: RawAnswer): void {
  const left = pointsIn(answer)?.remaining;
  if (left !== undefined && left < strain.margin())
    gate.close('primary', untilReset(answer.headers));
}

async function askUntilGood(
  options: CallerOptions,
  { gate, size, strain }: Habits,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Answered> {
  const isPaged = query.includes('$first');
  for (let tried = 1; ; tried += 1) {
    gate.pass();
    const asked = isPaged ? { ...variables, first: size.current() } : variables;
    const answer = await options.send(query, asked);
    const verdict = judge(answer, options.who);
    options.meter.gitHubAnswer(verdict.kind, pointsIn(answer));
    if (verdict.kind === 'limited') throw gate.close(verdict.which, verdict.seconds);
    if (verdict.kind === 'unknown') throw new UnknownToGitHub(verdict.name);
    if (verdict.kind === 'no') throw new GitHubTrouble(verdict.trouble, verdict.sentence, null);
    const data = dataOf(verdict, tried >= TRIES);
    if (data !== null) {
      gate.wentWell();
      keepMargin(gate, strain, answer);
      if (isPaged && verdict.kind === 'fine') size.wentWell();
      report(options.log, query, verdict);
      const isWhole = verdict.kind === 'fine';
      return { data, errors: errorsOf(answer), isWhole, headers: answer.headers };
    }
    if (isPaged) size.wasTooMuch();
    if (TOO_LONG.has(answer.status)) strain.wasTooMuch();
    if (tried >= TRIES) throw down(verdict, options.wall);
    await pause(options.firstPauseMs * 2 ** (tried - 1));
  }
}

/** The data to go on with. What is incomplete is taken only when it will not get better. */
function dataOf(
  verdict: Exclude<Verdict, { kind: 'limited' | 'no' | 'unknown' }>,
  isLast: boolean,
): unknown {
  if (verdict.kind === 'fine') return verdict.data;
  return isLast && hasSomething(verdict.data) ? verdict.data : null;
}

function hasSomething(data: unknown): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    Object.values(data).some((part) => typeof part === 'object' && part !== null)
  );
}

function down(verdict: Verdict, wall: Clock): GitHubTrouble {
  const cause = verdict.kind === 'weak' ? verdict.cause : 'no data';
  return new GitHubTrouble(
    'down',
    `GitHub did not answer (${cause}).`,
    plusMinutes(wall.now(), DOWN_MINUTES),
  );
}

function report(log: Log, query: string, verdict: Verdict): void {
  const name = /^query (\w+)/.exec(query)?.[1] ?? '';
  if (verdict.kind === 'weak') log.warn('github.incomplete', { query: name, cause: verdict.cause });
  else if (verdict.kind === 'fine' && verdict.holes > 0)
    log.info('github.holes', { query: name, holes: verdict.holes });
}

/** Whether every week kept its promises: each was kept or skipped with a reason, and none is missing. */
import { instantAt, plusDays, weekOf, dateIn, type Instant } from '../../src/base/time.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import type { Fault } from './fault.ts';
import type { PromiseRecord, Records } from './records.ts';

/** Every promise that was lost, given up or left open between `start` and `now`, both the product's. */
export function judgePromises(
  { releases, promises, messages }: Pick<Records, 'releases' | 'promises' | 'messages'>,
  start: Instant,
  now: Instant,
): readonly Fault[] {
  const said = new Set(messages.map(({ key }) => key));
  return [
    ...promises.flatMap((row) => judgeOne(row, now)),
    ...weeksBetween(start, now).flatMap((week) => [
      ...releases.flatMap((id) => digestOf(id, week, promises, said)),
      ...Object.values(PEOPLE).flatMap(({ id }) => askOf(id, week, promises, said)),
    ]),
  ];
}

function judgeOne(row: PromiseRecord, now: Instant): readonly Fault[] {
  const { key, state, reason, dueAt, usefulUntil, updatedAt } = row;
  // The program died over it, and its time ended before the next try: downtime, as with one skipped.
  const isTooLate = updatedAt > usefulUntil;
  if (state === 'failed' && !isTooLate)
    return [wrong(`the promise ${key} was given up before its time was over: ${reason}`)];
  if (state === 'skipped' && (reason ?? '') === '')
    return [wrong(`the promise ${key} was skipped without a reason`)];
  const isOpen = state === 'doing' || (state === 'waiting' && dueAt <= now);
  return isOpen ? [lost(`the promise ${key}, due ${dueAt}, was never kept (${state})`)] : [];
}

/** Mondays of the weeks whose digest is due by `now`; by the seeded rhythm, Friday 15:00 in Berlin. */
function weeksBetween(start: Instant, now: Instant): readonly string[] {
  const weeks: string[] = [];
  let week = weekOf(dateIn('UTC', start));
  while (instantAt(PEOPLE.mara.zone, plusDays(week, 4), '15:00') <= now) {
    weeks.push(week);
    week = plusDays(week, 7);
  }
  return weeks;
}

function digestOf(
  releaseId: string,
  week: string,
  promises: readonly PromiseRecord[],
  said: ReadonlySet<string>,
): readonly Fault[] {
  const key = `digest:${releaseId}:${week}`;
  const own = promises.filter(
    (row) => row.kind === 'report.digest' && row.releaseId === releaseId && row.week === week,
  );
  const [only] = own;
  if (only === undefined || own.length > 1) return [lost(`${key}: promised ${own.length} times`)];
  if (only.state === 'done' && !said.has(key)) return [lost(`${key}: kept, but never said`)];
  const isTwice = only.state === 'skipped' && said.has(key);
  return isTwice ? [wrong(`${key}: skipped (${only.reason}), and said`)] : [];
}

function askOf(
  userId: string,
  week: string,
  promises: readonly PromiseRecord[],
  said: ReadonlySet<string>,
): readonly Fault[] {
  const own = promises.filter(
    (row) => row.kind === 'checkin.ask' && row.week === week && row.userId === userId,
  );
  if (own.length === 0) return [lost(`${userId} was never to be asked in ${week}`)];
  const isKept = own.some(({ state }) => state === 'done');
  if (isKept && !said.has(`checkin.ask:${userId}:${week}`))
    return [lost(`the ask of ${userId} in ${week}: kept, but never said`)];
  return [];
}

function lost(words: string): Fault {
  return { kind: 'lost', words };
}

function wrong(words: string): Fault {
  return { kind: 'wrong', words };
}

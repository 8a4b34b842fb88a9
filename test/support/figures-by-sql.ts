/**
 * The figures of a digest, counted a second time: plain SQL over the rows, sharing nothing with the
 * program. What needs memory (done since, added, taken out) is compared with what stood a digest ago.
 */
import type { Row } from './town-rows.ts';

/** Asks the town's database. */
export type Ask = (question: string, ...values: readonly (string | number)[]) => readonly Row[];

/** What is in scope at a digest, by item. */
export interface Standing {
  readonly scope: ReadonlySet<string>;
  readonly done: ReadonlySet<string>;
}

const SCOPE = `select t.* , s.points from scope_item s join tracked_item t on t.id = s.item_id
  where s.removed_at is null and s.deferred_to is null`;

/** The items in scope, and those of them that are done, right now. */
export function standing(ask: Ask): Standing {
  const rows = ask(`select id, state <> 'open' as is_done from (${SCOPE})`);
  const ids = (all: readonly Row[]): ReadonlySet<string> =>
    new Set(all.map(({ id }) => String(id)));
  return { scope: ids(rows), done: ids(rows.filter((row) => row['is_done'] === 1)) };
}

/** Items done, of how many, and their points; items without an owner or without points. */
export function countedItems(ask: Ask): Row {
  return one(
    ask(`select count(*) filter (where state <> 'open') as done, count(*) as "of",
      ${percent("count(*) filter (where state <> 'open')", 'count(*)')} as percent,
      coalesce(sum(points) filter (where state <> 'open'), 0) as pointsDone, sum(points) as pointsOf,
      ${percent("coalesce(sum(points) filter (where state <> 'open'), 0)", 'sum(points)')} as pointsPercent,
      count(*) filter (where points is null) as withoutPoints,
      count(*) filter (where state = 'open' and assignees = '[]') as withoutOwner
      from (${SCOPE})`),
  );
}

/** Whole percent; 0 and 100 only for nothing and for all. */
function percent(part: string, whole: string): string {
  return `case when ${part} = 0 then 0 when ${part} = ${whole} then 100
    else min(99, max(1, round(100.0 * ${part} / ${whole}))) end`;
}

/** How many were asked and answered in a week, how many voted, and the middle vote from three on. */
export function countedAnswers(ask: Ask, week: string): Row {
  return one(
    ask(
      `with answer as (select *, row_number() over (order by confidence) as place from check_in
         where week = ? and answered_at is not null)
       select (select count(*) from check_in where week = ?) as asked, count(*) as answered,
         case when count(*) < 3 then null else
           (select avg(confidence) from answer where place in
             ((select (count(*) + 1) / 2 from answer), (select (count(*) + 2) / 2 from answer)))
         end as median from answer`,
      week,
      week,
    ),
  );
}

/** Mondays to Fridays after one day up to another, walked one by one. */
const WORKING_DAYS = (from: string, to: string): string =>
  `(with recursive day(d) as (select date(${from}, '+1 day') union all
      select date(d, '+1 day') from day where d < ${to})
    select count(*) from day where d <= ${to} and strftime('%w', d) not in ('0', '6'))`;

/**
 * The number of a week of the release; the share of time gone, working days ahead or behind, and the pace
 * of the last seven days, at the instant of a digest. Dates are the project's; the project has no idle days here.
 */
export function countedTime(ask: Ask, at: string, week: string): Row {
  return one(
    ask(
      `with scope as (${SCOPE}),
       span as (select planned_on as p, target_date as t, date(?) as today, date(?, '-7 days') as ago from release),
       days as (select ${WORKING_DAYS('p', 't')} as whole, ${WORKING_DAYS('p', 'today')} as gone,
         ${WORKING_DAYS('ago', 't')} as ahead, ${WORKING_DAYS('ago', 'min(today, t)')} as week from span),
       item as (select count(*) as whole, count(*) filter (where state <> 'open') as done,
         count(*) filter (where state <> 'open' and closed_at >= ?) as fresh from scope),
       ratio as (select 1.0 * done / item.whole - 1.0 * gone / days.whole as ahead from item, days),
       pace as (select case when ago >= p and days.ahead > 0 then
           1.0 * (item.whole - done + fresh) / days.ahead * days.week end as needed from span, item, days)
       select
         cast((julianday(?) - julianday(p, 'weekday 0', '-6 days')) / 7 as integer) + 1 as week,
         min(100, min(100, cast(round(100.0 * gone / days.whole) as integer))) as timeGone,
         cast(round(ratio.ahead * days.whole, 6) as integer) as daysAhead,
         case when pace.needed is not null then fresh end as fresh,
         round(pace.needed, 1) as needed,
         case when pace.needed is null then null when fresh > 1.1 * pace.needed then 'above'
           when fresh < 0.9 * pace.needed then 'below' else 'at' end as trend
       from span, days, item, ratio, pace`,
      at,
      at,
      new Date(Date.parse(at) - 7 * 24 * 60 * 60_000).toISOString(),
      week,
    ),
  );
}

function one(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`${rows.length} rows instead of one`);
  return row;
}

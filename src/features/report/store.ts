/** Posted status reports, and the release manager's words for the next one. */
import type { Kysely } from 'kysely';
import { newId } from '../../base/id.ts';
import type { CalendarDate, Instant } from '../../base/time.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readyList } from '../../store/ready-list.ts';
import { readyQuery } from '../../store/ready-query.ts';
import { readyRows } from '../../store/ready-rows.ts';
import type { StatusReport } from './compose.ts';
import type { ReportEdit } from './edit.ts';
import type { Colour, ColourRule } from './rules.ts';

/** A report as it was posted; `report` is its JSON, whose figures never change. */
export interface StatusReportTable {
  id: string;
  release_id: string;
  week: CalendarDate;
  kind: 'weekly' | 'last';
  posted_at: Instant;
  colour: Colour;
  rule: ColourRule | 'overridden';
  items_done: number;
  items: number;
  answered: number;
  asked: number;
  late: 0 | 1;
  report: string;
  /** When the words in it were forgotten; null while they are known. */
  forgotten_at: Instant | null;
}

/** What the release manager adds to a week's report. `highlights` is a JSON array of texts. */
export interface ReportEditTable {
  release_id: string;
  week: CalendarDate;
  words: string;
  highlights: string;
  colour: Exclude<Colour, 'white'> | null;
  colour_reason: string;
  held_by: string | null;
  held_reason: string;
  changed_by: string;
  changed_at: Instant;
}

/** This feature's tables. */
export type ReportTables = {
  status_report: StatusReportTable;
  report_edit: ReportEditTable;
};

function own(db: Db): Kysely<ReportTables> {
  return db.$extendTables<ReportTables>();
}

/** A report that is to be stored, and whether downtime kept it past its time. */
export interface NewReport {
  readonly report: StatusReport;
  readonly late: boolean;
}

/** Stores reports in the transaction that posts them. */
export async function insertReports(tx: Tx, reports: readonly NewReport[]): Promise<void> {
  await insertion(
    tx.db,
    reports.map((one) => toRow(tx, one)),
  );
}

function toRow(tx: Tx, { report, late }: NewReport): StatusReportTable {
  return {
    id: newId('rep', tx.now),
    release_id: report.releaseId,
    week: report.week,
    kind: report.kind,
    posted_at: tx.now,
    colour: report.colour,
    rule: report.override === null ? report.verdict.rule : 'overridden',
    items_done: report.features.done,
    items: report.features.of,
    answered: report.voice.answered,
    asked: report.voice.asked,
    late: late ? 1 : 0,
    report: JSON.stringify(report),
    forgotten_at: null,
  };
}

const insertion = readyRows<StatusReportTable>((db, rows) =>
  own(db).insertInto('status_report').values(rows),
);

/** A report that was posted. */
export interface PostedReport {
  readonly postedAt: Instant;
  /** True when Slipway was not running at its time. */
  readonly isLate: boolean;
  readonly report: StatusReport;
}

/** Which report was posted when, without what it says: that is long. */
export type Posting = Pick<StatusReport, 'releaseId' | 'kind' | 'week'> & {
  readonly postedAt: Instant;
};

/** What was posted of releases, the newest first, so many of each at most; by release id. */
export async function newestPostingsOf(
  db: Db,
  releaseIds: readonly string[],
  limit: number,
): Promise<ReadonlyMap<string, readonly Posting[]>> {
  const rows = await postings(db, releaseIds, { limit });
  return Map.groupBy(rows.map(toPosting), ({ releaseId }) => releaseId);
}

function toPosting(row: PostingRow): Posting {
  const { release_id, kind, week, posted_at } = row;
  return { releaseId: release_id, kind, week, postedAt: posted_at };
}

type PostingRow = Pick<StatusReportTable, 'release_id' | 'kind' | 'week' | 'posted_at'>;

const postings = readyList<{ limit: number }, PostingRow>((db, keys, place) =>
  own(db)
    .selectFrom(
      own(db)
        .selectFrom('status_report')
        .select(['release_id', 'kind', 'week', 'posted_at'])
        .select((by) =>
          by.fn
            .agg<number>('row_number')
            .over((of) => of.partitionBy('release_id').orderBy('posted_at', 'desc'))
            .as('nth'),
        )
        .where('release_id', 'in', keys)
        .as('posting'),
    )
    .select(['release_id', 'kind', 'week', 'posted_at'])
    .where('nth', '<=', place('limit'))
    .orderBy('posted_at', 'desc'),
);

/** All that was posted of a release and whose words are still known, the oldest first. */
export async function rememberedPostings(db: Db, releaseId: string): Promise<readonly Posting[]> {
  const rows = await own(db)
    .selectFrom('status_report')
    .select(['kind', 'week', 'posted_at'])
    .where('release_id', '=', releaseId)
    .where('forgotten_at', 'is', null)
    .orderBy('posted_at')
    .execute();
  return rows.map(({ kind, week, posted_at }) => ({ releaseId, kind, week, postedAt: posted_at }));
}

/** The report that was posted then, or undefined when there is none. */
export async function reportPosted(
  db: Db,
  { releaseId, kind, week }: Omit<Posting, 'postedAt'>,
): Promise<PostedReport | undefined> {
  const row = await reports.first(db, { releaseId, kind, week });
  return row === undefined ? undefined : toPosted(row);
}

const reports = readyQuery<
  Omit<Posting, 'postedAt'>,
  Pick<StatusReportTable, 'posted_at' | 'late' | 'report'>
>((db, place) =>
  own(db)
    .selectFrom('status_report')
    .select(['posted_at', 'late', 'report'])
    .where('release_id', '=', place('releaseId'))
    .where('week', '=', place('week'))
    .where('kind', '=', place('kind')),
);

/** The weekly report of one week, or undefined when it was not posted. */
export function reportOfWeek(
  db: Db,
  releaseId: string,
  week: CalendarDate,
): Promise<PostedReport | undefined> {
  return reportPosted(db, { releaseId, kind: 'weekly', week });
}

const weekly = readyList<{ week: CalendarDate }, Pick<StatusReportTable, 'release_id'>>(
  (db, keys, place) =>
    own(db)
      .selectFrom('status_report')
      .select('release_id')
      .where('release_id', 'in', keys)
      .where('week', '=', place('week'))
      .where('kind', '=', 'weekly'),
);

/** Whether the weekly report of one week was posted; without reading it, for it is long. */
export async function wasPosted(db: Db, releaseId: string, week: CalendarDate): Promise<boolean> {
  return (await postedAlready(db, [{ releaseId, week }])).has(releaseId);
}

/** The same for several releases, each in its own week: ids of those that were posted. */
export async function postedAlready(
  db: Db,
  of: readonly { readonly releaseId: string; readonly week: CalendarDate }[],
): Promise<ReadonlySet<string>> {
  const posted = new Set<string>();
  for (const [week, asked] of Map.groupBy(of, (one) => one.week)) {
    const ids = asked.map(({ releaseId }) => releaseId);
    for (const { release_id } of await weekly(db, ids, { week })) posted.add(release_id);
  }
  return posted;
}

const edits = readyList<{ week: CalendarDate }, ReportEditTable>((db, keys, place) =>
  own(db)
    .selectFrom('report_edit')
    .selectAll()
    .where('release_id', 'in', keys)
    .where('week', '=', place('week')),
);

/** The release manager's words for a week, or undefined when there are none. */
export async function findEdit(
  db: Db,
  releaseId: string,
  week: CalendarDate,
): Promise<ReportEdit | undefined> {
  return (await findEdits(db, [{ releaseId, week }])).get(releaseId);
}

/** The same for several releases, each in its own week; by release id. */
export async function findEdits(
  db: Db,
  of: readonly { readonly releaseId: string; readonly week: CalendarDate }[],
): Promise<ReadonlyMap<string, ReportEdit>> {
  const found = new Map<string, ReportEdit>();
  for (const [week, asked] of Map.groupBy(of, (one) => one.week)) {
    const ids = asked.map(({ releaseId }) => releaseId);
    for (const row of await edits(db, ids, { week })) found.set(row.release_id, toEdit(row));
  }
  return found;
}

function toEdit(row: ReportEditTable): ReportEdit {
  return {
    words: row.words,
    highlights: JSON.parse(row.highlights) as string[],
    colour: row.colour,
    colourReason: row.colour_reason,
    heldBy: row.held_by,
    heldReason: row.held_reason,
    changedBy: row.changed_by,
  };
}

/** Keeps the release manager's words for a week, in place of earlier ones. */
export async function saveEdit(
  tx: Tx,
  releaseId: string,
  week: CalendarDate,
  edit: ReportEdit,
): Promise<void> {
  const facts = {
    words: edit.words,
    highlights: JSON.stringify(edit.highlights),
    colour: edit.colour,
    colour_reason: edit.colourReason,
    held_by: edit.heldBy,
    held_reason: edit.heldReason,
    changed_by: edit.changedBy,
    changed_at: tx.now,
  };
  await own(tx.db)
    .insertInto('report_edit')
    .values({ release_id: releaseId, week, ...facts })
    .onConflict((conflict) => conflict.columns(['release_id', 'week']).doUpdateSet(facts))
    .execute();
}

/** Reports from before there were hotfixes say nothing of them. */
type StoredReport = Omit<StatusReport, 'heldBy'> & Partial<Pick<StatusReport, 'heldBy'>>;

function toPosted(row: Pick<StatusReportTable, 'posted_at' | 'late' | 'report'>): PostedReport {
  const stored = JSON.parse(row.report) as StoredReport;
  const report = { ...stored, heldBy: stored.heldBy ?? null };
  return { postedAt: row.posted_at, isLate: row.late === 1, report };
}

/** Reports of these releases whose words are still known. */
export async function reportsToForget(
  db: Db,
  releaseIds: readonly string[],
  limit: number,
): Promise<readonly { readonly id: string; readonly report: StatusReport }[]> {
  const rows = await own(db)
    .selectFrom('status_report')
    .select(['id', 'report'])
    .where('release_id', 'in', [...releaseIds])
    .where('forgotten_at', 'is', null)
    .limit(limit)
    .execute();
  return rows.map(({ id, report }) => ({ id, report: JSON.parse(report) as StatusReport }));
}

/** Stores what is left of a report once its words are forgotten. */
export async function forgetReport(tx: Tx, id: string, report: StatusReport): Promise<void> {
  await own(tx.db)
    .updateTable('status_report')
    .set({ report: JSON.stringify(report), forgotten_at: tx.now })
    .where('id', '=', id)
    .execute();
}

/** Forgets what release managers wrote for the reports of these releases. */
export async function forgetEdits(tx: Tx, releaseIds: readonly string[]): Promise<void> {
  await own(tx.db)
    .deleteFrom('report_edit')
    .where('release_id', 'in', [...releaseIds])
    .execute();
}

/** Reads what the report of a hotfix tells, says it in the alert's thread, and prints it for an operator. */
import { approvalsOf, type Approval } from '../../authority/approvals-store.ts';
import { checklistOf } from '../../authority/checklists-store.ts';
import { dateIn, millisecondsBetween, type Instant } from '../../base/time.ts';
import type { Context, DocumentWish, Printed, Sentence } from '../../feature.ts';
import { entriesOf } from '../../release/journal.ts';
import { findPeople } from '../../release/people.ts';
import { line, lines, notification, type Message } from '../../slack/blocks.ts';
import type { Db, Tx } from '../../store/db.ts';
import { checksSubject } from './checks.ts';
import { criterionOf } from './criteria.ts';
import { asMarkdown, asMessages } from './document.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { findingsOf } from './findings-store.ts';
import { alertKey, subjectOf } from './names.ts';
import { reportOf, type ReportFacts } from './report.ts';
import { actionsOf, findRetro } from './retro-store.ts';
import { clocksOf } from './road-store.ts';
import { roleWords } from './seats.ts';
import { peopleOf } from './store.ts';
import { hotfixTables, type HotfixPersonRow, type HotfixRow } from './tables.ts';

const MOST_ENTRIES = 5000;

/** Everything at `now`; `sentence` tells an entry of the journal. */
export async function reportFacts(
  db: Db,
  { hotfix, project, name }: FoundHotfix,
  now: Instant,
  sentence: Sentence,
): Promise<ReportFacts> {
  const people = await peopleOf(db, hotfix.id);
  const findings = await findingsOf(db, hotfix.id);
  const approvals = await approvalsOf(db, subjectOf(hotfix.id));
  const checks = await checklistOf(db, checksSubject(hotfix.id, hotfix.attempt));
  const actions = await actionsOf(db, hotfix.id);
  const journal = await entriesOf(db, hotfix.release_id, { limit: MOST_ENTRIES });
  const retro = await findRetro(db, hotfix.id);
  const known = await findPeople(db, hotfix.workspace_id, [
    hotfix.declared_by,
    ...(hotfix.lead_id === null ? [] : [hotfix.lead_id]),
    ...people.map(({ user_id: id }) => id),
    ...findings.map(({ by_user_id: id }) => id),
    ...approvals.flatMap(({ by, forUserId }) => [by, forUserId ?? '']),
    ...checks.map(({ ticked_by: id }) => id ?? ''),
    ...actions.map(({ owner_id: id }) => id),
    ...journal.map(({ actor }) => actor),
  ]);
  const names = new Map([...known].map(([id, person]) => [id, person.name]));
  const nameOf = (id: string): string => names.get(id) ?? 'someone';
  const today = dateIn(project.zone, now);
  return {
    name,
    zone: project.zone,
    now,
    seen: hotfix.seen,
    impact: hotfix.impact,
    affected: hotfix.affected,
    criterion: criterionOf(hotfix.criterion)?.name ?? hotfix.criterion,
    place: hotfix.step,
    since: hotfix.since,
    declaredAt: hotfix.declared_at,
    declaredBy: nameOf(hotfix.declared_by),
    lead: hotfix.lead_id === null ? null : nameOf(hotfix.lead_id),
    people: peopleIn(people, approvals).map(nameOf),
    until: await untilOf(db, hotfix),
    attempts: hotfix.attempt,
    timeline: journal.map((entry) => ({ at: entry.at, text: sentence(entry, names, today) })),
    findings: findings.map(({ kind, text, by_user_id: by }) => ({ kind, text, by: nameOf(by) })),
    approvals: approvals.map(({ at, by, role, decision, actingAs, forUserId, reason, end }) => ({
      at,
      who: nameOf(by),
      role: roleWords(role),
      decision,
      as: actingAs,
      forWhom: forUserId === null ? null : nameOf(forUserId),
      reason,
      ended: end?.reason ?? null,
    })),
    clocks: (await clocksOf(db, hotfix.id)).map((clock) => ({
      clock: clock.clock,
      attempt: clock.attempt,
      usedMinutes: Math.floor(
        millisecondsBetween(clock.startedAt, clock.stoppedAt ?? now) / 60_000,
      ),
      limitMinutes: clock.limitMinutes,
      isRunning: clock.stoppedAt === null,
    })),
    checks: checks.map(({ text, ticked_by: by, ticked_at: at }) => ({
      text,
      by: by === null ? null : nameOf(by),
      at,
    })),
    retro: retro === undefined ? null : { startsAt: retro.starts_at, heldAt: retro.held_at },
    actions: actions.map(({ text, owner_id: owner, due_on: dueOn, done_at: doneAt }) => ({
      text,
      owner: nameOf(owner),
      dueOn,
      doneAt,
    })),
  };
}

/** Who was in on it: those who came, and those who decided. */
function peopleIn(
  people: readonly HotfixPersonRow[],
  approvals: readonly Approval[],
): readonly string[] {
  const came = people.filter(({ how }) => how !== 'asked').map(({ user_id: id }) => id);
  return [...new Set([...came, ...approvals.map(({ by }) => by)])];
}

/** When the emergency was over: the fix was validated, or the hotfix called off; null before. */
async function untilOf(db: Db, hotfix: HotfixRow): Promise<Instant | null> {
  if (hotfix.step === 'cancelled') return hotfix.ended_at;
  const row = await hotfixTables(db)
    .selectFrom('hotfix_step')
    .select('ended_at')
    .where('hotfix_id', '=', hotfix.id)
    .where('step', '=', 'validation')
    .where('outcome', '=', 'done')
    .executeTakeFirst();
  return row?.ended_at ?? null;
}

/** Says the report in the alert's thread, or edits what stands there; outsiders read only that there is one. */
export async function sayReport(ctx: Context, tx: Tx, found: FoundHotfix): Promise<void> {
  const { hotfix, project, name } = found;
  const facts = await reportFacts(tx.db, found, tx.now, ctx.offers.sentence);
  const messages = asMessages(
    `${name}: hotfix report`,
    reportOf(facts),
    `The rest is in the whole report: an operator prints it with slipway hotfix-report ${found.release.version}`,
  );
  const keyOf = (page: number): string => `hotfix.report:${hotfix.id}:${page}`;
  const redacted = onlyOur(`The report of ${name} is written.`);
  const gone = onlyOur('This part of the report is in the messages above.');
  for (let page = 0; ; page += 1) {
    const message = messages[page];
    const stands = (await ctx.ledger.fateOf(tx.db, 'message', keyOf(page))) !== null;
    if (message === undefined && !stands) return;
    await ctx.say(tx, {
      key: keyOf(page),
      workspaceId: hotfix.workspace_id,
      to: project.channelId,
      threadOf: alertKey(hotfix.id, project.channelId),
      message: message ?? gone,
      redacted,
      hidesAlways: true,
      releaseId: hotfix.release_id,
    });
  }
}

function onlyOur(words: string): Message {
  return { text: notification(words), blocks: [lines([line(words)])] };
}

/** The hotfix report of a version as Markdown, for an operator; a sentence where it is not one hotfix. */
export async function printReport(
  db: Db,
  { version, project, now, sentence }: DocumentWish,
): Promise<Printed> {
  const rows = await hotfixTables(db)
    .$extendTables<{ release: { id: string; version: string } }>()
    .selectFrom('hotfix')
    .innerJoin('release', 'release.id', 'hotfix.release_id')
    .select(['hotfix.id', 'hotfix.workspace_id', 'hotfix.project_id'])
    .where('release.version', '=', version)
    .execute();
  const found = await Promise.all(rows.map((row) => foundHotfix(db, row.workspace_id, row.id)));
  const there = found.flatMap((one) => one ?? []);
  const meant = there.filter(
    (one) => project === null || one.project.name.toLowerCase() === project.toLowerCase(),
  );
  const [only, second] = meant;
  if (only === undefined) {
    const where = project === null ? '' : ` of ${project}`;
    return { kind: 'trouble', sentence: `There is no hotfix ${version}${where}.` };
  }
  if (second !== undefined) {
    const names = meant.map((one) => one.project.name);
    return {
      kind: 'trouble',
      sentence: `Several projects have a hotfix ${version}: ${names.join(', ')}. Name one with --project.`,
    };
  }
  const facts = await reportFacts(db, only, now, sentence);
  return { kind: 'document', markdown: asMarkdown(reportOf(facts)) };
}

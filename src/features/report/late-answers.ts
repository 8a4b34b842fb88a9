/** Answers that come after the digest: one thread reply a week, edited in place. What was posted stays. */
import { count } from '../../base/text.ts';
import type { Context, Reaction, TeamVoice } from '../../feature.ts';
import type { Saying } from '../../jobs/contract.ts';
import { findPeople } from '../../release/people.ts';
import { askedPeople, findProject } from '../../release/projects.ts';
import { askWeek } from '../../release/recurrence.ts';
import { findRelease } from '../../release/releases.ts';
import { bold, line, lines, notification, type Message } from '../../slack/blocks.ts';
import { clip } from '../../base/text.ts';
import { plusDays, type CalendarDate } from '../../base/time.ts';
import type { Tx } from '../../store/db.ts';
import type { StatusReport } from './compose.ts';
import { digestKey } from './digest-key.ts';
import { withPrivacyNow, type Subject } from './gather.ts';
import { redactVoice } from './redact.ts';
import { reportOfWeek, type PostedReport } from './store.ts';
import { nameOf, written, type Names } from './words.ts';

/** Somebody answered. When that week's digest stands already, its thread learns what changed. */
export const onAnswered: Reaction = async (ctx, tx, { releaseId, detail }) => {
  const asked = detail['week'];
  const release = releaseId === null ? undefined : await findRelease(tx.db, releaseId);
  const project = release === undefined ? undefined : await findProject(tx.db, release.projectId);
  if (release === undefined || project === undefined || typeof asked !== 'string') return;
  const { rhythm } = project;
  const isSameWeek =
    askWeek(
      { weekday: rhythm.askWeekday, time: rhythm.askTime },
      { weekday: rhythm.digestWeekday, time: rhythm.digestTime },
      asked,
    ) === asked;
  const week = isSameWeek ? asked : plusDays(asked, 7);
  const posted = await reportOfWeek(tx.db, release.id, week);
  if (posted !== undefined) await sayLateAnswers(ctx, tx, { project, release }, posted, asked);
};

/** The key of what came after a digest. */
export function lateKey(report: StatusReport): string {
  return `${digestKey(report)}:late`;
}

/** Says what came after a digest, or edits what stands; `asked` is the week in which the team was asked. */
export async function sayLateAnswers(
  ctx: Context,
  tx: Tx,
  { project, release }: Subject,
  { postedAt, isLate, report }: PostedReport,
  asked: CalendarDate,
): Promise<void> {
  const posted = { postedAt, isLate, report: await withPrivacyNow(tx.db, report) };
  const voices = await ctx.offers.teamVoices(tx.db, [{ project, release, week: asked }]);
  const said = voices.get(release.id);
  if (said === undefined) return;
  const people = await findPeople(tx.db, ctx.workspace.id, askedPeople(project));
  const names: Names = new Map([...people].map(([id, person]) => [id, person.name]));
  const redacted = lateMessage(posted, redactVoice(posted.report, said), names);
  const words = report.hidesPrivate
    ? { message: redacted }
    : { message: lateMessage(posted, said, names), redacted };
  await sayLate(ctx, tx, posted, words, project.channelId);
}

async function sayLate(
  ctx: Context,
  tx: Tx,
  { report }: PostedReport,
  words: Pick<Saying, 'message' | 'redacted'>,
  channelId: string,
): Promise<void> {
  const key = digestKey(report);
  await ctx.say(tx, {
    key: lateKey(report),
    workspaceId: ctx.workspace.id,
    to: channelId,
    threadOf: key,
    releaseId: report.releaseId,
    ...words,
  });
}

// Of each kind: all of it together has to fit into one message.
const MOST_SAID = 10;
const LONGEST_SAID = 200;

/** What came after the digest, compared with what it was made from. Pure. */
export function lateMessage(posted: PostedReport, now: TeamVoice, names: Names): Message {
  const then = posted.report.voice;
  const fresh = <T extends { readonly userId: string; readonly text: string }>(
    before: readonly T[],
    after: readonly T[],
  ): readonly T[] =>
    after.filter(
      ({ userId, text }) => !before.some((one) => one.userId === userId && one.text === text),
    );
  const said = (
    label: string,
    entries: readonly { readonly userId: string; readonly text: string }[],
  ) => [
    ...entries
      .slice(0, MOST_SAID)
      .map(({ userId, text }) =>
        line(bold(label), ` ${nameOf(names, userId)}: ${clip(written(text), LONGEST_SAID)}`),
      ),
    ...(entries.length > MOST_SAID
      ? [line(bold(label), ` ${entries.length - MOST_SAID} more`)]
      : []),
  ];
  const support = now.support
    .filter(({ id }) => !then.support.some((one) => one.id === id))
    .map(({ fromUserId, text }) => ({ userId: fromUserId, text }));
  const opening = `${count(now.answeredLate, 'answer')} came after the digest: now ${now.answered} of ${now.asked}. Its numbers and colour stay.`;
  return {
    text: notification(`Late: ${opening}`),
    blocks: [
      lines([
        line(bold('Late'), ` ${opening}`),
        ...said('Done', fresh(then.accomplishments, now.accomplishments)),
        ...said('Risk', fresh(then.risks, now.risks)),
        ...said('Next', fresh(then.focus, now.focus)),
        ...said('Support needed', support),
      ]),
    ],
  };
}

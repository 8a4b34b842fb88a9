/** A report as its channel reads it: the digest, and the details in its thread. */
import { plusMinutes } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { DuePromise, Saying } from '../../jobs/contract.ts';
import type { Tx } from '../../store/db.ts';
import type { StatusReport } from './compose.ts';
import { detailsMessage } from './details-blocks.ts';
import { digestMessage, saidLate, type DigestPeople } from './digest-blocks.ts';
import { digestKey } from './digest-key.ts';
import { forOutsiders, type Subject } from './gather.ts';
import { GRACE_MINUTES, LATE_MINUTES } from './schedule.ts';

/** When a digest was due, and whether downtime kept it past that. */
export type Due = Pick<DuePromise, 'dueAt' | 'late'>;

/** A report with the names in it. */
export interface Speakable extends Subject {
  readonly report: StatusReport;
  readonly people: DigestPeople;
  readonly due: Due;
}

/** Says digests with their details, for their own people and for outsiders; or edits what stands. */
export async function sayDigests(
  ctx: Context,
  tx: Tx,
  digests: readonly Speakable[],
): Promise<void> {
  await ctx.say(tx, ...digests.flatMap((one) => sayingsOf(ctx, one)));
}

function sayingsOf(
  ctx: Context,
  { project, release, report, people, due }: Speakable,
): readonly Saying[] {
  const key = digestKey(report);
  const shared = {
    workspaceId: ctx.workspace.id,
    to: project.channelId,
    releaseId: release.id,
    usefulUntil: plusMinutes(due.dueAt, GRACE_MINUTES),
  };
  const redacted = forOutsiders(report);
  return [
    { ...shared, key, ...digestWords(report, redacted, people, due) },
    {
      ...shared,
      key: `${key}:details`,
      threadOf: key,
      message: detailsMessage(report, people.names),
      ...(redacted === null ? {} : { redacted: detailsMessage(redacted, people.names) }),
    },
  ];
}

/**
 * Both wordings are said at once and the outbox takes the one that is true when it posts: only then is it
 * known how long Slack was away, and nobody has to wait for the line to come back and ask.
 */
function digestWords(
  report: StatusReport,
  redacted: StatusReport | null,
  people: DigestPeople,
  due: Due,
): Pick<Saying, 'message' | 'redacted' | 'late'> {
  const why = due.late ? 'downtime' : null;
  const message = digestMessage(report, people, why);
  const hidden = redacted === null ? null : digestMessage(redacted, people, why);
  const words = { message, ...(hidden === null ? {} : { redacted: hidden }) };
  if (due.late) return words;
  const late = {
    after: plusMinutes(due.dueAt, LATE_MINUTES),
    message: saidLate(message, report, 'slack'),
    ...(redacted === null || hidden === null
      ? {}
      : { redacted: saidLate(hidden, redacted, 'slack') }),
  };
  return { ...words, late };
}

/** `/release status`: the same report, computed now, for whoever asks; and the buttons under a digest. */
import { permit } from '../../authority/permit.ts';
import { typed } from '../../base/command-names.ts';
import type { KnownBlock } from '@slack/types';
import { isCalendarDate } from '../../base/time.ts';
import { SlipwayError } from '../../base/errors.ts';
import type { Context } from '../../feature.ts';
import { pickRelease } from '../../release/pick-release.ts';
import { planCardKey } from '../../release/names.ts';
import { projectOfChannel } from '../../release/projects.ts';
import { ACTIVE_STAGES, releasesOf } from '../../release/releases.ts';
import type { Command, Press } from '../../slack/arrivals.ts';
import {
  bold,
  button,
  line,
  lines,
  notification,
  sentence,
  type Message,
} from '../../slack/blocks.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import type { ReplyTo } from '../../slack/port.ts';
import type { StatusReport } from './compose.ts';
import { definitionsModal } from './definitions-words.ts';
import { detailsModal } from './details-blocks.ts';
import {
  digestLines,
  headline,
  smallPrintOf,
  withoutPings,
  type DigestPeople,
} from './digest-blocks.ts';
import {
  asReadable,
  forOutsiders,
  findSubject,
  peopleOf,
  reportNow,
  reportsNow,
  reportToShow,
  type Subject,
} from './gather.ts';
import { digestWeekOf } from './schedule.ts';
import { reportOfWeek } from './store.ts';

/** `/release status [version]`: one release in full, or a choice of several. */
export async function statusByCommand(ctx: Context, command: Command, rest: string): Promise<void> {
  const reply = { responseUrl: command.responseUrl };
  const project = await projectOfChannel(ctx.db, ctx.workspace.id, command.channelId);
  if (project === undefined) {
    await ctx.desk.reply(
      reply,
      sentence(
        `This channel has no project yet. ${typed('/release')} setup starts one in a minute.`,
      ),
    );
    return;
  }
  const picked = pickRelease(
    await releasesOf(ctx.db, project.id),
    rest,
    ({ stage, type }) => type !== 'hotfix' && ACTIVE_STAGES.includes(stage),
    `${project.name} has no release on its way. ${typed('/release')} plan starts one.`,
  );
  if (picked.kind === 'none') await ctx.desk.reply(reply, sentence(picked.sentence));
  else if (picked.kind === 'one')
    await replyStatus(ctx, reply, { project, release: picked.release });
  else await ctx.desk.reply(reply, await choice(ctx, project, picked.releases));
}

/** A Status button: in a message the status comes as a reply, on App Home as a modal. */
export async function statusByPress(ctx: Context, press: Press): Promise<void> {
  if (press.responseUrl !== undefined)
    return replyStatus(
      ctx,
      { responseUrl: press.responseUrl },
      await subjectOf(ctx, String(press.value)),
    );
  const { id } = await ctx.desk.openModal(press.triggerId, loadingModal('Status', 'Counting…'));
  const subject = await subjectOf(ctx, String(press.value));
  const report = await reportToShow(ctx, subject);
  const { names } = await peopleOf(ctx, subject.project, report);
  await ctx.desk.updateModal(id, detailsModal(report, names, 'Status'));
}

/** How the keys of all shared statuses of a release begin. */
export function statusKeys(releaseId: string): string {
  return `status:${releaseId}:`;
}

/** Posts the status into the thread of the plan card, for all to see. */
export async function share(ctx: Context, press: Press): Promise<void> {
  const subject = await subjectOf(ctx, String(press.value));
  const { project, release } = subject;
  const inChannel = await ctx.desk.channelMembers(project.channelId, 1000);
  const thing = { name: project.name, project, inChannel };
  const no = await permit(ctx, ctx.db, 'report.share', press.userId, thing);
  if (no !== null) throw new SlipwayError('not_allowed', no);
  const report = await reportNow(ctx, subject);
  const people = await peopleOf(ctx, project, report);
  const redacted = forOutsiders(report);
  // Two who share in the same minute share one and the same status.
  const key = `${statusKeys(release.id)}${ctx.now.slice(0, 16)}`;
  const isThere = await ctx.transact(async (tx) => {
    const fate = await ctx.ledger.fateOf(tx.db, 'message', key);
    if (fate !== null && fate.kind !== 'over') return true;
    await ctx.say(tx, {
      key,
      workspaceId: ctx.workspace.id,
      to: project.channelId,
      threadOf: planCardKey(release.id),
      releaseId: release.id,
      message: statusMessage(report, people, []),
      ...(redacted === null ? {} : { redacted: statusMessage(redacted, people, []) }),
    });
    return false;
  });
  const words = isThere
    ? `Somebody shared it in the same minute: it stands in the thread of the plan of ${report.name}.`
    : `Shared in the thread of the plan of ${report.name}.`;
  if (press.responseUrl !== undefined)
    await ctx.desk.reply({ responseUrl: press.responseUrl }, sentence(words));
}

/** "Show details" under a digest: the report as it was posted, or as it is now. */
export async function openDetails(ctx: Context, press: Press): Promise<void> {
  const { id } = await ctx.desk.openModal(press.triggerId, loadingModal('Details', 'Reading…'));
  const [releaseId = '', week = ''] = String(press.value).split('/');
  const subject = await subjectOf(ctx, releaseId);
  const posted = isCalendarDate(week) ? await reportOfWeek(ctx.db, releaseId, week) : undefined;
  const report =
    posted === undefined
      ? await reportToShow(ctx, subject)
      : await asReadable(ctx, subject.project, posted.report);
  const { names } = await peopleOf(ctx, subject.project, report);
  await ctx.desk.updateModal(id, detailsModal(report, names));
}

/** The menu of a digest. */
export async function more(ctx: Context, press: Press): Promise<void> {
  const [verb = '', releaseId = ''] = String(press.value).split('/');
  if (verb === 'status') return statusByPress(ctx, { ...press, value: releaseId });
  const { id } = await ctx.desk.openModal(
    press.triggerId,
    tellingModal('How this is counted', '…'),
  );
  const { project } = await subjectOf(ctx, releaseId);
  await ctx.desk.updateModal(id, definitionsModal(project.thresholds));
}

async function replyStatus(ctx: Context, to: ReplyTo, subject: Subject): Promise<void> {
  const report = await reportToShow(ctx, subject);
  const people = await peopleOf(ctx, subject.project, report);
  await ctx.desk.reply(
    to,
    statusMessage(report, people, [
      button('Share in the thread', 'report.share', report.releaseId),
      button('Show details', 'report.details', report.releaseId),
    ]),
  );
}

/** The status as one message: the digest's lines without pinging anybody. Pure. */
export function statusMessage(
  report: StatusReport,
  people: DigestPeople,
  buttons: readonly ReturnType<typeof button>[],
): Message {
  const actions: KnownBlock[] =
    buttons.length === 0 ? [] : [{ type: 'actions', elements: [...buttons] }];
  return {
    text: notification(`Right now: ${headline(report)}`),
    blocks: [
      lines(digestLines(withoutPings(report, people), { ...people, releaseManager: null })),
      ...actions,
      smallPrintOf(report, null),
    ],
  };
}

async function choice(
  ctx: Context,
  project: Subject['project'],
  releases: readonly Subject['release'][],
): Promise<Message> {
  const first = releases.slice(0, MOST_CHOICES);
  const week = digestWeekOf(project, ctx.now);
  const kind = 'weekly';
  const reports = await reportsNow(
    ctx,
    first.map((release) => ({ project, release, kind, week })),
  );
  return choiceMessage(project.name, reports, releases.length);
}

// A message holds 50 blocks, and each release takes two.
const MOST_CHOICES = 20;

/** Which release is meant: the first of `of`, each with its headline and a button. Pure. */
export function choiceMessage(
  projectName: string,
  reports: readonly StatusReport[],
  of: number,
): Message {
  const shown = reports.slice(0, MOST_CHOICES);
  const rest = of - shown.length;
  return {
    text: notification(`${projectName} has several releases on their way`),
    blocks: [
      ...shown.flatMap((report): KnownBlock[] => [
        lines([line(bold(headline(report)))]),
        { type: 'actions', elements: [button('Status', 'report.status', report.releaseId)] },
      ]),
      ...(rest > 0
        ? [lines([line(`And ${rest} more. Name one: ${typed('/release')} status 1.4.0.`)])]
        : []),
    ],
  };
}

async function subjectOf(ctx: Context, releaseId: string): Promise<Subject> {
  const subject = await findSubject(ctx, releaseId);
  if (subject === undefined)
    throw new SlipwayError('not_found', 'This release is no longer there.');
  return subject;
}

/** `/release` alone: where the releases of this channel stand, for the eyes of the person who asks. */
import { dateLabel } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { projectOfChannel } from '../../release/projects.ts';
import { releasesOf } from '../../release/releases.ts';
import { stageLabel } from '../../release/stages.ts';
import type { Command } from '../../slack/arrivals.ts';
import { bold, button, line, lines, notification, type Message } from '../../slack/blocks.ts';
import { stateWords, type CardFacts } from './card.ts';
import { cardFacts } from './facts.ts';
import { loadingModal } from '../../slack/inputs.ts';
import { doneWords } from './scope-counts.ts';

// A message holds 50 blocks, and each release takes two.
const MOST_RELEASES = 20;

/** Answers at once; in a channel without a project it leads to setting one up. */
export async function whereAreWe(ctx: Context, command: Command): Promise<void> {
  const { channelId, userId, responseUrl, triggerId } = command;
  // One row by a unique key, long before the trigger runs out: only it says whether a modal is due.
  const project = await projectOfChannel(ctx.db, ctx.workspace.id, channelId);
  if (project === undefined) {
    const loading = loadingModal('Set up Slipway', 'Looking at this channel…');
    const { id } = await ctx.desk.openModal(triggerId, loading);
    return ctx.offers.offerSetup(ctx, channelId, userId, id);
  }
  const releases = await releasesOf(ctx.db, project.id, 'active');
  const read = await Promise.all(releases.map((release) => cardFacts(ctx.db, release, ctx.now)));
  const facts = read.flatMap((one) => one?.facts ?? []);
  facts.sort((a, b) => a.release.targetDate.localeCompare(b.release.targetDate));
  await ctx.desk.reply({ responseUrl }, whereMessage(project.name, channelId, facts));
}

/** Two lines and two buttons a release; where none is under way, the way to the first. Pure. */
export function whereMessage(
  projectName: string,
  channelId: string,
  releases: readonly CardFacts[],
): Message {
  if (releases.length === 0) return noneMessage(projectName, channelId);
  const first = releases.slice(0, MOST_RELEASES);
  const rest = releases.length - first.length;
  return {
    text: notification(
      first.map((facts) => `${titleWords(facts)}. ${progressWords(facts)}`).join(' · '),
    ),
    blocks: [
      ...first.flatMap((facts) => [
        lines([line(bold(titleWords(facts))), line(progressWords(facts))]),
        {
          type: 'actions' as const,
          elements: [
            button('Status', 'report.status', facts.release.id),
            button('Open plan', 'plan.open', facts.release.id),
          ],
        },
      ]),
      ...(rest > 0 ? [lines([line(`And ${rest} more with a later target.`)])] : []),
    ],
  };
}

function noneMessage(projectName: string, channelId: string): Message {
  const words = `No release of ${projectName} is under way.`;
  return {
    text: notification(words),
    blocks: [
      lines([line(words)]),
      { type: 'actions', elements: [button('Plan a release', 'plan.start', channelId, 'primary')] },
    ],
  };
}

function titleWords({ projectName, release, today }: CardFacts): string {
  const target = dateLabel(release.targetDate, today);
  return `${projectName} ${release.version} · ${stageLabel(release.stage)} · target ${target}`;
}

function progressWords(facts: CardFacts): string {
  const done = doneWords(facts.counts);
  const open = facts.counts.open > 0 ? `, ${facts.counts.open} open` : '';
  return `${done === null ? 'No issues yet' : `${done}${open}`}. ${stateWords(facts)}`;
}

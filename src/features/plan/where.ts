/** `/release` alone: where the releases of this channel stand, for the eyes of the person who asks. */
import { clip, oneLine } from '../../base/text.ts';
import { dateLabel } from '../../base/time.ts';
import type { Context, Glance } from '../../feature.ts';
import { projectOfChannel } from '../../release/projects.ts';
import { releasesOf, type Release } from '../../release/releases.ts';
import { stageLabel } from '../../release/stages.ts';
import type { Command } from '../../slack/arrivals.ts';
import { bold, button, line, lines, notification, type Message } from '../../slack/blocks.ts';
import { nextWords } from './calendar-words.ts';
import { heldLines, stateWords, type CardFacts } from './card.ts';
import { cardFacts } from './facts.ts';
import { loadingModal } from '../../slack/inputs.ts';
import { sentenceCase } from '../../release/calendar-steps.ts';
import { doneWords } from './scope-counts.ts';

// A message holds 50 blocks, and each release takes two.
const MOST_RELEASES = 20;
const LONGEST_NAME = 80;
const LONGEST_WHY = 200;

/** A release under way, with its colour where that can be told right now. */
export interface Standing {
  readonly facts: CardFacts;
  readonly glance: Glance | null;
}

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
  const standings = (await Promise.all(releases.map((one) => standingOf(ctx, one)))).flat();
  standings.sort((a, b) => a.facts.release.targetDate.localeCompare(b.facts.release.targetDate));
  await ctx.desk.reply({ responseUrl }, whereMessage(project.name, channelId, standings));
}

/** One standing, or none when the project is gone meanwhile. */
async function standingOf(ctx: Context, release: Release): Promise<readonly Standing[]> {
  const read = await cardFacts(ctx, ctx.db, release);
  return read === undefined ? [] : [{ facts: read.facts, glance: await glanceAt(ctx, release) }];
}

/** A colour that cannot be told takes away nothing else. */
async function glanceAt(ctx: Context, release: Release): Promise<Glance | null> {
  try {
    return await ctx.offers.glance(ctx, release);
  } catch (error) {
    ctx.log.trouble('plan.no_glance', error, { release: release.id });
    return null;
  }
}

/**
 * One release in three lines, several in two lines each, with two buttons; where none is under way, the
 * way to the first. Pure.
 */
export function whereMessage(
  projectName: string,
  channelId: string,
  releases: readonly Standing[],
): Message {
  if (releases.length === 0) return noneMessage(projectName, channelId);
  const first = releases.slice(0, MOST_RELEASES);
  const rest = releases.length - first.length;
  return {
    text: notification(
      first.map((one) => `${headWords(one)}. ${detailLines(one, true).join('. ')}`).join(' · '),
    ),
    blocks: [
      ...first.flatMap((one) => [
        lines([
          line(bold(headWords(one))),
          ...heldLines(one.facts),
          ...detailLines(one, releases.length > 1).map((words) => line(words)),
        ]),
        {
          type: 'actions' as const,
          elements: [
            button('Status', 'report.status', one.facts.release.id),
            button('Open plan', 'plan.open', one.facts.release.id),
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

/** `🟢 Atlas 0.7.0 · on track`. */
function headWords({ facts, glance }: Standing): string {
  if (glance !== null)
    return `${glance.mark} ${clip(oneLine(glance.name), LONGEST_NAME)} · ${glance.word}`;
  const { projectName, release } = facts;
  const name = clip(oneLine(projectName), LONGEST_NAME);
  return `⚪ ${name} ${release.version} · ${stageLabel(release.stage)}`;
}

/** Why it has that colour, the target, and what comes next; without the colour how much is done. */
function detailLines(standing: Standing, isShort: boolean): readonly string[] {
  const { facts, glance } = standing;
  if (glance === null) return [progressWords(facts)];
  const why = `Why: ${clip(oneLine(glance.why), LONGEST_WHY)}`;
  if (isShort) return [`${glance.target}. ${why}`];
  const next = comingWords(facts, glance);
  return [why, next === null ? glance.target : `${glance.target}. ${next}`];
}

/** What comes next or was due. What the reason of the colour says already gives way to the step after it. */
function comingWords(facts: CardFacts, { why }: Glance): string | null {
  const { release, today } = facts;
  const words = stateWords(facts);
  if (!sentenceCase(why).startsWith(words.replace(/\.$/, ''))) return words;
  const later = release.milestones.filter(({ date }) => date > today);
  return nextWords(later, today);
}

function progressWords(facts: CardFacts): string {
  const { counts, release, today } = facts;
  const done = doneWords(counts) ?? 'No issues yet';
  return `Target ${dateLabel(release.targetDate, today)}. ${done}. ${stateWords(facts)}`;
}

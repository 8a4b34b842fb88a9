/** The plan of a release as one person sees it: goals, calendar, issues, and what they may do next. */
import type { ActionsBlock, KnownBlock } from '@slack/types';
import { bold, bullets, button, italic, line, lines, type ModalView } from '../../slack/blocks.ts';
import { option } from '../../slack/blocks.ts';
import { clip, oneLine } from '../../base/text.ts';
import { dateLabel } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { scopeOf, type ScopeItem } from '../../release/items.ts';
import { mayManage } from '../../release/projects.ts';
import type { Release } from '../../release/releases.ts';
import { nextStages, stageLabel, type Stage } from '../../release/stages.ts';
import { calendarLines } from './calendar-words.ts';
import { debtLines, headWords, heldLines, isUnderWay, stateWords, type CardFacts } from './card.ts';
import { cardFacts, itemStyle } from './facts.ts';
import { goalBlocks } from './goal-words.ts';
import { itemBlocks, type ItemStyle } from './item-lines.ts';
import { tellingModal, wordsModal } from '../../slack/inputs.ts';
import { fullWords } from './scope-counts.ts';
import { suggestionButton, suggestionFor } from './suggestions.ts';
import type { Found, Verb } from './verb.ts';

const TITLE = 'Release plan';

/** “Open plan”: everyone who sees the card may. */
export const openVerb: Verb = {
  name: 'open',
  title: TITLE,
  action: 'plan.see',
  fits: (release) => isUnderWay(release.stage),
  none: 'No release is under way here.',
  refuses: () => null,
  show: showPlan,
};

/** What was typed after a hotfix is for no other organisation, also where a project shows names of private work. */
async function readableActions(
  ctx: Context,
  { project }: Found,
  { actions = [] }: CardFacts,
): Promise<NonNullable<CardFacts['actions']>> {
  if (actions.length === 0) return [];
  return (await ctx.hidesPrivate({ ...project, showsPrivate: false })) ? [] : actions;
}

/** The modal, read anew. */
export async function showPlan(ctx: Context, found: Found, userId: string): Promise<ModalView> {
  const read = await cardFacts(ctx, ctx.db, found.release);
  if (read === undefined) return tellingModal(TITLE, 'I do not find this release any more.');
  const hidePrivate = await ctx.hidesPrivate(found.project);
  const actions = await readableActions(ctx, found, read.facts);
  return planModal(
    { ...read.facts, actions },
    await scopeOf(ctx.db, found.release.id),
    await itemStyle(ctx.db, found.project, hidePrivate),
    mayManage(found.project, userId),
  );
}

/** The plan in full; `manages` adds what only those who run the release may press. */
export function planModal(
  facts: CardFacts,
  items: readonly ScopeItem[],
  style: ItemStyle,
  manages: boolean,
): ModalView {
  const { release, counts } = facts;
  return wordsModal(TITLE, [
    headBlock(facts),
    ...(manages ? stageBlocks(release, facts) : []),
    ...goalBlocks(release.goals),
    ...actionBlocks(facts),
    lines([
      line(bold('Calendar')),
      ...calendarLines(release.milestones, facts.today).map(({ text, state }) =>
        state === 'skipped' ? line(italic(text)) : line(text),
      ),
    ]),
    lines([
      line(bold('Scope '), sourceWords(release)),
      line(items.length === 0 ? 'No issues yet.' : fullWords(counts)),
    ]),
    ...itemBlocks(items, style),
  ]);
}

function headBlock(facts: CardFacts): KnownBlock {
  const { theme, compatibility, stage } = facts.release;
  return lines([
    line(bold(headWords(facts))),
    line(`Stage: ${stageLabel(stage)}. ${stateWords(facts)}`),
    ...heldLines(facts),
    ...debtLines(facts),
    ...(theme === '' ? [] : [line(theme)]),
    ...(compatibility === '' ? [] : [line(`Compatibility: ${compatibility}`)]),
  ]);
}

const MOST_ACTIONS = 20;

/** What hotfixes left to do, each with its owner and day. */
function actionBlocks({ actions = [], today }: CardFacts): readonly KnownBlock[] {
  if (actions.length === 0) return [];
  const more = actions.length - MOST_ACTIONS;
  return [
    lines([line(bold('Open actions from hotfixes'))]),
    bullets(
      actions
        .slice(0, MOST_ACTIONS)
        .map(({ text, owner, dueOn, version }) =>
          line(
            clip(oneLine(text), 200),
            ` · ${clip(oneLine(owner), 40)}, ${dateLabel(dueOn, today)} (${version})`,
          ),
        ),
    ),
    ...(more > 0 ? [lines([line(`${more} more.`)])] : []),
  ];
}

function sourceWords({ source }: Release): string {
  if (source.kind === 'labels') return `with the label ${source.labels.join(' or ')}`;
  if (source.kind === 'github_search') return `that GitHub finds by “${source.query}”`;
  if (source.kind === 'issue') return 'of the hotfix';
  const isFound = source.milestones.length > 0;
  return `of GitHub milestone ${source.title}${isFound ? '' : ', which GitHub has not shown yet'}`;
}

/** Stages that are reached by moving there; the others are deeds of their own, with words to go with them. */
const BY_MOVING: ReadonlySet<Stage> = new Set([
  'planning',
  'development',
  'feature-complete',
  'code-freeze',
  'release-candidate',
]);

/** True for a stage that a release may simply be moved to. */
export function isReachedByMoving(stage: string): stage is Stage {
  return [...BY_MOVING].some((known) => known === stage);
}

function stageBlocks(release: Release, { today }: CardFacts): readonly KnownBlock[] {
  const suggestion = suggestionFor(release, today);
  const elements: ActionsBlock['elements'] = [];
  if (suggestion !== null) {
    const { text, actionId, value } = suggestionButton(release, suggestion);
    elements.push(button(text, actionId, value, 'primary'));
  }
  if (isUnderWay(release.stage))
    elements.push(
      button('Move the target', 'plan.timeline', release.id),
      button('Change the goals', 'plan.goals', release.id),
      button('Change what is counted', 'plan.source', release.id),
    );
  const stages = nextStages(release.stage).filter(isReachedByMoving);
  if (stages.length > 0)
    elements.push({
      type: 'static_select',
      action_id: 'plan.move_stage:choose',
      placeholder: { type: 'plain_text', text: 'Move to another stage' },
      options: stages.map((stage) => option(stageLabel(stage), `${release.id}/${stage}`)),
    });
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

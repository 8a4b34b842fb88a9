/** The preview of a plan: what will be posted, before it is. Pure. */
import type { KnownBlock } from '@slack/types';
import { dateLabel, type CalendarDate } from '../../base/time.ts';
import type { ScopeItem } from '../../release/items.ts';
import { bold, bullets, button, italic, line, lines, type ModalView } from '../../slack/blocks.ts';
import { calendarLines } from './calendar-words.ts';
import { packDraft } from './draft.ts';
import type { CheckedPlan } from './draft-check.ts';
import { PLAN_TITLE } from './form-modal.ts';
import { goalBlocks } from './goal-words.ts';
import { itemBlocks, type ItemStyle } from './item-lines.ts';
import { countScope, fullWords } from './scope-counts.ts';

/** What the preview shows beside the plan itself. */
export interface PreviewFacts {
  readonly projectName: string;
  readonly today: CalendarDate;
  readonly items: readonly ScopeItem[];
  readonly style: ItemStyle;
  /** One plain sentence when GitHub could not be read just now. */
  readonly trouble: string | null;
}

/** The preview; posting is the submit, and Back keeps all that was typed. */
export function previewModal(plan: CheckedPlan, facts: PreviewFacts): ModalView {
  return {
    type: 'modal',
    callbackId: 'plan.preview',
    title: PLAN_TITLE,
    submit: 'Post the plan',
    close: 'Cancel',
    privateMetadata: packDraft(plan.draft),
    blocks: [
      headBlock(plan, facts),
      scopeBlock(plan, facts),
      ...goalBlocks(plan.goals),
      calendarBlock(plan, facts.today),
      ...noteBlocks(plan),
      ...itemBlocks(facts.items, facts.style),
      backBlock(plan, facts.today),
    ],
  };
}

function headBlock(plan: CheckedPlan, facts: PreviewFacts): KnownBlock {
  const target = dateLabel(plan.draft.target, facts.today);
  const { theme, compatibility } = plan.draft;
  return lines([
    line(bold(`${facts.projectName} ${plan.name} · ${plan.type} · ${target}`)),
    ...(theme === '' ? [] : [line(theme)]),
    ...(compatibility === '' ? [] : [line(`Compatibility: ${compatibility}`)]),
  ]);
}

function calendarBlock(plan: CheckedPlan, today: CalendarDate): KnownBlock {
  return lines([
    line(bold('Calendar')),
    ...calendarLines(plan.calendar.steps, today).map(({ text, state }) =>
      state === 'skipped' ? line(italic(text)) : line(text),
    ),
  ]);
}

function noteBlocks(plan: CheckedPlan): readonly KnownBlock[] {
  return plan.notes.length === 0 ? [] : [bullets(plan.notes.map((note) => line(note)))];
}

/** How many issues there are, on the first screen of a phone; the issues themselves come last. */
function scopeBlock(plan: CheckedPlan, facts: PreviewFacts): KnownBlock {
  const trouble = facts.trouble === null ? [] : [line(facts.trouble)];
  if (facts.items.length === 0) return lines([...trouble, line(emptyWords(plan))]);
  return lines([
    ...trouble,
    line(bold('Issues '), sourceWords(plan)),
    line(fullWords(countScope(facts.items))),
  ]);
}

function sourceWords({ source }: CheckedPlan): string {
  if (source.kind === 'github_search')
    return `that GitHub finds by “${source.query}” (${source.found.length})`;
  if (source.kind === 'issue') return 'of the hotfix';
  return source.kind === 'labels'
    ? `with the label ${source.labels.join(' or ')}`
    : `of GitHub milestone ${source.title}`;
}

function emptyWords(plan: CheckedPlan): string {
  const { source } = plan;
  if (source.kind === 'github_milestone' && source.milestones.length === 0)
    return `I know no GitHub milestone “${source.title}” yet. You can post the plan now; its issues join as soon as GitHub shows the milestone.`;
  if (source.kind === 'github_search' && source.searchedAt !== null)
    return `GitHub finds nothing by “${source.query}” yet. You can post the plan now; issues join by themselves when the search finds them.`;
  return `I know no issues ${sourceWords(plan)} yet. You can post the plan now; issues join by themselves when GitHub shows them.`;
}

function backBlock(plan: CheckedPlan, today: CalendarDate): KnownBlock {
  const offer = plan.calendar.notes.find((note) => note.kind === 'target-day-off');
  const take =
    offer?.kind === 'target-day-off'
      ? [button(`Take ${dateLabel(offer.offer, today)}`, 'plan.take_day', offer.offer)]
      : [];
  return { type: 'actions', elements: [...take, button('Back', 'plan.back', 'back')] };
}

/** The plan form: filled in as far as it can be. Pure. */
import { typed } from '../../base/command-names.ts';
import type { KnownBlock } from '@slack/types';
import { italic, LIMITS, line, lines, type ModalView } from '../../slack/blocks.ts';
import { count } from '../../base/text.ts';
import { LONGEST_SEARCH } from './search-words.ts';
import { LONGEST, packProject, type PlanDraft } from './draft.ts';
import type { Mistakes } from './draft-check.ts';
import type { MilestoneChoice } from './github-milestones.ts';
import {
  dateInput,
  multiSelectInput,
  selectInput,
  textInput,
  type Choice,
} from '../../slack/inputs.ts';

/** Title of every modal on the way to a plan. */
export const PLAN_TITLE = 'Plan a release';

/** What the form offers to choose from, and what should be said above it. */
export interface FormOffer {
  readonly projectName: string;
  readonly choices: readonly MilestoneChoice[];
  readonly labels: readonly string[];
  /** One plain sentence when GitHub could not be read just now. */
  readonly trouble: string | null;
  /** Where the proposed values come from. */
  readonly versionHint: string;
  readonly targetHint: string;
  readonly goalsHint: string;
}

/** All that Slack takes, in UTF-16 units: of goals that are too many or too long the check says which. */
export const LONGEST_GOALS = 3000;
// Slack takes up to 3,000; a version longer than this is a mistake that the check explains.
const LONGEST_VERSION = 100;
const MOST_LABELS = 10;
// Slack's limit for an option's value; GitHub's own limit for a label's name is 50.
const LONGEST_OPTION = 75;

const TYPES: readonly Choice[] = [
  { text: 'As the version says', value: 'auto' },
  { text: 'Major', value: 'major', description: 'X.0.0, every quarter' },
  { text: 'Minor', value: 'minor', description: 'X.Y.0, every month' },
  { text: 'Patch', value: 'patch', description: 'X.Y.Z, as needed' },
];

/**
 * The form with a draft in it. `mistakes` are said right under their fields: for what turned up after
 * the form was left, when Slack can no longer mark the field itself.
 */
export function planForm(draft: PlanDraft, offer: FormOffer, mistakes: Mistakes = {}): ModalView {
  const above = offer.trouble === null ? [] : [lines([line(offer.trouble)])];
  const fields = [
    textInput(
      { name: 'version', label: 'Version', hint: offer.versionHint },
      LONGEST_VERSION,
      draft.version,
      { placeholder: '1.4.0' },
    ),
    selectInput({ name: 'type', label: 'Type' }, TYPES, draft.type),
    dateInput({ name: 'target', label: 'Target date', hint: offer.targetHint }, draft.target),
    textInput(
      { name: 'theme', label: 'Theme', hint: 'What the release is about.', optional: true },
      LONGEST.theme,
      draft.theme,
      { placeholder: 'Container stability' },
    ),
    textInput(
      { name: 'goals', label: 'Goals', hint: offer.goalsHint, optional: true },
      LONGEST_GOALS,
      draft.goals,
      { placeholder: 'Fix the memory leaks', multiline: true },
    ),
    textInput(
      {
        name: 'compatibility',
        label: 'Compatibility note',
        hint: 'What it works with, what people must change.',
        optional: true,
      },
      LONGEST.compatibility,
      draft.compatibility,
      { placeholder: 'Needs API v2; no changes for users', multiline: true },
    ),
    ...sourceFields(draft, offer),
  ];
  return {
    type: 'modal',
    callbackId: 'plan.form',
    title: PLAN_TITLE,
    submit: 'Preview',
    close: 'Cancel',
    privateMetadata: packProject(draft.projectId),
    blocks: [...above, ...fields.flatMap((field) => withMistake(field, mistakes))],
  };
}

/** The fields that say which issues count; one of them is to be filled in. */
export function sourceFields(
  draft: PlanDraft,
  offer: Pick<FormOffer, 'choices' | 'labels'>,
): readonly KnownBlock[] {
  return [milestoneField(draft, offer), labelField(draft, offer), searchField(draft)];
}

/** A field, and under it what is wrong with it. */
export function withMistake(field: KnownBlock, mistakes: Mistakes): readonly KnownBlock[] {
  const mistake = mistakes[field.block_id ?? ''];
  return mistake === undefined ? [field] : [field, lines([line(`⛔ ${mistake}`)])];
}

function milestoneField(draft: PlanDraft, offer: Pick<FormOffer, 'choices'>): KnownBlock {
  const hint = `Its issues and pull requests are the scope. Leave it empty to go by labels or a search.${leftOut(offer.choices, 'milestone:"its title"')}`;
  if (offer.choices.length === 0)
    return textInput(
      { name: 'milestone_title', label: 'GitHub milestone, by its title', hint, optional: true },
      LONGEST.milestoneTitle,
      draft.milestoneTitle,
      { placeholder: '1.4.0' },
    );
  const shown = offer.choices.slice(0, LIMITS.options);
  const chosen = offer.choices.slice(LIMITS.options).filter(({ key }) => key === draft.milestone);
  const choices = [...chosen, ...shown].slice(0, LIMITS.options).map((choice) => ({
    text: choice.title,
    value: choice.key,
    description: choice.isOpen ? `${choice.openItems} open` : 'closed on GitHub',
  }));
  const frame = { name: 'milestone', label: 'GitHub milestone', hint, optional: true };
  return selectInput(frame, choices, draft.milestone);
}

function labelField(draft: PlanDraft, offer: Pick<FormOffer, 'labels'>): KnownBlock {
  const labels = offer.labels.filter((label) => isOption(label));
  const hint = `Every issue with one of them is in scope.${leftOut(labels, 'label:"its name"')}`;
  if (labels.length === 0)
    return textInput(
      { name: 'label_names', label: 'Or labels, with commas between', hint, optional: true },
      LONGEST.labelNames,
      draft.labelNames,
      { placeholder: 'release-1.4, stability' },
    );
  return multiSelectInput(
    { name: 'labels', label: 'Or labels', hint, optional: true },
    labels.slice(0, LIMITS.options).map((label) => ({ text: label, value: label })),
    draft.labels,
    MOST_LABELS,
  );
}

/** The rest of a hint where not everything can be chosen, with the way to what is left out. */
function leftOut(all: readonly unknown[], search: string): string {
  if (all.length <= LIMITS.options) return '';
  return ` The first ${LIMITS.options} of ${all.length}; for another one type a search below, such as ${search}.`;
}

function searchField(draft: PlanDraft): KnownBlock {
  return textInput(
    {
      name: 'search',
      label: 'Or a GitHub search',
      hint: 'All that it finds in this project is in scope, and stays in when it gets done.',
      optional: true,
    },
    LONGEST_SEARCH,
    draft.search,
    { placeholder: 'is:issue label:stability -label:later' },
  );
}

/** Slack takes no empty value and none that is too long. */
function isOption(value: string): boolean {
  return value !== '' && value.length <= LONGEST_OPTION;
}

/** Which project to plan for, where the channel has none of its own. */
export function projectChoiceModal(
  projects: readonly { readonly id: string; readonly name: string }[],
  typedVersion: string,
): ModalView {
  const words = `This channel has no project of its own. ${count(projects.length, 'project is', 'projects are')} set up elsewhere.`;
  return {
    type: 'modal',
    callbackId: 'plan.project',
    title: PLAN_TITLE,
    submit: 'Go on',
    close: 'Cancel',
    privateMetadata: JSON.stringify({ version: typedVersion.slice(0, 200) }),
    blocks: [
      lines([line(words), line(italic(`To set up one here, type ${typed('/release')} setup.`))]),
      selectInput(
        { name: 'project', label: 'Project' },
        projects.map(({ id, name }) => ({ text: name, value: id })),
        projects[0]?.id ?? null,
      ),
    ],
  };
}

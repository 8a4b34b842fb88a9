/** The fields of one release in the form. */
import type { InputBlock } from '@slack/types';
import { clip, oneLine } from '../../base/text.ts';
import type { CalendarDate } from '../../base/time.ts';
import type { ScopeItem } from '../../release/items.ts';
import type { Project } from '../../release/projects.ts';
import type { Release } from '../../release/releases.ts';
import { LIMITS, option } from '../../slack/blocks.ts';
import { fieldId } from './form-draft.ts';
import { MOST_LINES, TEXT_LIMIT, type Draft } from './prefill.ts';
import { ANSWERS, itemText } from './words.ts';

/** One release in the form. */
export interface FormSection {
  readonly project: Project;
  readonly release: Release;
  readonly week: CalendarDate;
  readonly draft: Draft;
  /** The person's own open items, most urgent first. */
  readonly open: readonly ScopeItem[];
  /** How many items GitHub shows as closed, where the first of them are filled in; 0 where own words stand. */
  readonly closed: number;
  /** Their own earlier requests that are still open. */
  readonly earlier: readonly { readonly id: string; readonly text: string }[];
}

/** The five answers. Optional where several releases share the form; a view has one focused field. */
export function confidenceInput(
  { release, draft }: FormSection,
  label: string,
  { optional, focused }: { readonly optional: boolean; readonly focused: boolean },
): InputBlock {
  const options = ANSWERS.map((answer) => option(answer.label, String(answer.confidence)));
  const chosen = options.find(({ value }) => value === String(draft.confidence));
  return {
    type: 'input',
    block_id: fieldId('confidence', release.id),
    label: { type: 'plain_text', text: clip(oneLine(label), 2000) },
    optional,
    element: {
      type: 'radio_buttons',
      action_id: 'value',
      options,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
      ...(focused ? { focus_on_load: true } : {}),
    },
  };
}

/** Filled in beforehand as a list of items; the others are one sentence each and keep the form short. */
const LISTS: readonly string[] = ['accomplishments', 'focus'];

/** A text; the placeholder is an example. What was written on several lines keeps them. */
export function textInput(
  field: 'accomplishments' | 'risks' | 'mitigation' | 'focus' | 'support',
  releaseId: string,
  label: string,
  draft: Draft,
  example: string,
  hint: string | null = null,
): InputBlock {
  const initial = draft[field];
  return {
    type: 'input',
    block_id: fieldId(field, releaseId),
    label: { type: 'plain_text', text: label },
    ...(hint === null ? {} : { hint: { type: 'plain_text', text: hint } }),
    optional: true,
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      multiline: LISTS.includes(field) || initial.includes('\n'),
      max_length: TEXT_LIMIT,
      placeholder: { type: 'plain_text', text: example },
      ...(initial === '' ? {} : { initial_value: initial }),
    },
  };
}

/** Who is asked for support. */
export function supportFromInput(releaseId: string, initial: string | null): InputBlock {
  return {
    type: 'input',
    block_id: fieldId('supportFrom', releaseId),
    label: { type: 'plain_text', text: 'From whom' },
    hint: { type: 'plain_text', text: 'Empty leaves it to the release manager.' },
    optional: true,
    element: {
      type: 'users_select',
      action_id: 'value',
      placeholder: { type: 'plain_text', text: 'Choose a person' },
      ...(initial === null ? {} : { initial_user: initial }),
    },
  };
}

/** The person's own open items; left out when there are none. */
export function slippingInput({
  project,
  release,
  draft,
  open,
}: FormSection): readonly InputBlock[] {
  if (open.length === 0) return [];
  const options = open
    .slice(0, LIMITS.options)
    .map((item) => option(itemText(item, project), item.id));
  const chosen = options.filter(
    ({ value }) => value !== undefined && draft.slipping.includes(value),
  );
  const hidden = open.length - options.length;
  return [
    {
      type: 'input',
      block_id: fieldId('slipping', release.id),
      label: { type: 'plain_text', text: 'Which of your items will not make it?' },
      ...(hidden > 0
        ? {
            hint: {
              type: 'plain_text',
              text: `Your ${LIMITS.options} most urgent of ${open.length}.`,
            },
          }
        : {}),
      optional: true,
      element: {
        type: 'multi_static_select',
        action_id: 'value',
        placeholder: { type: 'plain_text', text: 'Choose items' },
        options,
        ...(chosen.length === 0 ? {} : { initial_options: chosen }),
      },
    },
  ];
}

/** What the list of what got done leaves out; null when it holds all. */
export function closedHint({ closed }: FormSection): string | null {
  return closed > MOST_LINES
    ? `The first ${MOST_LINES} of ${closed} that GitHub shows as closed.`
    : null;
}

const MOST_EARLIER = 10;

/** Their earlier requests that are still open; left out when there are none. */
export function settledInput({ release, draft, earlier }: FormSection): readonly InputBlock[] {
  if (earlier.length === 0) return [];
  const options = earlier.slice(0, MOST_EARLIER).map(({ id, text }) => option(text, id));
  const chosen = options.filter(
    ({ value }) => value !== undefined && draft.settled.includes(value),
  );
  return [
    {
      type: 'input',
      block_id: fieldId('settled', release.id),
      label: { type: 'plain_text', text: 'Support you asked for earlier: what is settled?' },
      ...(earlier.length > MOST_EARLIER
        ? { hint: { type: 'plain_text', text: `The oldest ${MOST_EARLIER} of ${earlier.length}.` } }
        : {}),
      optional: true,
      element: {
        type: 'checkboxes',
        action_id: 'value',
        options,
        ...(chosen.length === 0 ? {} : { initial_options: chosen }),
      },
    },
  ];
}

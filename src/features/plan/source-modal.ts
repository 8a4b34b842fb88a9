/** The modal that changes what a release counts. Pure. */
import { count } from '../../base/text.ts';
import { bold, line, lines, type ModalView } from '../../slack/blocks.ts';
import { textInput } from '../../slack/inputs.ts';
import type { Source } from '../../release/tables.ts';
import type { PlanDraft } from './draft.ts';
import type { Mistakes } from './draft-check.ts';
import { sourceFields, withMistake, type FormOffer } from './form-modal.ts';

/** Title of the modal. */
export const SOURCE_TITLE = 'Change what is counted';
/** Longest reason, in UTF-16 units. */
const LONGEST_REASON = 300;

/** What the modal is about, and what stands in the way of saving. */
export interface SourceFrame {
  /** `Atlas 0.7.0`. */
  readonly name: string;
  /** How many items count now. */
  readonly items: number;
  readonly metadata: string;
  readonly reason: string;
  /** A sentence at the top; null when nothing went wrong. */
  readonly trouble: string | null;
  readonly mistakes: Mistakes;
}

/** The fields of the plan form that say which issues count, with a reason. */
export function sourceModal(
  draft: PlanDraft,
  offer: Pick<FormOffer, 'choices' | 'labels'>,
  { name, items, metadata, reason, trouble, mistakes }: SourceFrame,
): ModalView {
  const why = textInput(
    { name: 'reason', label: 'Why', hint: 'Stands in the history and in the next digest.' },
    LONGEST_REASON,
    reason,
    { placeholder: 'The label of the search was renamed' },
  );
  return {
    type: 'modal',
    callbackId: 'plan.source',
    title: SOURCE_TITLE,
    submit: 'Save',
    close: 'Cancel',
    privateMetadata: metadata,
    blocks: [
      ...(trouble === null ? [] : [lines([line(`⛔ ${trouble}`)])]),
      lines([
        line(bold(name), ` · ${count(items, 'item')} counted now`),
        line('What comes in and what leaves is told in the next digest. Fill in one of the three.'),
      ]),
      ...[...sourceFields(draft, offer), why].flatMap((field) => withMistake(field, mistakes)),
    ],
  };
}

/** A source in a few words: `label bug or stability`. */
export function sourceName(source: Source): string {
  if (source.kind === 'labels') return `label ${source.labels.join(' or ')}`;
  if (source.kind === 'github_search') return `search “${source.query}”`;
  if (source.kind === 'issue') return 'the issue of the hotfix';
  return `GitHub milestone ${source.title}`;
}

/** How it went: `15 items count now, 13 before: 4 came in, 2 left.` */
export function countedWords(before: number, came: number, left: number): string {
  const now = before + came - left;
  return `${count(now, 'item counts', 'items count')} now, ${before} before: ${came} came in, ${left} left.`;
}

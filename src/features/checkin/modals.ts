/** The modal for details, and what it says while and after it works. */
import type { KnownBlock } from '@slack/types';
import { dateLabel, type CalendarDate } from '../../base/time.ts';
import { bold, line, lines, type ModalView } from '../../slack/blocks.ts';
import {
  closedHint,
  confidenceInput,
  settledInput,
  slippingInput,
  supportFromInput,
  textInput,
  type FormSection,
} from './form-fields.ts';
import { releaseName } from './words.ts';

/** Everything that the form shows. `trouble` is one sentence above it; null when all is well. */
export interface FormView {
  readonly sections: readonly FormSection[];
  readonly metadata: string;
  readonly today: CalendarDate;
  readonly trouble: string | null;
  /** How many releases follow in a second form. */
  readonly more: number;
}

const TITLE = 'Your check-in';

/** The form, one set of fields a release. */
export function formModal(view: FormView): ModalView {
  return {
    type: 'modal',
    callbackId: 'checkin.details',
    title: TITLE,
    submit: view.more > 0 ? 'Next' : 'Record',
    close: 'Cancel',
    privateMetadata: view.metadata,
    blocks: [
      ...(view.trouble === null ? [] : [lines([line(view.trouble)])]),
      ...view.sections.flatMap((section, index) => sectionBlocks(section, view, index === 0)),
    ],
  };
}

function sectionBlocks(
  section: FormSection,
  { today, sections }: FormView,
  first: boolean,
): readonly KnownBlock[] {
  const { project, release, draft } = section;
  const id = release.id;
  const name = releaseName(project, release);
  const several = sections.length > 1;
  return [
    ...(several ? [lines([line(bold(name), ' · leave it as it is to answer later')])] : []),
    confidenceInput(section, `Will ${name} ship by ${dateLabel(release.targetDate, today)}?`, {
      optional: several,
      focused: first,
    }),
    textInput(
      'accomplishments',
      id,
      'What got done',
      draft,
      'Create arguments for pct (#90)',
      closedHint(section),
    ),
    textInput('focus', id, 'Next week', draft, 'Bundle generator'),
    ...slippingInput(section),
    textInput('risks', id, 'Risks or issues', draft, 'The test host arrives a week late'),
    textInput('mitigation', id, 'What you do about them', draft, 'I borrow a runner until Tuesday'),
    textInput('support', id, 'Support you need', draft, 'A licence for the test cluster'),
    supportFromInput(id, draft.supportFrom),
    ...settledInput(section),
  ];
}

/** Opened at once, before anything is read. */
export const loadingModal: ModalView = sentenceModal('Reading your week…');

/** One sentence in place of the form. */
export function sentenceModal(...sentences: readonly string[]): ModalView {
  return {
    type: 'modal',
    callbackId: 'checkin.sentence',
    title: TITLE,
    close: 'Close',
    blocks: [lines(sentences.map((text) => line(text)))],
  };
}

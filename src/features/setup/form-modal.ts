/** The form that leads from nothing to a working project, and changes it later. Pure. */
import type { KnownBlock } from '@slack/types';
import { header, line, lines, type ModalView } from '../../slack/blocks.ts';
import type { Mistakes } from './check-draft.ts';
import type { SetupDraft } from './draft.ts';
import { channelInput, type OptionGroup } from './fields.ts';
import {
  channelField,
  daysOffField,
  peopleFields,
  pointsField,
  privateTitlesField,
  projectFields,
  thresholdFields,
  timeFields,
} from './form-fields.ts';

/** Title of every modal until the project stands. */
export const SETUP_TITLE = 'Set up Slipway';
/** Title of every modal that changes a project. */
export const SETTINGS_TITLE = 'Project settings';

/** The title for a project that is new, or stands. */
export function titleOf(isNew: boolean): string {
  return isNew ? SETUP_TITLE : SETTINGS_TITLE;
}

/** What the form shows beside what is filled in. */
export interface FormFrame {
  /** A project that stands is changed; only then can its channel be moved, and be said when it turns
   * yellow and what outsiders read. */
  readonly isNew: boolean;
  readonly zones: readonly OptionGroup[];
  /** Sentences at the top: what went wrong, or what was left out. */
  readonly notices: readonly string[];
  /** Sentences about whose working day the rhythm misses. */
  readonly warnings: readonly string[];
  readonly mistakes: Mistakes;
  readonly metadata: string;
}

/** The form as it is filled in. */
export function setupForm(draft: SetupDraft, frame: FormFrame): ModalView {
  const fields = [
    ...projectFields(draft),
    header('People'),
    ...peopleFields(draft),
    header('Times'),
    ...timeFields(draft, frame.zones, frame.warnings),
    header('Rarely needed'),
    daysOffField(draft),
    ...(frame.isNew ? [] : laterFields(draft)),
  ];
  return {
    type: 'modal',
    callbackId: 'setup.form',
    title: titleOf(frame.isNew),
    submit: 'Save',
    close: 'Cancel',
    privateMetadata: frame.metadata,
    blocks: [
      ...introduction(frame),
      ...fields.flatMap((field) => withMistake(field, frame.mistakes)),
    ],
  };
}

function laterFields(draft: SetupDraft): readonly KnownBlock[] {
  return [
    pointsField(draft),
    ...thresholdFields(draft),
    channelField(draft),
    privateTitlesField(draft),
  ];
}

function introduction({ isNew, notices }: FormFrame): readonly KnownBlock[] {
  const words = isNew
    ? ['Type a repository and press Save. The rest is filled in; change it now or later.']
    : [];
  const all = [...notices, ...words];
  return all.length === 0 ? [] : [lines(all.map((sentence) => line(sentence)))];
}

function withMistake(field: KnownBlock, mistakes: Mistakes): readonly KnownBlock[] {
  const mistake = mistakes[field.block_id ?? ''];
  return mistake === undefined ? [field] : [field, lines([line(`⛔ ${mistake}`)])];
}

/** Where setup is opened outside a channel, such as on App Home. */
export function channelChoice(): ModalView {
  return {
    type: 'modal',
    callbackId: 'setup.channel',
    title: SETUP_TITLE,
    submit: 'Go on',
    close: 'Cancel',
    blocks: [
      channelInput(
        {
          name: 'channel',
          label: 'Where does the team talk?',
          hint: 'Plans and digests come into this channel. I have to be a member of it.',
        },
        null,
      ),
    ],
  };
}

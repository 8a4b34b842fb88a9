/** The form that leads from nothing to a working project, and changes it later. Pure. */
import type { KnownBlock } from '@slack/types';
import { italic, line, lines, type ModalView } from '../../slack/blocks.ts';
import { textInput } from '../../slack/inputs.ts';
import type { Mistakes } from './check-draft.ts';
import { LONGEST_NAME, LONGEST_TEXT, type SetupDraft } from './draft.ts';
import {
  channelInput,
  peopleInput,
  timeInput,
  weekdayInput,
  zoneInput,
  type OptionGroup,
} from './fields.ts';
import { ROLE_FIELDS } from './roles.ts';

/** Title of every modal of setup. */
export const SETUP_TITLE = 'Set up Slipway';

/** What the form shows beside what is filled in. */
export interface FormFrame {
  /** A project that stands is changed; only then its channel can be moved. */
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
    ...projectFields(draft, frame),
    ...rhythmFields(draft, frame),
    ...peopleFields(draft),
  ];
  return {
    type: 'modal',
    callbackId: 'setup.form',
    title: SETUP_TITLE,
    submit: 'Save',
    close: 'Cancel',
    privateMetadata: frame.metadata,
    blocks: [
      ...introduction(frame),
      ...fields.flatMap((field) => withMistake(field, frame.mistakes)),
    ],
  };
}

function introduction({ isNew, notices }: FormFrame): readonly KnownBlock[] {
  const words = isNew
    ? ['Type a repository and press Save. The rest is filled in; change it now or later.']
    : [];
  const all = [...notices, ...words];
  return all.length === 0 ? [] : [lines(all.map((sentence) => line(sentence)))];
}

function projectFields(draft: SetupDraft, frame: FormFrame): readonly KnownBlock[] {
  const name = textInput(
    { name: 'name', label: 'Project', hint: 'Stands before the version: Atlas 1.4.0.' },
    LONGEST_NAME,
    draft.name,
    { placeholder: 'Atlas' },
  );
  const repositories = textInput(
    {
      name: 'repositories',
      label: 'GitHub repositories',
      hint: 'owner/name; several with commas or on lines of their own.',
    },
    LONGEST_TEXT,
    draft.repositories,
    { placeholder: 'oci-labs/atlas', multiline: true },
  );
  const channel = channelInput(
    {
      name: 'channel',
      label: 'Channel',
      hint: 'New plans and digests come here. What is posted already stays where it is.',
    },
    draft.channelId,
  );
  return frame.isNew ? [repositories, name] : [repositories, name, channel];
}

function rhythmFields(draft: SetupDraft, frame: FormFrame): readonly KnownBlock[] {
  const { rhythm } = draft;
  return [
    zoneInput({ name: 'zone', label: 'Time zone of the project' }, frame.zones, draft.zone),
    weekdayInput(
      {
        name: 'ask_weekday',
        label: 'Check-ins are asked on',
        hint: 'Everybody at the same time of their own day.',
      },
      rhythm.askWeekday,
    ),
    timeInput({ name: 'ask_time', label: 'Asked at' }, rhythm.askTime),
    timeInput(
      {
        name: 'close_time',
        label: 'Closed at',
        hint: 'On the same day, and an hour before the digest at the latest.',
      },
      rhythm.closeTime,
    ),
    weekdayInput(
      {
        name: 'digest_weekday',
        label: 'Digest on',
        hint: 'Draft and digest come in the project’s time zone.',
      },
      rhythm.digestWeekday,
    ),
    timeInput({ name: 'draft_time', label: 'Draft to the release manager at' }, rhythm.draftTime),
    timeInput({ name: 'digest_time', label: 'Digest to the channel at' }, rhythm.digestTime),
    ...warningBlocks(frame.warnings),
  ];
}

function peopleFields(draft: SetupDraft): readonly KnownBlock[] {
  return [
    ...ROLE_FIELDS.map(({ role, ...words }) =>
      peopleInput(
        { name: role, ...words, optional: role !== 'release_manager' },
        draft.roles[role],
      ),
    ),
    peopleInput(
      {
        name: 'members',
        label: 'Members',
        hint: 'Asked once a week, one message. Roles but stakeholders are asked in any case.',
        optional: true,
      },
      draft.members,
    ),
    textInput(
      {
        name: 'idle_days',
        label: 'Days off',
        hint: 'No steps, check-ins or digests on these days.',
        optional: true,
      },
      LONGEST_TEXT,
      draft.idleDays,
      { placeholder: '2026-12-24 to 2027-01-01', multiline: true },
    ),
  ];
}

/** What to think over; nothing of it keeps anyone from saving. */
export function warningBlocks(warnings: readonly string[]): readonly KnownBlock[] {
  return warnings.length === 0 ? [] : [lines(warnings.map((words) => line(italic(words))))];
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

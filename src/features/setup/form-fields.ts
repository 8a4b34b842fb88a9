/** The fields of setup's form, group by group: what has to be typed first, what is rarely changed last. Pure. */
import type { KnownBlock } from '@slack/types';
import { clip, oneLine } from '../../base/text.ts';
import { italic, line, lines } from '../../slack/blocks.ts';
import { checkboxInput, selectInput, textInput } from '../../slack/inputs.ts';
import { LONGEST_FIELD, LONGEST_NAME, LONGEST_TEXT, SHOWN, type SetupDraft } from './draft.ts';
import {
  channelInput,
  numberInput,
  peopleInput,
  timeInput,
  weekdayInput,
  zoneInput,
  type OptionGroup,
} from './fields.ts';
import { ROLE_FIELDS } from './roles.ts';
import { confidenceChoices, MOST_BEHIND } from './thresholds.ts';

const EXAMPLE_NAME = 'Atlas';

/** What the project is about. */
export function projectFields(draft: SetupDraft): readonly KnownBlock[] {
  const named = clip(oneLine(draft.name), LONGEST_NAME) || EXAMPLE_NAME;
  return [
    textInput(
      {
        name: 'repositories',
        label: 'GitHub repositories',
        hint: 'owner/name; several with commas or on lines of their own.',
      },
      LONGEST_TEXT,
      draft.repositories,
      { placeholder: 'oci-labs/atlas', multiline: true },
    ),
    textInput(
      { name: 'name', label: 'Project', hint: `Stands before every version: ${named} 1.4.0.` },
      LONGEST_NAME,
      draft.name,
      { placeholder: EXAMPLE_NAME },
    ),
  ];
}

/** Who holds a role, and who is asked. */
export function peopleFields(draft: SetupDraft): readonly KnownBlock[] {
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
  ];
}

/** When it is asked and reported, and whose working day that misses. */
export function timeFields(
  { rhythm, zone }: SetupDraft,
  zones: readonly OptionGroup[],
  warnings: readonly string[],
): readonly KnownBlock[] {
  return [
    zoneInput({ name: 'zone', label: 'Time zone of the project' }, zones, zone),
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
    ...warningBlocks(warnings),
  ];
}

/** Days on which nothing is asked. */
export function daysOffField(draft: SetupDraft): KnownBlock {
  return textInput(
    {
      name: 'idle_days',
      label: 'Days off',
      hint: 'No steps, check-ins or digests on these days.',
      optional: true,
    },
    LONGEST_TEXT,
    draft.idleDays,
    { placeholder: '2026-12-24 to 2027-01-01', multiline: true },
  );
}

/** Where story points are kept, when not in labels. */
export function pointsField(draft: SetupDraft): KnownBlock {
  return textInput(
    {
      name: 'points_field',
      label: 'Points from a GitHub Projects field',
      hint: 'The name of a number field. Empty: labels such as “size: 3” say the points.',
      optional: true,
    },
    LONGEST_FIELD,
    draft.pointsField,
    { placeholder: 'Estimate' },
  );
}

/** When a release turns yellow by its numbers. */
export function thresholdFields({ thresholds }: SetupDraft): readonly KnownBlock[] {
  return [
    numberInput(
      {
        name: 'behind_points',
        label: 'Percent behind before a release is at risk',
        hint: `Behind is the share of working days gone minus the share of items done: 48 % gone and 29 % done make 19. ${MOST_BEHIND} turns this off.`,
      },
      [0, MOST_BEHIND],
      thresholds.behindPoints,
    ),
    selectInput(
      {
        name: 'low_confidence',
        label: 'Median answer at which a release is at risk',
        hint: 'Of the week’s check-ins, from three answers on. Nobody sees a single one.',
      },
      confidenceChoices(thresholds.lowConfidence),
      thresholds.lowConfidence,
    ),
  ];
}

/** Who reads the titles of private repositories: only this organisation, unless somebody says otherwise here. */
export function privateTitlesField({ showsPrivate }: SetupDraft): KnownBlock {
  return checkboxInput(
    {
      name: 'private_titles',
      label: 'Titles of private repositories',
      hint: 'For a channel that people of other organisations read, or are invited to. Not ticked: they read “In a private repository” instead. Ticked: they read the titles, also in what stands there. Moving the project takes the tick back.',
    },
    [{ text: 'Show them to everybody in the channel', value: SHOWN }],
    showsPrivate ? [SHOWN] : [],
  );
}

/** Where plans and digests come; a project that stands can move. */
export function channelField(draft: SetupDraft): KnownBlock {
  return channelInput(
    {
      name: 'channel',
      label: 'Channel',
      hint: 'New plans and digests come here. What is posted already stays where it is.',
    },
    draft.channelId,
  );
}

/** What to think over; nothing of it keeps anyone from saving. */
export function warningBlocks(warnings: readonly string[]): readonly KnownBlock[] {
  return warnings.length === 0 ? [] : [lines(warnings.map((words) => line(italic(words))))];
}

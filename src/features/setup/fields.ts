/** Inputs that only setup needs: times, numbers, people, a zone, a channel. */
import type { InputBlock, PlainTextOption } from '@slack/types';
import { option } from '../../slack/blocks.ts';
import { framed, selectInput, type InputFrame } from '../../slack/inputs.ts';
import type { LocalTime, Weekday, Zone } from '../../base/time.ts';

/** Choices under a heading. */
export interface OptionGroup {
  readonly label: { readonly type: 'plain_text'; readonly text: string };
  readonly options: readonly PlainTextOption[];
}

/** Slack's ceiling for people in one field. */
const MOST_PEOPLE = 100;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A day of the week. */
export function weekdayInput(frame: InputFrame, initial: Weekday): InputBlock {
  const days = DAYS.map((text, index) => ({ text, value: String(index + 1) }));
  return selectInput(frame, days, String(initial));
}

/** A wall-clock time. */
export function timeInput(frame: InputFrame, initial: LocalTime): InputBlock {
  return framed(frame, { type: 'timepicker', action_id: 'value', initial_time: initial });
}

/** A whole number from the first to the second of `range`; Slack refuses the view for an initial text. */
export function numberInput(
  frame: InputFrame,
  [least, most]: readonly [number, number],
  initial: string,
): InputBlock {
  return framed(frame, {
    type: 'number_input',
    action_id: 'value',
    is_decimal_allowed: false,
    min_value: String(least),
    max_value: String(most),
    ...(/^\d+$/.test(initial) ? { initial_value: initial } : {}),
  });
}

/** People of the workspace; bots can be picked too and are refused on saving. */
export function peopleInput(frame: InputFrame, initial: readonly string[]): InputBlock {
  const people = initial.slice(0, MOST_PEOPLE);
  return framed(frame, {
    type: 'multi_users_select',
    action_id: 'value',
    max_selected_items: MOST_PEOPLE,
    ...(people.length === 0 ? {} : { initial_users: people }),
  });
}

/** A time zone; `initial` has to be in one of the groups. */
export function zoneInput(
  frame: InputFrame,
  groups: readonly OptionGroup[],
  initial: Zone,
): InputBlock {
  const isThere = groups.some(({ options }) => options.some(({ value }) => value === initial));
  return framed(frame, {
    type: 'static_select',
    action_id: 'value',
    option_groups: groups.map(({ label, options }) => ({ label, options: [...options] })),
    ...(isThere ? { initial_option: option(initial.replaceAll('_', ' '), initial) } : {}),
  });
}

/** A channel that is no direct message. */
export function channelInput(frame: InputFrame, initial: string | null): InputBlock {
  return framed(frame, {
    type: 'conversations_select',
    action_id: 'value',
    filter: { include: ['public', 'private'] },
    ...(initial === null ? {} : { initial_conversation: initial }),
  });
}

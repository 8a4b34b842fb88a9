import { isCalendarDate, isLocalTime, isZone } from '../../../base/time.ts';
import { also, every, flag, flaw, list, object, oneOf, pattern, text, whole } from './schema.ts';
import type { Check } from './schema.ts';
import { richText } from './rich-text.ts';
import { actionable, plainText } from './texts.ts';

/** The longest text that a field may start with or be told to allow. */
const LONGEST_VALUE = 3000;

const dispatch = object({
  may: { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) },
});
const { action_id: actionId = text(255), confirm = text(0) } = actionable;
const field: Readonly<Record<string, Check>> = {
  action_id: actionId,
  placeholder: plainText(150),
  focus_on_load: flag,
  dispatch_action_config: dispatch,
};
const picker: Readonly<Record<string, Check>> = {
  action_id: actionId,
  confirm,
  focus_on_load: flag,
};

function known(test: (value: string) => boolean, problem: string): Check {
  return (value, at) => (typeof value === 'string' && test(value) ? [] : flaw(problem, at));
}

const date = known(isCalendarDate, 'must be a valid date');
const time = known(isLocalTime, 'must be a valid time');
const zone = known(isZone, 'must be a valid timezone');
const number = pattern(/^-?\d+(\.\d+)?$/);

/** A minimum that is above the maximum lets nobody through. */
const ordered: Check = also((value, at) => {
  const { min_length: min, max_length: max } = value;
  return typeof min === 'number' && typeof max === 'number' && min > max
    ? flaw('min_length must be less than or equal to max_length', at)
    : [];
});

/** What a field starts with must fit what it allows. */
const startsFitting: Check = also((value, at) => {
  const { initial_value: start, max_length: max } = value;
  return typeof start === 'string' && typeof max === 'number' && start.length > max
    ? flaw(`must be less than ${max + 1} characters`, `${at}/initial_value`)
    : [];
});

/** The fields that people type or pick into, by type. */
export const INPUTS: Readonly<Record<string, Check>> = {
  plain_text_input: every(
    object({
      may: {
        ...field,
        initial_value: text(LONGEST_VALUE, 0),
        multiline: flag,
        min_length: whole(0, LONGEST_VALUE),
        max_length: whole(1, LONGEST_VALUE),
      },
    }),
    ordered,
    startsFitting,
  ),
  rich_text_input: object({
    may: { ...field, initial_value: richText, min_lines: whole(1, 100), max_lines: whole(1, 100) },
  }),
  number_input: object({
    must: { is_decimal_allowed: flag },
    may: { ...field, initial_value: number, min_value: number, max_value: number },
  }),
  email_text_input: object({ may: { ...field, initial_value: text(LONGEST_VALUE, 0) } }),
  url_text_input: object({ may: { ...field, initial_value: text(LONGEST_VALUE, 0) } }),
  datepicker: object({ may: { ...picker, placeholder: plainText(150), initial_date: date } }),
  timepicker: object({
    may: { ...picker, placeholder: plainText(150), initial_time: time, timezone: zone },
  }),
  datetimepicker: object({
    may: { ...picker, initial_date_time: whole(1_000_000_000, 9_999_999_999) },
  }),
  file_input: object({
    may: { action_id: actionId, filetypes: list(text(255), 100), max_files: whole(1, 10) },
  }),
};

/** What a person entered, as the browser sends it, turned into Slack's own shape of an element's state. */
import type { Zone } from '../../../base/time.ts';
import { epochSeconds, instantAt } from '../../../base/time.ts';
import type { Block, InputValue, ViewState } from '../../contract.ts';
import { choiceField, elementsOf } from '../../slack/element-state.ts';
import { asData, asList, asText } from '../draw/plain-data.ts';
import type { Data } from '../draw/plain-data.ts';

/** A field as the browser knows it: its text, the chosen values, or nothing. */
export type Raw = string | readonly string[] | null;

/** block_id → action_id → what was entered. */
export type RawValues = Readonly<Record<string, Readonly<Record<string, Raw>>>>;

function textOf(raw: Raw): string | null {
  return typeof raw === 'string' && raw !== '' ? raw : null;
}

function listOf(raw: Raw): readonly string[] {
  return typeof raw === 'string' || raw === null ? [] : raw;
}

/** All options of a select, radio group, checkbox group or overflow menu, groups flattened. */
function optionsOf(element: Data): readonly Data[] {
  const grouped = asList(element['option_groups']).flatMap((group) => asList(group['options']));
  const initial = [asData(element['initial_option']), ...asList(element['initial_options'])];
  return [...asList(element['options']), ...grouped, ...initial];
}

function option(element: Data, value: string | null): Data | null {
  return optionsOf(element).find((one) => asText(one['value']) === value) ?? null;
}

function options(element: Data, raw: Raw): readonly Data[] {
  return listOf(raw)
    .map((value) => option(element, value))
    .filter((one) => one !== null);
}

/** `2026-12-12T10:00` on the person's wall clock, as seconds since 1970. */
function moment(raw: Raw, zone: Zone): number | null {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(textOf(raw) ?? '') ?? [];
  return date === undefined || time === undefined
    ? null
    : epochSeconds(instantAt(zone, date, time));
}

function richText(raw: Raw): Data | null {
  const text = textOf(raw);
  if (text === null) return null;
  const leaf = { type: 'text', text };
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [leaf] }] };
}

/** The content of the state's one field, whose name tells its shape. */
function fieldValue(field: string, element: Data, raw: Raw, zone: Zone): unknown {
  switch (field) {
    case 'rich_text_value':
      return richText(raw);
    case 'selected_option':
      return option(element, textOf(raw));
    case 'selected_options':
      return options(element, raw);
    case 'selected_date_time':
      return moment(raw, zone);
    case 'selected_users':
    case 'selected_conversations':
    case 'selected_channels':
    case 'files':
      return listOf(raw);
    default:
      return textOf(raw);
  }
}

/** The state of one element, named as Slack names it for that kind; null for a button. */
export function inputValue(element: Data, raw: Raw, zone: Zone): InputValue | null {
  const type = asText(element['type']);
  const field = type === 'overflow' ? 'selected_option' : choiceField(type);
  return field === null ? null : { type, [field]: fieldValue(field, element, raw, zone) };
}

/** `view.state.values` for a submission or a press: every element that has a state, filled or not. */
export function viewState(blocks: readonly Block[], values: RawValues, zone: Zone): ViewState {
  const state: Record<string, Record<string, InputValue>> = {};
  for (const { blockId, actionId, element } of elementsOf(blocks)) {
    const value = inputValue(element, values[blockId]?.[actionId] ?? null, zone);
    if (value === null || value.type === 'overflow') continue;
    (state[blockId] ??= {})[actionId] = value;
  }
  return state;
}

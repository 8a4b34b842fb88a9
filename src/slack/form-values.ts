/** What a person filled in, read out of Slack's state into plain text. */

/** One answer: text, a list for elements that take several, null when nothing was chosen. */
export type FormValue = string | readonly string[] | null;

/**
 * Answers by block id, one element a block. Where one block holds several elements (a row of selects),
 * each stands under `block_id/action_id` instead.
 */
export type FormValues = Readonly<Record<string, FormValue>>;

type Data = Readonly<Record<string, unknown>>;

const READERS: Readonly<Record<string, (element: Data) => FormValue>> = {
  plain_text_input: (element) => text(element['value']),
  // Slack sends a number as it was typed, with the person's decimals; it stays text.
  number_input: (element) => text(element['value']),
  email_text_input: (element) => text(element['value']),
  url_text_input: (element) => text(element['value']),
  button: (element) => text(element['value']),
  workflow_button: (element) => text(element['value']),
  feedback_buttons: (element) => text(element['value']),
  icon_button: (element) => text(element['value']),
  datepicker: (element) => text(element['selected_date']),
  timepicker: (element) => text(element['selected_time']),
  datetimepicker: (element) => instant(element['selected_date_time']),
  static_select: (element) => optionValue(element['selected_option']),
  external_select: (element) => optionValue(element['selected_option']),
  radio_buttons: (element) => optionValue(element['selected_option']),
  overflow: (element) => optionValue(element['selected_option']),
  users_select: (element) => text(element['selected_user']),
  conversations_select: (element) => text(element['selected_conversation']),
  channels_select: (element) => text(element['selected_channel']),
  checkboxes: (element) => list(element['selected_options'], optionValue),
  multi_static_select: (element) => list(element['selected_options'], optionValue),
  multi_external_select: (element) => list(element['selected_options'], optionValue),
  multi_users_select: (element) => list(element['selected_users'], text),
  multi_conversations_select: (element) => list(element['selected_conversations'], text),
  multi_channels_select: (element) => list(element['selected_channels'], text),
  rich_text_input: (element) => (isData(element['rich_text_value']) ? prose(element) : null),
  file_input: (element) =>
    list(element['files'], (file) => (isData(file) ? text(file['id']) : null)),
};

/** True for JSON data with named fields. */
export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The answer in one element of a state or a press; undefined for an element nobody here knows. */
export function readElement(element: unknown): FormValue | undefined {
  if (!isData(element) || typeof element['type'] !== 'string') return undefined;
  return Object.hasOwn(READERS, element['type']) ? READERS[element['type']]?.(element) : undefined;
}

/** All answers of `state.values`. An element that cannot be read is named, for the log. */
export function readValues(
  state: unknown,
): { readonly values: FormValues } | { readonly unknown: string } {
  const values: [string, FormValue][] = [];
  const blocks = isData(state) && isData(state['values']) ? state['values'] : {};
  for (const [blockId, elements] of Object.entries(blocks)) {
    if (!isData(elements)) return { unknown: blockId };
    const entries = Object.entries(elements);
    for (const [actionId, element] of entries) {
      const value = readElement(element);
      if (value === undefined) return { unknown: `${blockId}/${actionId}` };
      values.push([entries.length === 1 ? blockId : `${blockId}/${actionId}`, value]);
    }
  }
  return { values: Object.fromEntries(values) };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function instant(seconds: unknown): string | null {
  return typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : null;
}

function optionValue(option: unknown): string | null {
  return isData(option) ? text(option['value']) : null;
}

function list(items: unknown, read: (item: unknown) => string | null): readonly string[] {
  if (!Array.isArray(items)) return [];
  return items.map(read).filter((value) => value !== null);
}

/** Rich text as plain lines; what is formatting is dropped, what is said stays. */
function prose(element: Data): string | null {
  const value = element['rich_text_value'];
  const parts = isData(value) && Array.isArray(value['elements']) ? value['elements'] : [];
  return text(parts.map(spoken).join('\n').trim());
}

function spoken(node: unknown): string {
  if (!isData(node)) return '';
  const children: readonly unknown[] = Array.isArray(node['elements']) ? node['elements'] : [];
  if (node['type'] === 'rich_text_list')
    return children.map((item) => `• ${spoken(item)}`).join('\n');
  if (children.length > 0) return children.map(spoken).join('');
  if (node['type'] === 'user') return `@${text(node['user_id']) ?? ''}`;
  if (node['type'] === 'channel') return `#${text(node['channel_id']) ?? ''}`;
  if (node['type'] === 'emoji') return `:${text(node['name']) ?? ''}:`;
  return text(node['text']) ?? text(node['url']) ?? '';
}

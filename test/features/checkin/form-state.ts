/** What Slack sends back for a modal: what was filled in, else what it was opened with. */
import type { ModalView } from '../../../src/slack/blocks.ts';

/** Answers by field, with or without its release: `risks` or `risks:atlas-070`. Null clears a field. */
export type Filled = Readonly<Record<string, string | readonly string[] | null>>;

/** The raw state of a modal, in Slack's own shape. Fields are named with or without their release. */
export function stateOf(view: ModalView, filled: Filled): Record<string, unknown> {
  const state: Record<string, unknown> = {};
  for (const block of view.blocks) {
    if (block.type !== 'input' || block.block_id === undefined) continue;
    const [field = ''] = block.block_id.split(':');
    const given = block.block_id in filled ? filled[block.block_id] : filled[field];
    state[block.block_id] = { value: element(block.element, given) };
  }
  const unknown = Object.keys(filled).filter(
    (key) => !Object.keys(state).some((id) => id === key || id.split(':')[0] === key),
  );
  if (unknown.length > 0) throw new Error(`no such fields: ${unknown.join()}`);
  return state;
}

function element(
  of: ({ readonly type: string } & Readonly<Record<string, unknown>>) | { readonly type: string },
  given: string | readonly string[] | null | undefined,
): unknown {
  const raw = of as Readonly<Record<string, unknown>>;
  const { type } = of;
  if (type === 'plain_text_input')
    return { type, value: given === undefined ? (raw['initial_value'] ?? null) : given };
  if (type === 'users_select')
    return { type, selected_user: given === undefined ? (raw['initial_user'] ?? null) : given };
  if (type === 'datepicker')
    return { type, selected_date: given === undefined ? (raw['initial_date'] ?? null) : given };
  if (type === 'radio_buttons') {
    const initial = raw['initial_option'] ?? null;
    return {
      type,
      selected_option:
        typeof given === 'string' ? { value: given } : given === null ? null : initial,
    };
  }
  const initial = raw['initial_options'] ?? [];
  return {
    type,
    selected_options: Array.isArray(given) ? given.map((value) => ({ value })) : initial,
  };
}

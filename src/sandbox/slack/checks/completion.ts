import type { Block } from '../../contract.ts';
import { newBlockId } from '../ids.ts';
import { isPlain } from '../plain.ts';
import type { Plain } from '../plain.ts';

/** Elements that report themselves, and therefore get an action id when they came without. */
const INTERACTIVE =
  /^(button|workflow_button|overflow|checkboxes|radio_buttons|feedback_buttons|icon_button|.*_select|.*picker|.*_input)$/;

function withDefaults(value: Plain): Plain {
  switch (value['type']) {
    case 'plain_text':
      return { ...value, emoji: value['emoji'] ?? true };
    case 'mrkdwn':
      return { ...value, verbatim: value['verbatim'] ?? false };
    default:
      return value;
  }
}

/** The same for anything that holds texts and elements, such as a view's title. */
export function deepCompleted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deepCompleted);
  if (!isPlain(value)) return value;
  const inner = Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, deepCompleted(part)]),
  );
  const done = withDefaults(inner);
  const reports = typeof done['type'] === 'string' && INTERACTIVE.test(done['type']);
  return reports ? { ...done, action_id: done['action_id'] ?? newBlockId() } : done;
}

/** Blocks as Slack stores them: every block has an id, every element an action id, texts their flags. */
export function completed(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block): Block => {
    const done = deepCompleted(block);
    const fields = isPlain(done) ? done : {};
    return { ...fields, type: block.type, block_id: fields['block_id'] ?? newBlockId() };
  });
}

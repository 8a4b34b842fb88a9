/** Blocks as a person reads them, line by line, and whether Slack would take them. */
import { messagePayload, viewPayload } from '../../src/slack/payloads.ts';
import type { Message, ModalView } from '../../src/slack/blocks.ts';
import { checkedBlocks } from '../../src/sandbox/slack/checks/blocks.ts';
import { charactersInBlocks, hasTwoTables } from '../../src/sandbox/slack/checks/together.ts';
import { checkedView } from '../../src/sandbox/slack/checks/view.ts';
import { isPlain, type Plain } from '../../src/sandbox/slack/plain.ts';

/** Slack's ceiling for all words of a message's blocks, less tables, which have their own. */
const MOST_CHARACTERS = 12_000;

/** Throws what Slack would answer to a modal it does not take. */
export function expectTakenModal(view: ModalView): void {
  checkedView(viewPayload(view), 'modal');
}

/** Throws what Slack would answer to a message it does not take. */
export function expectTakenMessage(message: Message): void {
  const { text, blocks } = messagePayload(message);
  if (text.trim() === '') throw new Error('no_text');
  if (text.length > 4000) throw new Error('text is cut');
  const checked = checkedBlocks(blocks);
  if (hasTwoTables(checked)) throw new Error('only_one_table_allowed');
  if (charactersInBlocks(checked) > MOST_CHARACTERS) throw new Error('msg_blocks_too_long');
}

/** A modal as text: its title, its blocks, its buttons. */
export function readModal(view: ModalView): string {
  const buttons = [view.submit, view.close].filter((text) => text !== undefined);
  return [
    `== ${view.title} ==`,
    readBlocks(view.blocks),
    buttons.map((text) => `[${text}]`).join(' '),
  ].join('\n');
}

/** Blocks as text, one line of them a line. */
export function readBlocks(blocks: readonly object[]): string {
  return blocks.map((block) => readBlock({ ...block })).join('\n');
}

function readBlock(block: Plain): string {
  switch (block['type']) {
    case 'rich_text':
      return children(block).map(readRich).join('');
    case 'actions':
      return children(block).map(readElement).join(' ');
    case 'context':
      return `_${children(block).map(textOf).join('')}_`;
    case 'header':
      return `# ${textOf(block['text'])}`;
    case 'table':
      return rows(block);
    case 'divider':
      return '---';
    case 'section':
      return [textOf(block['text']), ...fields(block)].filter((text) => text !== '').join('\n');
    case 'input':
      return readInput(block);
    default:
      throw new Error(`cannot read ${String(block['type'])}`);
  }
}

function fields(block: Plain): readonly string[] {
  return Array.isArray(block['fields']) ? block['fields'].map(textOf) : [];
}

function readRich(part: Plain): string {
  if (part['type'] === 'rich_text_list')
    return children(part)
      .map((item) => `• ${readRich(item)}`)
      .join('\n');
  if (Array.isArray(part['elements'])) return children(part).map(readRich).join('');
  if (part['type'] === 'date') return `{${String(part['format'])} ${String(part['fallback'])}}`;
  if (part['type'] === 'channel') return `#${String(part['channel_id'])}`;
  if (part['type'] === 'usergroup') return `@${String(part['usergroup_id'])}`;
  if (part['type'] === 'user') return `@${String(part['user_id'])}`;
  return String(part['text']);
}

function readElement(element: Plain): string {
  if (element['type'] === 'overflow') return `⋯(${options(element).join(', ')})`;
  if (element['type'] === 'static_select')
    return `[${textOf(element['placeholder'])}: ${options(element).join(', ')}]`;
  return `[${textOf(element['text'])}]`;
}

const INITIALS = [
  'initial_value',
  'initial_date',
  'initial_time',
  'initial_option',
  'initial_users',
  'initial_conversation',
];

function readInput(block: Plain): string {
  const element = isPlain(block['element']) ? block['element'] : {};
  const initial = INITIALS.map((name) => textOf(element[name])).join('');
  const choices = options(element);
  const hint = block['hint'] === undefined ? '' : ` (${textOf(block['hint'])})`;
  const list = choices.length === 0 ? '' : ` of ${choices.join(' | ')}`;
  return `${textOf(block['label'])}: ${initial}${list}${hint}`;
}

function options(element: Plain): string[] {
  const list: unknown[] = Array.isArray(element['options']) ? element['options'] : [];
  return list.filter(isPlain).map((option) => {
    const more = option['description'];
    return `${textOf(option['text'])}${more === undefined ? '' : `, ${textOf(more)}`}`;
  });
}

function rows(block: Plain): string {
  const list: unknown[] = Array.isArray(block['rows']) ? block['rows'] : [];
  return list
    .map((row) => (Array.isArray(row) ? row.filter(isPlain).map(textOf).join(' | ') : ''))
    .join('\n');
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return isPlain(value) ? textOf(value['text'] ?? '') : '';
}

function children(block: Plain): Plain[] {
  const list: unknown[] = Array.isArray(block['elements']) ? block['elements'] : [];
  return list.filter(isPlain);
}

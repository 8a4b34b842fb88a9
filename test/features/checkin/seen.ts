/** Blocks as a person sees them, in lines of text: `[buttons]`, `⋯ menus`, `_small print_`. */
import type { KnownBlock } from '@slack/types';

type Data = Readonly<Record<string, unknown>>;

/** One line per line on the screen. */
export function seen(blocks: readonly KnownBlock[] | undefined): string {
  return (blocks ?? []).map((block) => drawBlock({ ...block })).join('\n');
}

function drawBlock(block: Data): string {
  if (block['type'] === 'rich_text') return list(block['elements']).map(drawLine).join('');
  if (block['type'] === 'actions') return list(block['elements']).map(drawElement).join(' ');
  if (block['type'] === 'context')
    return `_${list(block['elements'])
      .map((element) => String(element['text']))
      .join(' ')}_`;
  if (block['type'] === 'input') return drawInput(block);
  return `<${String(block['type'])}>`;
}

function drawLine(section: Data): string {
  return list(section['elements'])
    .map((leaf) => {
      if (leaf['type'] === 'date') return `{${String(leaf['fallback'])}}`;
      const text = String(leaf['text']);
      const style = (leaf['style'] ?? {}) as Data;
      if (style['bold'] === true) return `**${text}**`;
      return style['strike'] === true ? `~~${text}~~` : text;
    })
    .join('');
}

function drawElement(element: Data): string {
  if (element['type'] === 'overflow')
    return `⋯(${list(element['options']).map(label).join(' | ')})`;
  return `[${label(element)}]`;
}

function drawInput(block: Data): string {
  const element = block['element'] as Data;
  const options = list(element['options']).map(label).join(' | ');
  const initial =
    element['initial_value'] ??
    element['initial_user'] ??
    element['initial_date'] ??
    (element['initial_option'] === undefined
      ? list(element['initial_options']).map(label).join(' + ')
      : label(element['initial_option'] as Data));
  const need = block['optional'] === true ? '' : ' *';
  return `${String((block['label'] as Data)['text'])}${need}: ${options === '' ? '' : `(${options}) `}${typeof initial === 'string' ? initial : ''}`;
}

function label(element: Data): string {
  return String((element['text'] as Data)['text']);
}

function list(value: unknown): readonly Data[] {
  return Array.isArray(value) ? (value as readonly Data[]) : [];
}

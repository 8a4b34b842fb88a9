/** Builders for the tables of limits: each makes the smallest thing that Slack takes. */
export type Piece = Readonly<Record<string, unknown>>;

/** Blocks, Slack's sentence about them, and where it points. */
export type RefusedBlocks = readonly [
  what: string,
  blocks: readonly Piece[],
  problem: string,
  at: string,
];

/** `n` characters. */
export function chars(n: number): string {
  return 'x'.repeat(n);
}

/** `n` times what `make` gives for 0, 1, 2 … */
export function times<T>(n: number, make: (index: number) => T): T[] {
  return Array.from({ length: n }, (_, index) => make(index));
}

export function plain(text: string): Piece {
  return { type: 'plain_text', text };
}

export function mrkdwn(text: string): Piece {
  return { type: 'mrkdwn', text };
}

export function button(more: Piece = {}): Piece {
  return { type: 'button', text: plain('Go'), ...more };
}

export function option(value: string, text = value): Piece {
  return { text: plain(text), value };
}

export function section(more: Piece = {}): Piece {
  return { type: 'section', text: mrkdwn('x'), ...more };
}

export function actions(...elements: readonly Piece[]): Piece {
  return { type: 'actions', elements };
}

export function select(more: Piece = {}): Piece {
  return { type: 'static_select', options: [option('a')], ...more };
}

export function rich(...elements: readonly Piece[]): Piece {
  return { type: 'rich_text', elements };
}

export function words(...elements: readonly Piece[]): Piece {
  return { type: 'rich_text_section', elements };
}

export function input(element: Piece = { type: 'plain_text_input' }, more: Piece = {}): Piece {
  return { type: 'input', label: plain('Label'), element, ...more };
}

export function table(rows: number, columns: number, text = 'x'): Piece {
  const row = times(columns, () => ({ type: 'raw_text', text }));
  return { type: 'table', rows: times(rows, () => row) };
}

export function modal(blocks: readonly Piece[], more: Piece = {}): Piece {
  return { type: 'modal', title: plain('Title'), blocks, ...more };
}

export function overflow(count: number): Piece {
  return { type: 'overflow', options: times(count, (n) => option(`${n}`)) };
}

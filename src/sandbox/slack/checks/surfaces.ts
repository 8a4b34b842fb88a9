import { BASIC_BLOCKS } from './blocks-basic.ts';
import { CHARTS } from './blocks-charts.ts';
import { NEWER_BLOCKS } from './blocks-newer.ts';
import { TABLES } from './blocks-tables.ts';
import type { Check } from './schema.ts';

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home';

/** Every block with its check. */
const ALL: Readonly<Record<string, Check>> = {
  ...BASIC_BLOCKS,
  ...TABLES,
  ...NEWER_BLOCKS,
  ...CHARTS,
};

/** Blocks that every surface takes. */
const EVERYWHERE = [
  'actions',
  'context',
  'divider',
  'header',
  'image',
  'rich_text',
  'section',
  'video',
  'card',
];

/**
 * What each surface takes besides. Inputs in messages are new and not in every workspace: refused here,
 * so that nothing relies on them.
 */
const BESIDES: Readonly<Record<Surface, readonly string[]>> = {
  message: [
    'markdown',
    'table',
    'data_table',
    'data_visualization',
    'carousel',
    'container',
    'context_actions',
    'plan',
    'task_card',
  ],
  modal: ['input', 'alert'],
  home: ['input', 'table', 'data_table', 'data_visualization', 'carousel', 'container'],
};

/** The blocks of one surface, by type. */
export function blocksOf(surface: Surface): Readonly<Record<string, Check>> {
  const names = [...EVERYWHERE, ...BESIDES[surface]];
  return Object.fromEntries(Object.entries(ALL).filter(([name]) => names.includes(name)));
}

/** How many blocks one message, modal or Home tab may hold. */
export const MOST_BLOCKS: Readonly<Record<Surface, number>> = {
  message: 50,
  modal: 100,
  home: 100,
};

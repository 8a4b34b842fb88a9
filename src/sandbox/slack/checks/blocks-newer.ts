import { BASIC_BLOCKS } from './blocks-basic.ts';
import { TABLES } from './blocks-tables.ts';
import { BUTTONS } from './elements-buttons.ts';
import { imageElement } from './images.ts';
import { richText } from './rich-text.ts';
import {
  address,
  also,
  every,
  flag,
  flaw,
  list,
  object,
  oneOf,
  pick,
  text,
  typed,
} from './schema.ts';
import type { Check } from './schema.ts';
import { anyText, plainText } from './texts.ts';

const blockId: Readonly<Record<string, Check>> = { block_id: text(255) };
const urlSource = object({ must: { url: address(3000), text: text(255) } });

const cardParts = ['hero_image', 'title', 'actions', 'body'] as const;

const card: Check = every(
  object({
    may: {
      ...blockId,
      hero_image: imageElement,
      icon: imageElement,
      slack_icon: object({ must: { name: text(255) } }),
      title: anyText(150),
      subtitle: anyText(150),
      body: anyText(200),
      subtext: anyText(200),
      actions: list(typed(pick(BUTTONS, 'button')), 3),
    },
  }),
  also((value, at) =>
    cardParts.some((part) => value[part] !== undefined)
      ? []
      : flaw('must define one of `hero_image`, `title`, `actions` or `body`', at),
  ),
);

const taskFields = {
  must: {
    task_id: text(255),
    title: text(255),
    status: oneOf('pending', 'in_progress', 'complete', 'error'),
  },
  may: { ...blockId, details: richText, output: richText, sources: list(urlSource, 50, 0) },
};

/** A card that stands alone is under way or over; only a plan has tasks to come. */
const startedTask: Check = also((value, at) =>
  value['status'] === 'pending' ? flaw('must be a valid enum value', `${at}/status`) : [],
);

/** Inputs are left out, for the reason that keeps them out of messages. */
const inContainer = typed({
  ...pick(
    BASIC_BLOCKS,
    'actions',
    'context',
    'divider',
    'header',
    'image',
    'rich_text',
    'section',
    'video',
  ),
  ...pick(TABLES, 'table'),
});

/** The blocks that came in 2025 and 2026, by type. */
export const NEWER_BLOCKS: Readonly<Record<string, Check>> = {
  alert: object({
    must: { text: anyText(200) },
    may: { ...blockId, level: oneOf('default', 'info', 'warning', 'error', 'success') },
  }),
  card,
  carousel: object({ must: { elements: list(typed({ card }), 10) }, may: blockId }),
  container: object({
    must: { child_blocks: list(inContainer, 10) },
    may: {
      ...blockId,
      title: plainText(150),
      rich_text_title: richText,
      subtitle: anyText(150),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: imageElement,
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
  }),
  file: object({ must: { source: oneOf('remote'), external_id: text(255) }, may: blockId }),
  markdown: object({ must: { text: text(12_000) }, may: blockId }),
  task_card: every(object(taskFields), startedTask),
  plan: object({
    must: { title: text(255) },
    may: { ...blockId, tasks: list(typed({ task_card: object(taskFields) }), 50, 0) },
  }),
};

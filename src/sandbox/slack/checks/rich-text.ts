import { flag, list, object, oneOf, pattern, text, typed, whole } from './schema.ts';
import type { Check } from './schema.ts';

const style = object({
  may: {
    bold: flag,
    italic: flag,
    strike: flag,
    code: flag,
    underline: flag,
    highlight: flag,
    client_highlight: flag,
    unlink: flag,
  },
});
const may = { style };
/** Slack gives no ceiling for one leaf; the message's own ceiling holds. */
const anyLength = text(40_000);

/** The leaves of rich text. User, channel and group leaves take ids, never names. */
const LEAVES: Readonly<Record<string, Check>> = {
  text: object({ must: { text: anyLength }, may }),
  link: object({ must: { url: text(3000) }, may: { ...may, text: anyLength, unsafe: flag } }),
  emoji: object({
    must: { name: text(255) },
    may: { ...may, unicode: text(255), url: text(3000) },
  }),
  user: object({ must: { user_id: pattern(/^[UW][A-Z0-9]+$/) }, may }),
  usergroup: object({ must: { usergroup_id: pattern(/^S[A-Z0-9]+$/) }, may }),
  team: object({ must: { team_id: pattern(/^T[A-Z0-9]+$/) }, may }),
  channel: object({ must: { channel_id: pattern(/^[CDG][A-Z0-9]+$/) }, may }),
  broadcast: object({ must: { range: oneOf('here', 'channel', 'everyone') }, may }),
  color: object({ must: { value: pattern(/^#[0-9a-fA-F]{6}$/) }, may }),
  date: object({
    must: { timestamp: whole(0, 9_999_999_999), format: text(255) },
    may: { ...may, url: text(3000), fallback: text(3000) },
  }),
};

const leaves = list(typed(LEAVES), 1000, 0);
const border = whole(0, 1);
const section = object({ must: { elements: leaves } });
const preformatted = typed({
  text: LEAVES['text'] ?? section,
  link: LEAVES['link'] ?? section,
});

const PARTS: Readonly<Record<string, Check>> = {
  rich_text_section: section,
  rich_text_list: object({
    must: {
      elements: list(typed({ rich_text_section: section }), 1000),
      style: oneOf('bullet', 'ordered'),
    },
    may: { indent: whole(0, 8), offset: whole(0, 1000), border },
  }),
  rich_text_quote: object({ must: { elements: leaves }, may: { border } }),
  rich_text_preformatted: object({
    must: { elements: list(preformatted, 1000, 0) },
    may: { border, language: text(255) },
  }),
};

/** The fields of a rich text block, without its id. */
export const richTextFields: Readonly<Record<string, Check>> = {
  elements: list(typed(PARTS), 1000),
};

/** Rich text inside something else: a table cell, a task, the start of an input. */
export const richText: Check = typed({
  rich_text: object({ must: richTextFields, may: { block_id: text(255) } }),
});

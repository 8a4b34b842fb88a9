import { flag, object, oneOf, text, typed } from './schema.ts';
import type { Check } from './schema.ts';

/** Slack's usual ceiling for a text object. */
const LONGEST_TEXT = 3000;

/** A `plain_text` object. */
export function plainText(max = LONGEST_TEXT): Check {
  return typed({ plain_text: object({ must: { text: text(max) }, may: { emoji: flag } }) });
}

/** A `plain_text` or `mrkdwn` object. */
export function anyText(max = LONGEST_TEXT): Check {
  return typed({
    plain_text: object({ must: { text: text(max) }, may: { emoji: flag } }),
    mrkdwn: object({ must: { text: text(max) }, may: { verbatim: flag } }),
  });
}

/** The question that an element asks before it acts. */
const confirmation: Check = object({
  must: { text: anyText(300) },
  may: {
    title: plainText(100),
    confirm: plainText(30),
    deny: plainText(30),
    style: oneOf('primary', 'danger'),
  },
});

/** What every element that reports itself has: an action id, and a question if it wants one. */
export const actionable: Readonly<Record<string, Check>> = {
  action_id: text(255),
  confirm: confirmation,
};

/** An option of a menu or a list of choices. Slack's pages say 75 and 150 for a value; 75 always passes. */
export function option(label: Check): Check {
  return object({
    must: { text: label, value: text(75) },
    may: { description: anyText(75) },
  });
}

/** Options under a heading. */
export function optionGroup(entry: Check, options: (item: Check) => Check): Check {
  return object({ must: { label: plainText(75), options: options(entry) } });
}

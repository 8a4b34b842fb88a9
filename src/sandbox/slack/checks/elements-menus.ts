import { listOr, isPlain, plainOr } from '../plain.ts';
import type { Plain } from '../plain.ts';
import { address, also, every, flag, flaw, list, object, oneOf, text, whole } from './schema.ts';
import type { Check, Flaw } from './schema.ts';
import { actionable, anyText, option, optionGroup, plainText } from './texts.ts';

const focusable: Readonly<Record<string, Check>> = { focus_on_load: flag };
const menu: Readonly<Record<string, Check>> = {
  ...actionable,
  ...focusable,
  placeholder: plainText(150),
};
const several: Readonly<Record<string, Check>> = { ...menu, max_selected_items: whole(1, 100) };

const menuOption = option(plainText(75));
const options = (item: Check): Check => list(item, 100);
const grouped = list(optionGroup(menuOption, options), 100);
const conversationFilter = object({
  may: {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 4),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
});

/** Slack takes options or groups of options, one of the two. */
const oneSource: Check = also((value, at) =>
  (value['options'] === undefined) === (value['option_groups'] === undefined)
    ? flaw('must define either `options` or `option_groups`', at)
    : [],
);

function offered(element: Plain): readonly Plain[] {
  const groups = listOr(element['option_groups']).filter(isPlain);
  const inner = groups.flatMap((group) => listOr(group['options']));
  return [...listOr(element['options']), ...inner].filter(isPlain);
}

/** Same text and same value: a choice that was renamed meanwhile is no longer one of the options. */
function isOffered(element: Plain, chosen: unknown): boolean {
  const { value, text: label } = plainOr(chosen);
  const wanted = plainOr(label)['text'];
  return offered(element).some(
    (item) => item['value'] === value && plainOr(item['text'])['text'] === wanted,
  );
}

/** What a menu is born with must be among its options. */
const bornWithOffered: Check = also((value, at) => {
  const one = value['initial_option'];
  const flaws: Flaw[] = [];
  if (isPlain(one) && !isOffered(value, one))
    flaws.push({ problem: 'must match one of the options', at: `${at}/initial_option` });
  for (const [index, item] of listOr(value['initial_options']).entries())
    if (!isOffered(value, item))
      flaws.push({
        problem: 'must match one of the options',
        at: `${at}/initial_options/${index}`,
      });
  return flaws;
});

function staticMenu(fields: Readonly<Record<string, Check>>): Check {
  const sources = { options: options(menuOption), option_groups: grouped };
  return every(object({ may: { ...fields, ...sources } }), oneSource, bornWithOffered);
}

function choices(fields: Readonly<Record<string, Check>>): Check {
  const entries = { options: list(option(anyText(75)), 10) };
  const shared = { ...actionable, ...focusable };
  return every(object({ must: entries, may: { ...shared, ...fields } }), bornWithOffered);
}

const ids = list(text(255), 100, 0);
const conversations = { default_to_current_conversation: flag, filter: conversationFilter };
const someOptions = list(menuOption, 100, 0);
const choiceOption = option(anyText(75));

/** The menus of one and of many choices, by type. */
export const MENUS: Readonly<Record<string, Check>> = {
  static_select: staticMenu({ ...menu, initial_option: menuOption }),
  multi_static_select: staticMenu({ ...several, initial_options: someOptions }),
  external_select: object({
    may: { ...menu, initial_option: menuOption, min_query_length: whole(0, 3000) },
  }),
  multi_external_select: object({
    may: { ...several, initial_options: someOptions, min_query_length: whole(0, 3000) },
  }),
  users_select: object({ may: { ...menu, initial_user: text(255) } }),
  multi_users_select: object({ may: { ...several, initial_users: ids } }),
  conversations_select: object({
    may: {
      ...menu,
      ...conversations,
      initial_conversation: text(255),
      response_url_enabled: flag,
    },
  }),
  multi_conversations_select: object({
    may: { ...several, ...conversations, initial_conversations: ids },
  }),
  channels_select: object({
    may: { ...menu, initial_channel: text(255), response_url_enabled: flag },
  }),
  multi_channels_select: object({ may: { ...several, initial_channels: ids } }),
  radio_buttons: choices({ initial_option: choiceOption }),
  checkboxes: choices({ initial_options: list(choiceOption, 10, 1) }),
  overflow: object({
    must: {
      options: list(
        object({
          must: { text: plainText(75), value: text(75) },
          may: { description: plainText(75), url: address(3000) },
        }),
        5,
      ),
    },
    may: actionable,
  }),
};

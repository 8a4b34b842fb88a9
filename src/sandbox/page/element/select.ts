/** Select menus of every kind: a searchable box and the list that drops from it. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { asData, asList, asText, asTexts } from '../draw/plain-data.ts';
import type { Data } from '../draw/plain-data.ts';
import { SLACKBOT } from '../../slack/identity.ts';
import { wordsOf } from '../draw/text.ts';
import type { Viewer } from '../draw/viewer.ts';
import { domId, marks, placeholder } from './surface.ts';
import type { Placed } from './surface.ts';

interface Choice {
  readonly value: string;
  readonly words: string;
  readonly note: string;
}

interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

function choice(option: Data): Choice {
  return {
    value: asText(option['value']),
    words: wordsOf(option['text']),
    note: wordsOf(option['description']),
  };
}

function staticGroups(element: Data): readonly ChoiceGroup[] {
  const groups = asList(element['option_groups']).map((group) => ({
    label: wordsOf(group['label']),
    choices: asList(group['options']).map(choice),
  }));
  const options = asList(element['options']).map(choice);
  return groups.length > 0 ? groups : [{ label: '', choices: options }];
}

function peopleChoices(viewer: Viewer): readonly Choice[] {
  return [...viewer.people.values()]
    .filter((person) => person.id !== SLACKBOT)
    .map((person) => ({ value: person.id, words: person.realName, note: person.title }))
    .sort((a, b) => a.words.localeCompare(b.words));
}

/** Channels the viewer may choose: their own private ones, never somebody else's direct message. */
function channelChoices(viewer: Viewer, onlyPublic: boolean): readonly Choice[] {
  return [...viewer.channels.values()]
    .filter((channel) => channel.kind !== 'im' && !channel.isArchived)
    .filter((channel) => channel.kind === 'public' || channel.members.includes(viewer.userId))
    .filter((channel) => !onlyPublic || channel.kind === 'public')
    .map((channel) => ({ value: channel.id, words: `#${channel.name}`, note: '' }))
    .sort((a, b) => a.words.localeCompare(b.words));
}

function wantsOnlyPublic(element: Data): boolean {
  const kinds = asTexts(asData(element['filter'])['include']);
  return kinds.length > 0 && !kinds.includes('private');
}

/** An external select has no list of its own: what can be shown is what was chosen at first. */
function externalGroups(element: Data): readonly ChoiceGroup[] {
  const initial = [asData(element['initial_option']), ...asList(element['initial_options'])];
  const choices = initial.filter((option) => 'value' in option).map(choice);
  return [{ label: '', choices }];
}

function groupsFor(element: Data, viewer: Viewer): readonly ChoiceGroup[] {
  switch (asText(element['type']).replace(/^multi_/, '')) {
    case 'users_select':
      return [{ label: '', choices: peopleChoices(viewer) }];
    case 'channels_select':
      return [{ label: '', choices: channelChoices(viewer, true) }];
    case 'conversations_select':
      return [{ label: '', choices: channelChoices(viewer, wantsOnlyPublic(element)) }];
    case 'external_select':
      return externalGroups(element);
    default:
      return staticGroups(element);
  }
}

const INITIAL_IDS = [
  'initial_user',
  'initial_users',
  'initial_channel',
  'initial_channels',
  'initial_conversation',
  'initial_conversations',
] as const;

/** The values chosen before anybody touched the menu. */
function initialValues(element: Data, viewer: Viewer): ReadonlySet<string> {
  // Slack puts the open conversation before any other first choice.
  const here = element['default_to_current_conversation'] === true ? viewer.here : null;
  if (here !== null) return new Set([here]);
  const options = [asData(element['initial_option']), ...asList(element['initial_options'])];
  const ids = INITIAL_IDS.flatMap((name) => [asText(element[name]), ...asTexts(element[name])]);
  const values = [...options.map((option) => asText(option['value'])), ...ids];
  return new Set(values.filter((value) => value !== ''));
}

function drawChoice(one: Choice, chosen: boolean): ReactNode {
  return createElement(
    'div',
    {
      role: 'option',
      className: 'choice',
      'aria-selected': chosen,
      'data-value': one.value,
      'data-words': one.words,
      'data-key': one.value,
    },
    createElement('span', null, one.words),
    one.note === '' ? null : createElement('small', null, one.note),
  );
}

function drawGroup(group: ChoiceGroup, initial: ReadonlySet<string>): readonly ReactNode[] {
  const rows = group.choices.map((one) => drawChoice(one, initial.has(one.value)));
  if (group.label === '') return rows;
  const heading = createElement('div', { className: 'choice-group' }, group.label);
  return [createElement('div', { role: 'group', 'aria-label': group.label }, heading, ...rows)];
}

function searchBox(placed: Placed, listId: string, multi: boolean, chosen: string): ReactNode {
  const wanted = multi ? 'Select options' : 'Select an option';
  return createElement(
    'div',
    { className: 'select-box' },
    multi ? createElement('span', { className: 'chips', 'data-client': '' }) : null,
    createElement('input', {
      type: 'text',
      role: 'combobox',
      id: domId(placed),
      autoComplete: 'off',
      spellCheck: false,
      'aria-expanded': false,
      'aria-autocomplete': 'list',
      'aria-controls': listId,
      'aria-label': placed.label || placeholder(placed, wanted),
      placeholder: placeholder(placed, wanted),
      ...(multi ? {} : { defaultValue: chosen }),
    }),
  );
}

/** Any select menu, single or multi, with its options already in the page. */
export function select(placed: Placed): ReactNode {
  const { element, surface } = placed;
  const multi = asText(element['type']).startsWith('multi_');
  const groups = groupsFor(element, surface.viewer);
  const initial = initialValues(element, surface.viewer);
  const chosen = groups.flatMap((group) => group.choices).find((one) => initial.has(one.value));
  const listId = `${domId(placed)}-list`;
  return createElement(
    'div',
    {
      className: `select${multi ? ' multi' : ''}`,
      ...marks(placed),
      'data-max': asText(element['max_selected_items']),
    },
    searchBox(placed, listId, multi, chosen?.words ?? ''),
    createElement(
      'div',
      { role: 'listbox', id: listId, className: 'choices', hidden: true, tabIndex: -1 },
      ...groups.flatMap((group) => drawGroup(group, initial)),
      createElement('div', { className: 'no-choice', hidden: true }, 'No results'),
    ),
  );
}

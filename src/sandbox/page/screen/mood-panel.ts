/** “What if…”: what can go wrong around the bot, each with a switch and with what to watch. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import type { Mood } from '../../moods/mood.ts';
import { icon } from './icon.ts';

const PANEL = 'moods';

function row(mood: Mood): ReactNode {
  const about = `mood-${mood.id}`;
  return createElement(
    'li',
    { key: mood.id },
    createElement(
      'button',
      {
        type: 'button',
        role: 'switch',
        className: 'mood',
        'data-mood': mood.id,
        'aria-checked': mood.isOn(),
        'aria-labelledby': `${about}-name`,
        'aria-describedby': about,
      },
      createElement('b', { id: `${about}-name` }, mood.name),
      createElement('span', { className: 'switch', 'aria-hidden': true }),
      createElement('small', { id: about }, mood.watch),
    ),
  );
}

function group(name: string, moods: readonly Mood[]): ReactNode {
  return createElement(
    'section',
    { key: name, 'aria-label': name },
    createElement('h2', null, name),
    createElement('ul', null, ...moods.map(row)),
  );
}

function head(isAnyOn: boolean): ReactNode {
  return createElement(
    'header',
    null,
    createElement(
      'div',
      null,
      createElement('h1', null, 'What if…'),
      createElement('p', null, 'Let things go wrong, and watch what Slipway does.'),
    ),
    createElement(
      'button',
      { type: 'button', className: 'btn', 'data-moods-off': '', disabled: !isAnyOn },
      'All off',
    ),
    createElement(
      'button',
      {
        type: 'button',
        className: 'plain',
        popoverTarget: PANEL,
        popoverTargetAction: 'hide',
        'aria-label': 'Close',
      },
      icon('close'),
    ),
  );
}

/** The panel; it opens over the screen and stays open while its switches are used. */
export function moodPanel(moods: readonly Mood[]): ReactNode {
  if (moods.length === 0) return null;
  const groups = [...new Set(moods.map((mood) => mood.group))];
  return createElement(
    'div',
    { id: PANEL, className: 'moods', popover: 'auto', role: 'dialog', 'aria-label': 'What if…' },
    head(moods.some((mood) => mood.isOn())),
    createElement(
      'div',
      { className: 'mood-groups', tabIndex: -1 },
      ...groups.map((name) =>
        group(
          name,
          moods.filter((mood) => mood.group === name),
        ),
      ),
    ),
  );
}

/** The button in the bar. While something is on it says what, and how much more. */
export function moodButton(moods: readonly Mood[]): ReactNode {
  if (moods.length === 0) return null;
  const [first, ...more] = moods.filter((mood) => mood.isOn()).map(({ name }) => name);
  const all = first === undefined ? undefined : [first, ...more].join(' · ');
  return createElement(
    'button',
    {
      type: 'button',
      className: `mood-button${first === undefined ? '' : ' on'}`,
      popoverTarget: PANEL,
      title: all,
    },
    icon('bolt'),
    createElement('span', null, first ?? 'What if…'),
    more.length === 0 ? null : createElement('b', null, `+${more.length}`),
  );
}

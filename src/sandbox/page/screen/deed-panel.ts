/** “GitHub…”: what the team can do there for the fix of a hotfix, each with what to watch. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import type { Deed } from '../../deeds/deed.ts';
import { icon } from './icon.ts';

const PANEL = 'deeds';
const NAME = 'GitHub…';

function row({ id, name, watch, isPossible }: Deed): ReactNode {
  const about = `deed-${id}`;
  return createElement(
    'li',
    { key: id },
    createElement(
      'button',
      {
        type: 'button',
        className: 'mood deed',
        'data-deed': id,
        disabled: !isPossible,
        'aria-labelledby': `${about}-name`,
        'aria-describedby': about,
      },
      createElement('b', { id: `${about}-name` }, name),
      createElement('small', { id: about }, watch),
    ),
  );
}

function head(): ReactNode {
  return createElement(
    'header',
    null,
    createElement(
      'div',
      null,
      createElement('h1', null, NAME),
      createElement(
        'p',
        null,
        'Play the team that mends. Slipway looks every ten minutes: press +10 min.',
      ),
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

/** The panel; it stays open while its buttons are used. Null deeds mean that there is no panel. */
export function deedPanel(deeds: readonly Deed[] | null): ReactNode {
  if (deeds === null) return null;
  return createElement(
    'div',
    { id: PANEL, className: 'moods', popover: 'auto', role: 'dialog', 'aria-label': NAME },
    head(),
    createElement(
      'div',
      { className: 'mood-groups', tabIndex: -1 },
      deeds.length === 0
        ? createElement(
            'p',
            { className: 'no-deeds' },
            'No hotfix runs. Type /hotfix in #atlas, declare one, and come back.',
          )
        : createElement('ul', null, ...deeds.map(row)),
    ),
  );
}

/** The button in the bar. */
export function deedButton(deeds: readonly Deed[] | null): ReactNode {
  if (deeds === null) return null;
  return createElement(
    'button',
    {
      type: 'button',
      className: 'mood-button deed-button',
      popoverTarget: PANEL,
      'aria-label': NAME,
    },
    icon('branch'),
    createElement('span', null, NAME),
  );
}

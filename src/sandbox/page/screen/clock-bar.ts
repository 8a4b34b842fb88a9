/** The clock at the top: what time it is in the workspace, and the buttons that move it on. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { dateIn, dateLabel, timeIn } from '../../../base/time.ts';
import type { Instant, Zone } from '../../../base/time.ts';
import { icon } from './icon.ts';

/** What the bar shows. */
export interface ClockFrame {
  readonly now: Instant;
  readonly zone: Zone;
  readonly next: { readonly at: Instant; readonly what: string } | null;
  readonly pushing: boolean;
}

/** An instant in the workspace's zone: `Fri 20 Nov 2026, 15:00`. */
function workspaceTime(instant: Instant, zone: Zone): string {
  const date = dateIn(zone, instant);
  return `${dateLabel(date)} ${date.slice(0, 4)}, ${timeIn(zone, instant)}`;
}

/** The same without the year: `Thu 26 Nov, 10:00`. */
function shortWorkspaceTime(instant: Instant, zone: Zone): string {
  return `${dateLabel(dateIn(zone, instant))}, ${timeIn(zone, instant)}`;
}

function step(words: string, move: string, frame: ClockFrame): ReactNode {
  return createElement(
    'button',
    {
      type: 'button',
      'data-clock': move,
      disabled: frame.pushing,
    },
    words,
  );
}

function nextWords(frame: ClockFrame): string {
  const { next, zone, pushing } = frame;
  if (pushing) return '…';
  return next === null ? 'nothing is due' : `${next.what}, ${shortWorkspaceTime(next.at, zone)}`;
}

function nextStep(frame: ClockFrame): ReactNode {
  return createElement(
    'button',
    {
      type: 'button',
      className: 'next-due',
      'data-clock': 'next',
      disabled: frame.pushing || frame.next === null,
      title: nextWords(frame),
    },
    createElement('span', null, 'To next due'),
    createElement('small', null, nextWords(frame)),
  );
}

/** A date and time to move to: empty until one is picked, in words over the browser's own picker. */
function jump(frame: ClockFrame): ReactNode {
  return createElement(
    'form',
    { className: 'jump', 'data-jump': '' },
    createElement(
      'span',
      { className: 'picker' },
      createElement('span', {
        className: 'picker-words',
        'data-client': '',
        'data-empty': 'Date and time',
        'aria-hidden': true,
      }),
      createElement('input', {
        type: 'datetime-local',
        className: 'field',
        'aria-label': 'Move to date and time',
        defaultValue: '',
        disabled: frame.pushing,
        required: true,
      }),
    ),
    createElement('button', { type: 'submit', disabled: frame.pushing }, 'Go'),
  );
}

/** The bar above everything, with `more` at its end. */
export function clockBar(frame: ClockFrame, more: ReactNode): ReactNode {
  return createElement(
    'header',
    { className: `clock-bar${frame.pushing ? ' busy' : ''}`, 'aria-label': 'Clock' },
    createElement(
      'button',
      {
        type: 'button',
        className: 'drawer-button',
        'aria-label': 'Open sidebar',
        'data-drawer': '',
      },
      icon('menu'),
    ),
    createElement(
      'div',
      { className: 'clock', role: 'status', 'aria-label': 'Workspace time' },
      createElement('time', { dateTime: frame.now }, workspaceTime(frame.now, frame.zone)),
      createElement('small', null, frame.pushing ? 'time is moving…' : frame.zone),
    ),
    createElement(
      'div',
      { className: 'clock-steps', role: 'group', 'aria-label': 'Move the clock' },
      step('+10 min', 'minutes', frame),
      step('+1 hour', 'hour', frame),
      nextStep(frame),
      step('+1 day', 'day', frame),
      step('+1 week', 'week', frame),
      jump(frame),
    ),
    more,
  );
}

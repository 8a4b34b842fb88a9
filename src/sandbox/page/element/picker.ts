/** Date, time and date-time pickers: the browser's own picker under Slack's look. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import type { Instant } from '../../../base/time.ts';
import { dateIn, timeIn } from '../../../base/time.ts';
import { clockTime, pickedDate, shortDate, usesTwelveHours } from '../draw/local-time.ts';
import { asText } from '../draw/plain-data.ts';
import { domId, marks, placeholder } from './surface.ts';
import type { Placed } from './surface.ts';

interface Picked {
  readonly htmlType: 'date' | 'time' | 'datetime-local';
  readonly value: string;
  readonly words: string;
  readonly empty: string;
}

function instantOf(seconds: unknown): Instant | null {
  return typeof seconds === 'number' && Math.abs(seconds) < 8.64e12
    ? new Date(seconds * 1000).toISOString()
    : null;
}

function datePicked(date: string): Picked {
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date));
  return {
    htmlType: 'date',
    value: valid ? date : '',
    words: valid ? pickedDate(date) : '',
    empty: 'Select a date',
  };
}

function timePicked(time: string, placed: Placed): Picked {
  const valid = /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
  const twelve = usesTwelveHours(placed.surface.viewer.zone);
  const words = valid ? clockTime(`2026-01-01T${time}:00.000Z`, 'UTC', false, twelve) : '';
  return { htmlType: 'time', value: valid ? time : '', words, empty: 'Select a time' };
}

function momentPicked(seconds: unknown, placed: Placed): Picked {
  const { zone } = placed.surface.viewer;
  const instant = instantOf(seconds);
  const words = instant === null ? '' : `${shortDate(instant, zone)} ${clockTime(instant, zone)}`;
  const value = instant === null ? '' : `${dateIn(zone, instant)}T${timeIn(zone, instant)}`;
  return { htmlType: 'datetime-local', value, words, empty: 'Select a date and time' };
}

function picked(placed: Placed): Picked {
  const { element } = placed;
  if (element['type'] === 'timepicker') return timePicked(asText(element['initial_time']), placed);
  if (element['type'] === 'datepicker') return datePicked(asText(element['initial_date']));
  return momentPicked(element['initial_date_time'], placed);
}

/** A picker box: an icon, the date or time in Slack's words, and the native input behind it. */
export function picker(placed: Placed): ReactNode {
  const { htmlType, value, words, empty } = picked(placed);
  const wanted = placeholder(placed, empty);
  return createElement(
    'span',
    {
      className: `picker picker-${htmlType}`,
      ...(usesTwelveHours(placed.surface.viewer.zone) ? { 'data-twelve': '' } : {}),
    },
    createElement(
      'span',
      { className: 'picker-words', 'data-client': '', 'data-empty': wanted, 'aria-hidden': true },
      words,
    ),
    createElement('input', {
      type: htmlType,
      id: domId(placed),
      className: 'field',
      defaultValue: value,
      'aria-label': placed.label || wanted,
      ...marks(placed),
    }),
  );
}

/** Slack's date templates (`{date_short_pretty} {time}`), filled in for one reader. */
import type { Instant } from '../../../base/time.ts';
import { dateIn, millisecondsBetween } from '../../../base/time.ts';
import {
  capital,
  clockTime,
  dayDivider,
  longDate,
  nearDay,
  shortDate,
  weekday,
} from './local-time.ts';
import type { Viewer } from './viewer.ts';

const TOKEN = /\{(\w+)\}/g;

function ago(instant: Instant, now: Instant): string {
  const minutes = Math.round(millisecondsBetween(now, instant) / 60_000);
  const distance = Math.abs(minutes);
  if (distance < 1) return 'just now';
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
  if (distance < 60) return words.format(minutes, 'minute');
  if (distance < 48 * 60) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(Math.round(minutes / (60 * 24)), 'day');
}

/** One token's words; null for a token Slack does not know. */
function wordsFor(token: string, instant: Instant, viewer: Viewer): string | null {
  const { zone, now } = viewer;
  const near = token.endsWith('_pretty') ? nearDay(instant, now, zone) : null;
  if (near !== null) return near;
  switch (token.replace(/_pretty$/, '')) {
    case 'date_num':
      return dateIn(zone, instant);
    case 'date_slash':
      return dateIn(zone, instant).split('-').reverse().join('/');
    case 'date':
    case 'date_long_full':
      return longDate(instant, zone);
    case 'date_short':
      return shortDate(instant, zone);
    case 'date_long':
      return `${weekday(instant, zone)}, ${longDate(instant, zone)}`;
    case 'day_divider':
      return dayDivider(instant, now, zone);
    case 'time':
      return clockTime(instant, zone);
    case 'time_secs':
      return clockTime(instant, zone, true);
    case 'ago':
      return ago(instant, now);
    default:
      return null;
  }
}

/**
 * The template filled in for the viewer, or `fallback` when the timestamp or a token makes no sense.
 * Words that open the text are capitalised: `Today at 10:00`, but `by today`.
 */
export function fillDate(
  seconds: number,
  template: string,
  fallback: string,
  viewer: Viewer,
): string {
  const milliseconds = seconds * 1000;
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return fallback;
  const instant = new Date(milliseconds).toISOString();
  let known = true;
  const filled = template.replaceAll(TOKEN, (_whole, token: string) => {
    const words = wordsFor(token, instant, viewer);
    known &&= words !== null;
    return words ?? '';
  });
  if (!known) return fallback;
  return template.startsWith('{') ? capital(filled) : filled;
}

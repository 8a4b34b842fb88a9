/** What stands in the plan card's thread: the plan in full, and why something moved. Pure. */
import type { KnownBlock } from '@slack/types';
import { oneLine } from '../../base/text.ts';
import { dateLabel, daysBetween, type CalendarDate } from '../../base/time.ts';
import { count } from '../../base/text.ts';
import type { ScopeItem } from '../../release/items.ts';
import type { Release } from '../../release/releases.ts';
import { bold, line, lines, notification, type Message } from '../../slack/blocks.ts';
import { calendarLines } from './calendar-words.ts';
import { goalBlocks } from './goal-words.ts';
import { itemTable, type ItemStyle } from './item-lines.ts';
import { countScope, countWords } from './scope-counts.ts';

/** The plan in full: calendar, theme, compatibility, goals, and items by priority. */
export function planThread(
  projectName: string,
  release: Release,
  items: readonly ScopeItem[],
  style: ItemStyle,
  today: CalendarDate,
): Message {
  const { theme, compatibility } = release;
  const about: KnownBlock[] = [];
  if (theme !== '' || compatibility !== '')
    about.push(
      lines([
        ...(theme === '' ? [] : [line(bold('Theme '), theme)]),
        ...(compatibility === '' ? [] : [line(bold('Compatibility '), compatibility)]),
      ]),
    );
  const scope =
    items.length === 0
      ? 'No issues yet. They join by themselves when GitHub shows them.'
      : countWords(countScope(items));
  return {
    text: notification(`The plan of ${oneLine(projectName)} ${release.version} in full. ${scope}`),
    blocks: [
      lines([
        line(bold('Calendar')),
        ...calendarLines(release.milestones, today).map(({ text }) => line(text)),
      ]),
      ...about,
      ...goalBlocks(release.goals),
      lines([line(bold('Scope '), scope)]),
      ...itemTable(items, style),
    ],
  };
}

/** `7 days later`, `3 days earlier`. */
export function moveWords(from: CalendarDate, to: CalendarDate): string {
  const days = daysBetween(from, to);
  return `${count(Math.abs(days), 'day')} ${days < 0 ? 'earlier' : 'later'}`;
}

/** A moved target: what, how far, who and why. */
export function movedReply(
  release: Release,
  move: { readonly from: CalendarDate; readonly to: CalendarDate },
  by: string,
  reason: string,
  today: CalendarDate,
): Message {
  const from = dateLabel(move.from, today);
  const to = dateLabel(move.to, today);
  const head = `Target moved from ${from} to ${to}, ${moveWords(move.from, move.to)}`;
  return {
    text: notification(`${release.version}: ${head}. Why: ${reason}`),
    blocks: [
      lines([
        line(bold(head)),
        line(`Why: ${reason} (${by})`),
        ...calendarLines(release.milestones, today)
          .filter(({ state }) => state === 'planned')
          .map(({ text }) => line(text)),
      ]),
    ],
  };
}

/** Moving the target: the form, and what would move with it. Pure. */
import type { KnownBlock } from '@slack/types';
import { dateLabel, type CalendarDate } from '../../base/time.ts';
import type { Release } from '../../release/releases.ts';
import { bold, bullets, button, line, lines, type ModalView } from '../../slack/blocks.ts';
import { calendarLines } from './calendar-words.ts';
import { sentenceCase, stepLabel } from '../../release/calendar-steps.ts';
import { compareSteps } from '../../release/calendar-steps.ts';
import { dateInput, textInput } from '../../slack/inputs.ts';
import { LONGEST_REASON, type Move, type Wish } from './retarget.ts';
import { moveWords } from './thread.ts';

/** Title of the modals that move a target. */
export const TIMELINE_TITLE = 'Move the target';

/**
 * The form with the present calendar above it; `trouble` is a sentence about an earlier try. `planView`
 * is the id of the open plan that it lies on, if any.
 */
export function timelineForm(
  name: string,
  release: Release,
  wish: Wish,
  today: CalendarDate,
  trouble: string | null = null,
  planView: string | null = null,
): ModalView {
  return {
    type: 'modal',
    callbackId: 'plan.timeline',
    title: TIMELINE_TITLE,
    submit: 'Preview',
    close: 'Cancel',
    privateMetadata: JSON.stringify({ releaseId: release.id, planView }),
    blocks: [
      ...(trouble === null ? [] : [lines([line(trouble)])]),
      lines([
        line(bold(`${name} · target ${dateLabel(release.targetDate, today)}`)),
        ...calendarLines(release.milestones, today).map(({ text }) => line(text)),
      ]),
      dateInput({ name: 'target', label: 'New target date' }, wish.target),
      textInput(
        {
          name: 'reason',
          label: 'Why',
          hint: 'Everyone in the channel reads it, next to the date.',
        },
        LONGEST_REASON,
        wish.reason,
        { placeholder: 'The test host comes a week later', multiline: true },
      ),
    ],
  };
}

/** What would move: target, steps, and what to know about it. */
export function timelinePreview(
  name: string,
  release: Release,
  move: Move,
  today: CalendarDate,
  planView: string | null = null,
): ModalView {
  const { from, to, reason } = move;
  return {
    type: 'modal',
    callbackId: 'plan.timeline_preview',
    title: TIMELINE_TITLE,
    submit: 'Move the target',
    close: 'Cancel',
    privateMetadata: JSON.stringify({ releaseId: release.id, target: to, reason, from, planView }),
    blocks: [
      lines([
        line(bold(`${name}: ${dateLabel(from, today)} → ${dateLabel(to, today)}`)),
        line(`${moveWords(from, to)}. Why: ${reason}`),
      ]),
      lines(stepLines(release, move, today)),
      ...(move.notes.length === 0 ? [] : [bullets(move.notes.map(({ words }) => line(words)))]),
      { type: 'actions', elements: buttons(move, today) },
    ],
  };
}

function stepLines(release: Release, move: Move, today: CalendarDate) {
  const before = new Map(release.milestones.map(({ step, date }) => [step, date]));
  return [...move.milestones].sort(compareSteps).map(({ step, date, state }) => {
    const was = before.get(step);
    const name = sentenceCase(stepLabel(step));
    if (state === 'done') return line(`${name}: done`);
    if (state === 'skipped') return line(`${name}: ${dateLabel(date, today)} (past, skipped)`);
    const change = was === undefined || was === date ? '' : ` (was ${dateLabel(was, today)})`;
    return line(`${name}: ${dateLabel(date, today)}${change}`);
  });
}

function buttons(move: Move, today: CalendarDate) {
  const offer = move.notes.find((note) => note.kind === 'target-day-off');
  const take =
    offer?.kind === 'target-day-off'
      ? [button(`Take ${dateLabel(offer.offer, today)}`, 'plan.timeline_take', offer.offer)]
      : [];
  return [...take, button('Back', 'plan.timeline_back', 'back')];
}

/** Shown when the move is made. */
export function movedWords(name: string, move: Move, today: CalendarDate): KnownBlock {
  return lines([
    line(`✓ ${name} is now due ${dateLabel(move.to, today)}, ${moveWords(move.from, move.to)}.`),
    line('The plan card shows it, and its thread says why.'),
  ]);
}

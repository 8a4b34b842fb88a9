/** The shapes of what the page posts. */
import { z } from 'zod';
import { isCalendarDate, isLocalTime } from '../../../base/time.ts';

const raw = z.union([z.string(), z.array(z.string()), z.null()]);
const values = z.record(z.string(), z.record(z.string(), raw)).default({});
const as = z.string().min(1);
const at = z.string().min(1);

/** Words into a conversation, or a slash command when they start with one. */
export const sayBody = z.object({ as, at, text: z.string().min(1), thread: z.string().optional() });

/** A press on an element of a message. */
export const pressBody = z.object({
  as,
  at,
  ts: z.string().min(1),
  block: z.string(),
  action: z.string(),
  raw,
});

/** A press on an element of a modal or of the App Home, with everything entered in it so far. */
export const pressInViewBody = z.object({
  as,
  view: z.string().min(1),
  block: z.string(),
  action: z.string(),
  raw,
  values,
});

/** A modal's submit button. */
export const submitBody = z.object({ as, view: z.string().min(1), values });

/** A modal's close button; `all` for the cross that closes the whole stack. */
export const closeBody = z.object({ as, view: z.string().min(1), all: z.boolean().default(false) });

/** A visit to the App Home. */
export const homeBody = z.object({ as });

/** A shortcut; with a message for a message shortcut. */
export const shortcutBody = z.object({
  as,
  callback: z.string().min(1),
  at: z.string().optional(),
  ts: z.string().optional(),
});

/** A switch of “What if…”; without an id all that are on. */
export const moodBody = z.object({ id: z.string().optional(), on: z.boolean() });

/** A button of “GitHub…”. */
export const deedBody = z.object({ id: z.string().min(1) });

/** `2026-12-01T10:30`, as a date-time field sends it; some browsers add seconds. */
function isMoment(text: string): boolean {
  const [date = '', time = ''] = text.split('T');
  return isCalendarDate(date) && isLocalTime(time.slice(0, 5));
}

/** A move of the clock: a named step, or the wall time of the workspace to move to. */
export const clockBody = z.object({
  to: z.union([z.enum(['minutes', 'hour', 'day', 'week', 'next']), z.string().refine(isMoment)]),
});

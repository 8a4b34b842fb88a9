/** The buttons of the clock. */
import type { z } from 'zod';
import { dateIn, instantAt, plusDays, plusMinutes, timeIn } from '../../../base/time.ts';
import type { Instant } from '../../../base/time.ts';
import type { PageOptions, PushableTime } from '../options.ts';
import type { PageMemory } from '../page-memory.ts';
import { SILENT } from './answer.ts';
import type { Answer } from './answer.ts';
import type { clockBody } from './bodies.ts';

/** The same wall time some days later, so that +1 week stays at 10:00 over a clock change. */
function daysLater(time: PushableTime, days: number): Instant {
  const now = time.now();
  return instantAt(time.zone, plusDays(dateIn(time.zone, now), days), timeIn(time.zone, now));
}

/** What became due a moment ago is done at the present: the clock runs on while a person looks at it. */
async function nextDue(time: PushableTime): Promise<Instant | null> {
  const next = await time.next();
  if (next === null) return null;
  const now = time.now();
  return next.at < now ? now : next.at;
}

async function target(to: string, time: PushableTime): Promise<Instant | null> {
  switch (to) {
    case 'minutes':
      return plusMinutes(time.now(), 10);
    case 'hour':
      return plusMinutes(time.now(), 60);
    case 'day':
      return daysLater(time, 1);
    case 'week':
      return daysLater(time, 7);
    case 'next':
      return nextDue(time);
    default: {
      const [date = '', clock = ''] = to.split('T');
      return instantAt(time.zone, date, clock.slice(0, 5));
    }
  }
}

/** Pushes time on. `changed` is called when the push begins and ends, so that every page shows it. */
export async function moveClock(
  body: z.infer<typeof clockBody>,
  options: PageOptions,
  memory: PageMemory,
  changed: () => void,
): Promise<Answer> {
  if (memory.pushing) return { notice: 'The clock is moving already.' };
  memory.pushing = true;
  changed();
  try {
    const before = options.time.now();
    const instant = await target(body.to, options.time);
    if (instant === null) return { notice: 'Nothing is due.' };
    if (instant < before) return { notice: 'The clock only moves forward.' };
    await options.time.pushTo(instant);
    return SILENT;
  } finally {
    memory.pushing = false;
    changed();
  }
}

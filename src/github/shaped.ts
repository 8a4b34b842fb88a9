/** An answer read as the shape that was asked for. */
import type { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import { plusMinutes } from '../base/time.ts';
import type { Answered } from './caller.ts';
import { GitHubTrouble } from './port.ts';

/** The data in our words; a shape that is not as expected is trouble (`down`). */
export function shaped<T>(shape: z.ZodType<T>, { data }: Answered, wall: Clock): T {
  const parsed = shape.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new GitHubTrouble(
    'down',
    'GitHub answered in a way I do not understand.',
    plusMinutes(wall.now(), 10),
    parsed.error,
  );
}

/** The switches of “What if…”. */
import type { z } from 'zod';
import type { PageOptions } from '../options.ts';
import { GONE, SILENT } from './answer.ts';
import type { Answer } from './answer.ts';
import type { moodBody } from './bodies.ts';

/** Turns one mood, or all that are on off, and tells every open page. */
export async function turnMood(
  body: z.infer<typeof moodBody>,
  { moods = [] }: PageOptions,
  changed: () => void,
): Promise<Answer> {
  const { id, on } = body;
  const meant = moods.filter((mood) => (id === undefined ? mood.isOn() : mood.id === id));
  if (id !== undefined && meant.length === 0) return GONE;
  for (const mood of meant) await mood.turn(on);
  changed();
  return SILENT;
}

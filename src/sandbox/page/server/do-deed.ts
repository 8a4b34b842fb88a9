/** The buttons of “GitHub…”. */
import type { z } from 'zod';
import type { PageOptions } from '../options.ts';
import { GONE } from './answer.ts';
import type { Answer } from './answer.ts';
import type { deedBody } from './bodies.ts';

/** Does one deed, and tells every open page. */
export async function doDeed(
  { id }: z.infer<typeof deedBody>,
  { deeds }: PageOptions,
  changed: () => void,
): Promise<Answer> {
  const all = deeds === undefined ? [] : await deeds();
  const deed = all.find((one) => one.id === id && one.isPossible);
  if (deed === undefined) return GONE;
  deed.act();
  changed();
  return { notice: 'Done on GitHub. Slipway sees it at its next look: press +10 min.' };
}

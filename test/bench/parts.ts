/** The parts of the bench by name, in the order in which they run. */
import type { Effort, Figure } from './figures.ts';
import { partStart } from './part-start.ts';

/** Measures one thing; `folder` is for its files. */
export type Part = (effort: Effort, folder: string) => Promise<readonly Figure[]>;

export const PARTS: Readonly<Record<string, Part>> = {
  start: partStart,
};

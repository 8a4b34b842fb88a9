/** The parts of the bench by name, in the order in which they run. */
import type { Effort, Figure } from './figures.ts';
import { partAcks } from './part-acks.ts';
import { partDigests } from './part-digests.ts';
import { partSchedules } from './part-schedules.ts';
import { partStart } from './part-start.ts';
import { partSync } from './part-sync.ts';
import { partViews } from './part-views.ts';

/** Measures one thing; `folder` is for its files. */
export type Part = (effort: Effort, folder: string) => Promise<readonly Figure[]>;

export const PARTS: Readonly<Record<string, Part>> = {
  start: partStart,
  acks: partAcks,
  views: partViews,
  sync: partSync,
  digests: partDigests,
  schedules: partSchedules,
};

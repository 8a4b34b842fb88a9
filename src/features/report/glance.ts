/** A release in three short lines, for App Home and for `/release` alone. */
import type { Context, Glance } from '../../feature.ts';
import type { Release } from '../../release/releases.ts';
import { SlipwayError } from '../../base/errors.ts';
import { findSubject, reportToShow } from './gather.ts';
import { doneWords, signOf, targetWords } from './words.ts';

/** Computed now; the same figures as a digest would show. */
export async function glance(ctx: Context, release: Release): Promise<Glance> {
  const subject = await findSubject(ctx, release.id);
  if (subject === undefined)
    throw new SlipwayError('not_found', 'This release is no longer there.');
  const report = await reportToShow(ctx, subject);
  return {
    ...signOf(report.colour),
    name: report.name,
    why: report.override === null ? report.verdict.why : report.override.reason,
    done: doneWords(report),
    target: targetWords(report),
  };
}

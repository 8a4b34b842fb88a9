/** What became of a week's digest, for the draft that announced it. */
import { plusMinutes } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import type { WhyLate } from './digest-blocks.ts';
import { digestKey } from './digest-key.ts';
import { LATE_MINUTES } from './schedule.ts';
import { findEdit, reportOfWeek } from './store.ts';

/** `ahead` until it is written, `under-way` until it is known whether Slack took it. `reason` has no full stop. */
export type DigestOutcome =
  | { readonly kind: 'ahead' }
  | { readonly kind: 'under-way' }
  | { readonly kind: 'posted'; readonly late: WhyLate | null }
  | { readonly kind: 'unposted'; readonly reason: string };

/** As it stands now. A digest that is held is ahead: somebody may still post it. */
export async function outcomeOf(
  { db, ledger }: Pick<Context, 'db' | 'ledger'>,
  releaseId: string,
  week: string,
): Promise<DigestOutcome> {
  const posted = await reportOfWeek(db, releaseId, week);
  if (posted === undefined) return unwritten({ db, ledger }, releaseId, week);
  const fate = await ledger.fateOf(db, 'message', digestKey(posted.report));
  if (fate === null || fate.kind === 'open') return { kind: 'under-way' };
  if (fate.kind === 'over') return { kind: 'unposted', reason: fate.reason };
  if (posted.isLate) return { kind: 'posted', late: 'downtime' };
  const isLate = fate.at > plusMinutes(posted.postedAt, LATE_MINUTES);
  return { kind: 'posted', late: isLate ? 'slack' : null };
}

async function unwritten(
  { db, ledger }: Pick<Context, 'db' | 'ledger'>,
  releaseId: string,
  week: string,
): Promise<DigestOutcome> {
  const edit = await findEdit(db, releaseId, week);
  if (edit !== undefined && edit.heldBy !== null) return { kind: 'ahead' };
  const fate = await ledger.fateOf(db, 'promise', `report.digest:${releaseId}:${week}`);
  return fate?.kind === 'over' ? { kind: 'unposted', reason: fate.reason } : { kind: 'ahead' };
}

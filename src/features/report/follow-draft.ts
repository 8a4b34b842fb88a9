/** A draft that was sent says in the end what became of its digest: only Slack's answer tells. */
import { plusMinutes } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { draftsToLookAt, lookAtDraft } from './draft-store.ts';
import { findSubject } from './gather.ts';
import { outcomeOf } from './outcome.ts';
import { prepareDraft } from './send-draft.ts';
import { findEdit } from './store.ts';

// Slack may be away for days. An edit notifies nobody, so nobody waits for it.
const AGAIN_MINUTES = 5;

/** At each beat: drafts whose digest was due. */
export async function followDrafts(ctx: Context): Promise<void> {
  for (const { releaseId, week } of await draftsToLookAt(ctx.db, ctx.now))
    await follow(ctx, releaseId, week);
}

async function follow(ctx: Context, releaseId: string, week: string): Promise<void> {
  const subject = await findSubject(ctx, releaseId);
  const outcome = subject && (await outcomeOf(ctx, releaseId, week));
  if (subject === undefined || outcome === undefined || (await isHeld(ctx, releaseId, week))) {
    await ctx.aside((tx) => lookAtDraft(tx, releaseId, week, null));
    return;
  }
  if (outcome.kind === 'ahead' || outcome.kind === 'under-way') {
    const again = plusMinutes(ctx.now, AGAIN_MINUTES);
    await ctx.aside((tx) => lookAtDraft(tx, releaseId, week, again));
    return;
  }
  const say = await prepareDraft(ctx, subject, week);
  await ctx.aside(async (tx) => {
    await say(tx);
    await lookAtDraft(tx, releaseId, week, null);
  });
}

/** Then the draft says so; when the digest is posted after all, that asks to look again. */
async function isHeld({ db }: Context, releaseId: string, week: string): Promise<boolean> {
  return ((await findEdit(db, releaseId, week))?.heldBy ?? null) !== null;
}

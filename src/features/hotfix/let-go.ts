/** Whoever answers for a release may let it go on while a hotfix runs. */
import { permit } from '../../authority/permit.ts';
import type { Context } from '../../feature.ts';
import { releaseName } from '../../release/names.ts';
import { otherName } from '../../release/people.ts';
import { findProject } from '../../release/projects.ts';
import { findRelease, type Release } from '../../release/releases.ts';
import type { Press } from '../../slack/arrivals.ts';
import type { Db, Tx } from '../../store/db.ts';
import { foundHotfix } from './facts.ts';
import { noteHold } from './holds.ts';
import { holdersOf, insertLift, liftersOf, waitingFor } from './holds-store.ts';
import { readValue, tell, withHotfix } from './reach.ts';
import { showRoom } from './show-room.ts';

/** “Let other releases go on” in the room: all that wait for this hotfix. */
export async function letAllGoPressed(ctx: Context, press: Press): Promise<void> {
  const { hotfixId } = readValue(press);
  const wish = { hotfixId, action: 'hotfix.let_go', userId: press.userId } as const;
  const no = await withHotfix(ctx, wish, async (tx, found) => {
    const waiting = await waitingFor(tx.db, found.hotfix);
    if (waiting.length === 0) {
      const who = await letGoBy(ctx, tx.db, { hotfixId: found.hotfix.id }, press.userId);
      return `No release waits for this hotfix any more.${who}`;
    }
    for (const release of waiting) await lift(ctx, tx, release, [found.hotfix.id], press.userId);
    return null;
  });
  await showRoom(ctx, press, hotfixId, no);
}

/** “Let it go on” on the plan card of one release, whatever it waits for. */
export async function letGo(ctx: Context, press: Press, releaseId: string): Promise<void> {
  const said = await ctx.transact(async (tx): Promise<string> => {
    const release = await findRelease(tx.db, releaseId);
    const project = release && (await findProject(tx.db, release.projectId));
    if (release === undefined || project?.workspaceId !== ctx.workspace.id)
      return 'I do not find this release any more.';
    const name = releaseName(project, release);
    const no = await permit(ctx, tx.db, 'hotfix.let_go', press.userId, { name, project });
    if (no !== null) return no;
    const holders = (await holdersOf(tx.db, [release])).get(release.id) ?? [];
    if (holders.length === 0) {
      const who = await letGoBy(ctx, tx.db, { releaseId }, press.userId);
      return `${name} waits for no hotfix any more.${who}`;
    }
    await lift(
      ctx,
      tx,
      release,
      holders.map(({ id }) => id),
      press.userId,
    );
    return `✓ ${name} goes on.`;
  });
  await tell(ctx, press, said);
}

/** ` Ines let it go on.`, or nothing when the reader did, or nobody. */
async function letGoBy(
  ctx: Context,
  db: Db,
  which: Parameters<typeof liftersOf>[1],
  userId: string,
): Promise<string> {
  const [lifter] = await liftersOf(db, which);
  const name = await otherName(db, ctx.workspace.id, lifter, userId);
  return name === null ? '' : ` ${name} let it go on.`;
}

async function lift(
  ctx: Context,
  tx: Tx,
  release: Release,
  hotfixIds: readonly string[],
  userId: string,
): Promise<void> {
  for (const id of hotfixIds) {
    const isNew = await insertLift(tx, id, release.id, userId);
    const found = isNew ? await foundHotfix(tx.db, ctx.workspace.id, id) : undefined;
    if (found !== undefined)
      await noteHold(tx, release, 'release.let_go', userId, { hotfix: found.name });
  }
}

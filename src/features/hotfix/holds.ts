/** What the history of a release says of hotfixes that it waits for. */
import { note } from '../../release/journal.ts';
import type { Release } from '../../release/releases.ts';
import type { Tx } from '../../store/db.ts';
import type { FoundHotfix } from './facts.ts';
import { heldBy, waitingOnlyFor } from './holds-store.ts';

/** A hotfix begins: releases that went on until now wait, and their histories say so. */
export async function beginHolds(tx: Tx, found: FoundHotfix): Promise<void> {
  for (const release of await waitingOnlyFor(tx.db, found.hotfix))
    await noteHold(tx, release, 'release.held', 'slipway', { hotfix: found.name });
}

/** It is over: what waited for it goes on, unless another hotfix runs. */
export async function endHolds(
  tx: Tx,
  waited: readonly Release[],
  hotfixName: string,
): Promise<void> {
  const held = await heldBy(tx.db, waited);
  for (const release of waited) {
    const other = held.get(release.id);
    if (other === undefined)
      await noteHold(tx, release, 'release.let_go', 'slipway', { hotfix: hotfixName, over: 'yes' });
    else await noteHold(tx, release, 'release.held', 'slipway', { hotfix: other.name });
  }
}

/** Notes in the history of a release that it waits for a hotfix, or that it goes on. */
export async function noteHold(
  tx: Tx,
  { id, workspaceId, projectId }: Release,
  event: 'release.held' | 'release.let_go',
  actor: string,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  await note(tx, { workspaceId, projectId, releaseId: id, actor, event, detail });
}

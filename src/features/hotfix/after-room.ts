/** What the room of a hotfix shows once the fix is out: its checks, the cause, and the retrospective. */
import type { KnownBlock } from '@slack/types';
import type { ActionName } from '../../authority/actions.ts';
import type { Context } from '../../feature.ts';
import { findPeople } from '../../release/people.ts';
import { button } from '../../slack/blocks.ts';
import { actionFacts } from './action-flow.ts';
import { actionBlocks } from './action-words.ts';
import { checksFacts } from './check-flow.ts';
import { checkBlocks } from './check-words.ts';
import type { FoundHotfix } from './facts.ts';
import { wouldBeLet } from './reach.ts';
import { retroFacts } from './retro-flow.ts';
import { actionsOf } from './retro-store.ts';
import { retroBlocks, writeButton } from './retro-words.ts';
import { isOpen, mayTeach, ROAD } from './road.ts';

/** For one person: what is wanted next stands first. Empty before the deployment, and for a cancelled one. */
export async function afterBlocks(
  ctx: Context,
  found: FoundHotfix,
  userId: string,
): Promise<readonly KnownBlock[]> {
  const { hotfix } = found;
  if (hotfix.step === 'cancelled') return [];
  const may = (action: ActionName): Promise<boolean> => wouldBeLet(ctx, action, found, userId);
  const isOut = isOpen(hotfix.step) && ROAD.indexOf(hotfix.step) >= ROAD.indexOf('validation');
  const checks = isOut
    ? checkBlocks(await checksFacts(ctx.db, found, hotfix.attempt), await may('hotfix.check'))
    : [];
  if (!mayTeach(hotfix.step)) return checks;
  const read = await retroFacts(ctx.db, found);
  const retro =
    read === null
      ? []
      : retroBlocks(read.facts, isOpen(hotfix.step) && (await may('hotfix.move_retro')));
  const actions = await actionsIn(ctx, found, userId, await may('hotfix.end_action'));
  const isHeld = read !== null && read.facts.heldAt !== null;
  const write = (await may('hotfix.learn')) ? [writeRow(found, isHeld)] : [];
  return [...write, ...retro, ...actions, ...checks];
}

async function actionsIn(
  ctx: Context,
  found: FoundHotfix,
  userId: string,
  mayEndAll: boolean,
): Promise<readonly KnownBlock[]> {
  const rows = await actionsOf(ctx.db, found.hotfix.id);
  const owners = rows.map(({ owner_id: owner }) => owner);
  const people = await findPeople(ctx.db, ctx.workspace.id, owners);
  const own = new Set(rows.flatMap(({ id, owner_id: owner }) => (owner === userId ? [id] : [])));
  const facts = await Promise.all(
    rows.map(async (row) => ({
      ...(await actionFacts(ctx.db, found, row)),
      owner: people.get(row.owner_id)?.name ?? 'someone',
    })),
  );
  return actionBlocks(facts, ({ id }) => mayEndAll || own.has(id));
}

function writeRow({ hotfix: { id, step } }: FoundHotfix, isHeld: boolean): KnownBlock {
  const cause = button(
    step === 'root_cause' ? 'Write down the cause…' : 'Add to the cause…',
    'hotfix.cause',
    id,
    step === 'root_cause' ? 'primary' : undefined,
  );
  const retro = writeButton(
    id,
    step === 'improvement' && !isHeld,
    isHeld ? 'Add to the retrospective…' : 'Write down the retrospective…',
  );
  return { type: 'actions', elements: step === 'root_cause' ? [cause, retro] : [retro, cause] };
}

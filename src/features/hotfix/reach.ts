/** How a press or a form reaches its hotfix: read anew, asked who may, and done, in one transaction. */
import { silentLog } from '../../base/log.ts';
import { typed } from '../../base/command-names.ts';
import type { ActionName } from '../../authority/actions.ts';
import { nothingAsked } from '../../authority/asked.ts';
import { permit } from '../../authority/permit.ts';
import type { Context } from '../../feature.ts';
import type { Press } from '../../slack/arrivals.ts';
import { sentence } from '../../slack/blocks.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import { showNext } from '../../slack/show.ts';
import type { Db, Tx } from '../../store/db.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';

/** Title of the modals about one hotfix. */
export const ROOM_TITLE = 'Hotfix';

/** Said when a hotfix is not there any more. */
export const gone = (): string =>
  `I do not find this hotfix any more. Type ${typed('/hotfix')} list to see where things stand.`;

/** Null when this person may; else the sentence that says whom to ask. `own` are those whose own it is. */
export function mayNot(
  ctx: Context,
  db: Db,
  action: ActionName,
  { hotfix, project, name }: FoundHotfix,
  userId: string,
  own: readonly string[] = [],
): Promise<string | null> {
  return permit(ctx, db, action, userId, { name, project, leadId: hotfix.lead_id, own });
}

/** Whether this person may, for what a window shows them; nobody is refused, so nothing is logged. */
export async function wouldBeLet(
  ctx: Context,
  action: ActionName,
  found: FoundHotfix,
  userId: string,
): Promise<boolean> {
  const aside = { ...ctx, log: silentLog, asked: nothingAsked(null) };
  return (await mayNot(aside, ctx.db, action, found, userId)) === null;
}

/** Which hotfix, for whom, and what they want with it. */
export interface Wish {
  readonly hotfixId: string;
  readonly action: ActionName;
  readonly userId: string;
}

/** Does something with a hotfix; null when it is done, else a sentence that says why not. */
export type Deed = (tx: Tx, found: FoundHotfix) => Promise<string | null>;

/**
 * Reads the hotfix inside the transaction, asks whether this person may, and does the deed, so that nothing
 * changes in between. Null when it is done; else one sentence for the person.
 */
export function withHotfix(ctx: Context, wish: Wish, deed: Deed): Promise<string | null> {
  return ctx.transact(async (tx) => {
    const found = await foundHotfix(tx.db, ctx.workspace.id, wish.hotfixId);
    if (found === undefined) return gone();
    return (await mayNot(ctx, tx.db, wish.action, found, wish.userId)) ?? deed(tx, found);
  });
}

/** The words of a press: a hotfix's id, and behind a slash what else it names, such as a role. */
export function readValue({ value }: Pick<Press, 'value'>): {
  readonly hotfixId: string;
  readonly rest: string;
} {
  const [hotfixId = '', rest = ''] = typeof value === 'string' ? value.split('/') : [];
  return { hotfixId, rest };
}

/**
 * Opens a modal that waits for its words, over the one that was pressed in; returns its view id. Slack lays three
 * over each other at most, and each deed ends in the room: so one that lies over another is used again.
 */
export async function openLoading(ctx: Context, press: Press, title: string): Promise<string> {
  if (press.view?.isPushed === true) return press.view.id;
  const loading = loadingModal(title, 'Reading the hotfix…');
  const isInModal = press.view?.type === 'modal';
  const { id } = isInModal
    ? await ctx.desk.pushModal(press.triggerId, loading)
    : await ctx.desk.openModal(press.triggerId, loading);
  return id;
}

/** Says it in the open modal, else for this person's eyes only. */
export async function tell(ctx: Context, press: Press, words: string): Promise<void> {
  if (press.view?.type === 'modal')
    return showNext(ctx, press.view.id, tellingModal(ROOM_TITLE, words));
  if (press.responseUrl !== undefined)
    return ctx.desk.reply({ responseUrl: press.responseUrl }, sentence(words));
  await ctx.desk.openModal(press.triggerId, tellingModal(ROOM_TITLE, words));
}

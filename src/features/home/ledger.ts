/** The ledger in a modal: by the button on Home, then page by page. */
import { permit } from '../../authority/permit.ts';
import type { Context } from '../../feature.ts';
import { findPerson } from '../../release/people.ts';
import { projectsOf } from '../../release/projects.ts';
import type { Press } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import { rowsIn, seenProjects } from './admin-facts.ts';
import { knownPerson } from './facts.ts';
import { ledgerModal, ROWS_A_PAGE, type PromiseState } from './ledger-blocks.ts';

const TITLE = 'Ledger';
/** Nobody reads further back than this, and each page reads all before it. */
const LAST_PAGE = 50;

/** Opens the ledger, or turns its page. Rights are looked up anew each time. */
export async function ledgerPressed(ctx: Context, press: Press): Promise<void> {
  const { state, page } = placeIn(press.value);
  const open = press.view?.type === 'modal' ? press.view.id : null;
  const viewId =
    open ?? (await ctx.desk.openModal(press.triggerId, loadingModal(TITLE, 'Counting…'))).id;
  await ctx.desk.updateModal(viewId, await pageFor(ctx, press.userId, state, page));
}

async function pageFor(
  ctx: Context,
  userId: string,
  state: PromiseState,
  page: number,
): Promise<ModalView> {
  const projects = await projectsOf(ctx.db, ctx.workspace.id);
  // Whoever is no admin any more sees no ledger; people who are new were asked about at the door.
  const isKnown = (await findPerson(ctx.db, ctx.workspace.id, userId)) !== undefined;
  if (isKnown) await knownPerson(ctx, userId);
  const no = await permit(ctx, ctx.db, 'home.ledger', userId, {
    name: ctx.workspace.name,
    project: null,
    own: projects.map(({ setUpBy }) => setUpBy),
  });
  if (no !== null) return tellingModal(TITLE, no);
  const person = await knownPerson(ctx, userId);
  const seen = seenProjects(ctx, projects, person, userId);
  const rows = await rowsIn(ctx, seen, state, page * ROWS_A_PAGE, ROWS_A_PAGE + 1);
  const hasMore = rows.length > ROWS_A_PAGE && page < LAST_PAGE;
  return ledgerModal(state, page, rows.slice(0, ROWS_A_PAGE), hasMore);
}

/** A button's value, `failed/2`; anything else is the first page of what failed. */
function placeIn(value: Press['value']): { readonly state: PromiseState; readonly page: number } {
  const [state = '', page = ''] = typeof value === 'string' ? value.split('/') : [];
  const number = /^\d{1,3}$/.test(page) ? Math.min(Number(page), LAST_PAGE) : 0;
  switch (state) {
    case 'due':
    case 'sent':
    case 'skipped':
      return { state, page: number };
    default:
      return { state: 'failed', page: number };
  }
}

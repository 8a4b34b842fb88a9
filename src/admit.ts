/** Asks, before any handler runs, whether whoever acts may act here at all, and whether this way in is open to them. */
import { needsThing } from './authority/actions.ts';
import {
  denialOf,
  OUTSIDERS,
  outsiderDenial,
  refusalSentence,
  type Asker,
} from './authority/permission.ts';
import { within } from './base/within.ts';
import type { Context } from './feature.ts';
import { findPerson } from './release/people.ts';
import type { Incoming } from './slack/arrivals.ts';
import type { SlackPerson } from './slack/port.ts';

// A window opens within three seconds or not at all, and opening it takes one call more.
const PATIENCE_MS = 1_000;

/**
 * Null when the arrival may go on; else one sentence for whoever acted, and a line in the log. Apps, people who left
 * and members of other workspaces do nothing here. What a deed is done with is not known yet: where that decides,
 * the handler asks (see `permit`), with what was learned here of people who were never met.
 */
export async function admit(ctx: Context, incoming: Incoming): Promise<string | null> {
  if (incoming.kind === 'event' || incoming.kind === 'unreadable') return null;
  const asker = await askerOf(ctx, incoming);
  const { asked, log } = ctx;
  const action = asked.action ?? 'help';
  const outside = outsiderDenial(asker);
  const thing = { name: '', project: null };
  const denial = outside ?? (needsThing(action) ? null : denialOf(action, asker, thing));
  if (denial === null) return null;
  if (asked.hear(action, denial))
    log.info('action.refused', { action, userId: asker.userId, denial });
  return outside === null ? refusalSentence(action, thing, denial, new Map()) : OUTSIDERS[outside];
}

type Deed = Exclude<Incoming, { readonly kind: 'event' | 'unreadable' }>;

async function askerOf(ctx: Context, { userId, homeTeamId }: Deed): Promise<Asker> {
  const { workspace, admins } = ctx;
  const known = await findPerson(ctx.db, workspace.id, userId);
  const isFromHere = homeTeamId === undefined || homeTeamId === workspace.id;
  // Who acts has an account: where our rows say that they left, they may be back.
  const isClear = known !== undefined && isFromHere && !known.isDeactivated && !known.isOutside;
  const fresh = isClear ? null : await lookUp(ctx, userId);
  ctx.asked.fresh = fresh;
  const facts = fresh ?? known;
  return {
    userId,
    // People of an organisation are at home in one of its workspaces and may belong to others: Slack is asked.
    isStranger: fresh?.isOutside ?? !isFromHere,
    isBot: userId === workspace.botUserId || fresh?.isBot === true,
    isGuest: facts?.isGuest === true,
    isDeactivated: facts?.isDeactivated === true,
    isAdmin: facts?.isAdmin === true || admins.includes(userId),
  };
}

/** What Slack says of somebody; null when it does not say so in time. Who is at home here counts as a full member then. */
async function lookUp({ desk, log }: Context, userId: string): Promise<SlackPerson | null> {
  const found: SlackPerson[] = [];
  try {
    const asking = desk.person(userId).then((person) => void found.push(person));
    if (!(await within(PATIENCE_MS, asking))) log.warn('person.not_told_in_time', { userId });
  } catch (error) {
    log.trouble('person.not_told', error, { userId });
  }
  return found[0] ?? null;
}

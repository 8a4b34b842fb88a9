/** Whether a proposed GitHub login is the person's own: only they can say. */
import { typed } from '../../base/command-names.ts';
import { SlipwayError } from '../../base/errors.ts';
import type { Context } from '../../feature.ts';
import { confirmedLinks, findPerson, setLogin } from '../../release/people.ts';
import type { Press } from '../../slack/arrivals.ts';
import type { Tx } from '../../store/db.ts';
import { sayStanding } from './standing.ts';
import { newestAsk } from './ask-store.ts';

/** *That is me* and *Not me*. */
export async function answerLogin(ctx: Context, press: Press): Promise<void> {
  const isTheirs = press.actionId.endsWith(':yes');
  await ctx.transact(async (tx) => {
    const login = await proposedLogin(ctx, tx, press);
    if (isTheirs) await confirm(ctx, tx, press.userId, login);
    else await setLogin(tx, ctx.workspace.id, press.userId, null, 'denied');
    const ask = await newestAsk(tx.db, ctx.workspace.id, press.userId);
    if (ask !== undefined) await sayStanding(ctx, tx, press.userId, ask.week);
  });
}

/** The login still in question. An older message may ask about one that was replaced since. */
async function proposedLogin(ctx: Context, tx: Tx, press: Press): Promise<string> {
  const person = await findPerson(tx.db, ctx.workspace.id, press.userId);
  const asked = press.value;
  if (
    typeof asked === 'string' &&
    person?.loginState === 'proposed' &&
    person.proposedLogin === asked
  )
    return asked;
  throw new SlipwayError(
    'conflict',
    `That question is settled already. Your release manager can propose another login with ${typed('/release')} setup.`,
  );
}

async function confirm(ctx: Context, tx: Tx, userId: string, login: string): Promise<void> {
  const holder = (await confirmedLinks(tx.db, ctx.workspace.id)).get(login.toLowerCase());
  if (holder !== undefined && holder.id !== userId)
    throw new SlipwayError(
      'conflict',
      `${holder.name} has confirmed that login as theirs. Ask your release manager to look into it.`,
    );
  await setLogin(tx, ctx.workspace.id, userId, login, 'confirmed');
}

/** The overflow menu of a check-in message. */
import type { Context } from '../../feature.ts';
import type { Press } from '../../slack/arrivals.ts';
import type { Message } from '../../slack/blocks.ts';
import { findAsk } from './ask-store.ts';
import { openPause } from './pause.ts';
import { snooze } from './remind.ts';
import { readView } from './standing.ts';
import { aboutMessage, snoozedMessage } from './welcome-blocks.ts';
import { readWelcome } from './welcome.ts';

/** Does what was chosen. */
export async function chooseFromMenu(ctx: Context, press: Press): Promise<void> {
  const [choice = '', week = ''] = String(press.value).split('|');
  if (choice === 'pause') return openPause(ctx, press.triggerId, press.userId);
  if (choice === 'about') return whisper(ctx, press, await about(ctx, press.userId, week));
  if (choice !== 'snooze') throw new Error(`nobody handles the choice ${choice}`);
  const at = await snooze(ctx, press.userId, week);
  await whisper(ctx, press, snoozedMessage(at));
}

/** What the check-in is for, and why this person gets it. */
async function about(ctx: Context, userId: string, week: string): Promise<Message> {
  const ask = await findAsk(ctx.db, ctx.workspace.id, userId, week);
  if (ask === undefined) return aboutMessage(null);
  const { sections } = await readView(ctx, ctx, ask, null, null);
  return aboutMessage(await readWelcome(ctx.db, userId, sections));
}

async function whisper(ctx: Context, press: Press, message: Message): Promise<void> {
  if (press.responseUrl !== undefined)
    await ctx.desk.reply({ responseUrl: press.responseUrl }, message);
}

/** The overflow menu of a check-in message. */
import type { Context } from '../../feature.ts';
import type { Press } from '../../slack/arrivals.ts';
import type { Message } from '../../slack/blocks.ts';
import { openPause } from './pause.ts';
import { snooze } from './remind.ts';
import { aboutMessage, snoozedMessage } from './welcome-blocks.ts';

/** Does what was chosen. */
export async function chooseFromMenu(ctx: Context, press: Press): Promise<void> {
  const [choice = '', week = ''] = String(press.value).split('|');
  if (choice === 'pause') return openPause(ctx, press.triggerId, press.userId);
  if (choice === 'about') return whisper(ctx, press, aboutMessage());
  if (choice !== 'snooze') throw new Error(`nobody handles the choice ${choice}`);
  const at = await snooze(ctx, press.userId, week);
  await whisper(ctx, press, snoozedMessage(at));
}

async function whisper(ctx: Context, press: Press, message: Message): Promise<void> {
  if (press.responseUrl !== undefined)
    await ctx.desk.reply({ responseUrl: press.responseUrl }, message);
}

/** `/checkin history`: a person's own answers, for their eyes only. */
import type { Context } from '../../feature.ts';
import type { Command } from '../../slack/arrivals.ts';
import { nameOf } from './form-read.ts';
import { historyMessage } from './history-blocks.ts';
import { answersOf } from './store.ts';

const MOST_ANSWERS = 12;

/** Shows the newest answers first. */
export async function showHistory(ctx: Context, command: Command): Promise<void> {
  const rows = await answersOf(ctx.db, ctx.workspace.id, command.userId, MOST_ANSWERS);
  const entries = await Promise.all(
    rows.map(async (row) => ({
      row,
      name: await nameOf(ctx.db, ctx.workspace.id, row.release_id),
    })),
  );
  await ctx.desk.reply({ responseUrl: command.responseUrl }, historyMessage(entries));
}

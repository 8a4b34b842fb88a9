/** Asks Slack who a person is now. */
import type { Context } from '../../feature.ts';
import { rememberPerson } from '../../release/people.ts';

/**
 * Learns what Slack says of a person now: they may have moved to another zone or been deactivated.
 * When Slack does not answer, what was known stands.
 */
export async function lookUp(ctx: Context, userId: string): Promise<void> {
  try {
    const person = await ctx.desk.person(userId);
    await ctx.aside((tx) => rememberPerson(tx, ctx.workspace.id, person));
  } catch (error) {
    ctx.log.trouble('checkin.person_not_read', error, { user: userId });
  }
}

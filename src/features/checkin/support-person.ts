/** Whether a person can be asked for support. */
import type { Context } from '../../feature.ts';

/** Why not, as a sentence for the field; null when they can. Slack not answering speaks against nobody. */
export async function whyNotForSupport(
  ctx: Context,
  userId: string,
  askedBy: string,
): Promise<string | null> {
  if (userId === askedBy) return 'That is who asks. Choose someone else.';
  try {
    const person = await ctx.desk.person(userId);
    if (person.isBot) return 'That is an app. Choose a person.';
    if (person.isOutside)
      return 'They are of another organisation, and I send no requests there. Choose someone else.';
    if (person.isDeactivated) return 'Their account is deactivated. Choose someone else.';
  } catch (error) {
    ctx.log.trouble('checkin.person_not_read', error, { user: userId });
  }
  return null;
}

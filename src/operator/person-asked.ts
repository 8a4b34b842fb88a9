import { SlipwayError } from '../base/errors.ts';

/** Throws SlipwayError when this is no Slack user id. */
export function personAsked(userId: string): void {
  if (/^[UW][A-Z0-9]{2,}$/.test(userId)) return;
  throw new SlipwayError(
    'invalid',
    `${userId} is no Slack user id. It is in the person's profile in Slack: ⋮ → Copy member ID.`,
  );
}

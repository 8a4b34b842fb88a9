/** The outer shapes of what Slack sends, as far as anybody here reads them. More fields are fine. */
import { z } from 'zod';

const id = z.string().min(1);
const team = z.looseObject({ id }).nullish();
const user = z.looseObject({ id, team_id: z.string().optional() });
const state = z.unknown().optional();

const view = z.looseObject({
  id,
  type: z.string().default('modal'),
  hash: z.string().default(''),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  previous_view_id: z.string().nullish(),
  // Set when a modal was opened inside another organisation's channel: there `team` is not ours.
  app_installed_team_id: z.string().nullish(),
  state,
});

export const commandShape = z.looseObject({
  command: id,
  text: z.string().default(''),
  user_id: id,
  team_id: z.string().default(''),
  channel_id: id,
  channel_name: z.string().default(''),
  trigger_id: id,
  response_url: z.string().default(''),
});

export const pressShape = z.looseObject({
  type: z.literal('block_actions'),
  actions: z.tuple(
    [z.looseObject({ action_id: id, block_id: z.string().default('') })],
    z.unknown(),
  ),
  user,
  team,
  trigger_id: z.string().default(''),
  response_url: z.string().optional(),
  channel: z.looseObject({ id }).nullish(),
  message: z.looseObject({ ts: id, thread_ts: z.string().optional() }).nullish(),
  // Of a reply that only one person sees Slack sends no message, only this.
  container: z
    .looseObject({ message_ts: z.string().optional(), channel_id: z.string().optional() })
    .nullish(),
  view: view.nullish(),
  state,
});

export const submissionShape = z.looseObject({
  type: z.literal('view_submission'),
  user,
  team,
  trigger_id: z.string().default(''),
  view,
});

export const closedShape = z.looseObject({
  type: z.literal('view_closed'),
  user,
  team,
  is_cleared: z.boolean().default(false),
  view,
});

export const shortcutShape = z.looseObject({
  type: z.enum(['shortcut', 'message_action']),
  callback_id: id,
  user,
  team,
  trigger_id: id,
  channel: z.looseObject({ id }).nullish(),
  message_ts: z.string().optional(),
  message: z.looseObject({ text: z.string().optional(), user: z.string().optional() }).nullish(),
});

export const eventShape = z.looseObject({
  event: z.looseObject({ type: id }),
  team_id: z.string().default(''),
  // In a channel shared with another organisation `team_id` may be theirs; the first of these is ours.
  authorizations: z.array(z.looseObject({ team_id: z.string().nullish() })).optional(),
});

/** Answers that cannot wait: a trigger lives three seconds, so every call is short and tried once. */
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../base/clock.ts';
import type { Message } from './blocks.ts';
import {
  asked,
  lookUpChannel,
  lookUpGroups,
  lookUpIdentity,
  lookUpMembers,
  lookUpPerson,
} from './lookups.ts';
import { messagePayload, viewPayload } from './payloads.ts';
import { type OpenedView, type SlackDesk, SlackRefusal } from './port.ts';
import { postToResponseUrl } from './response-url.ts';
import { remembered } from './short-memory.ts';

const REMEMBER_MINUTES = 10;
const PEOPLE_IN_MEMORY = 2000;

/** A desk on a client of its own. People are remembered for ten minutes; channels never, see below. */
export function createDesk(
  client: WebClient,
  { apiUrl, wall }: { readonly apiUrl: string; readonly wall: Clock },
): SlackDesk {
  const self = remembered(() => lookUpIdentity(client), {
    wall,
    minutes: REMEMBER_MINUTES,
    limit: 1,
  });
  const person = remembered((id) => lookUpPerson(client, id, () => self('')), {
    wall,
    minutes: REMEMBER_MINUTES,
    limit: PEOPLE_IN_MEMORY,
  });
  return {
    openModal: async (triggerId, view) =>
      opened('views.open', client.views.open({ trigger_id: triggerId, view: viewPayload(view) })),
    pushModal: async (triggerId, view) =>
      opened('views.push', client.views.push({ trigger_id: triggerId, view: viewPayload(view) })),
    updateModal: async (viewId, view, hash) =>
      opened(
        'views.update',
        client.views.update({
          view_id: viewId,
          view: viewPayload(view),
          ...(hash === undefined ? {} : { hash }),
        }),
      ),
    publishHome: async (userId, view) => {
      await asked(
        'views.publish',
        client.views.publish({ user_id: userId, view: viewPayload(view) }),
      );
    },
    reply: async (to, message) => {
      if ('responseUrl' in to) await postToResponseUrl(to.responseUrl, apiUrl, message);
      else await ephemeral(client, to, message);
    },
    person,
    // Whether a channel is shared with another organisation decides what may be said in it: always fresh.
    channel: (channelId) => lookUpChannel(client, channelId),
    channelMembers: (channelId, limit) => lookUpMembers(client, channelId, limit),
    identity: () => self(''),
    userGroups: () => lookUpGroups(client),
  };
}

async function opened(
  method: string,
  call: Promise<{ readonly view?: { readonly id?: string; readonly hash?: string } }>,
): Promise<OpenedView> {
  const { view } = await asked(method, call);
  if (view?.id === undefined) throw new SlackRefusal(method, 'no_answer');
  return { id: view.id, hash: view.hash ?? '' };
}

async function ephemeral(
  client: WebClient,
  to: { readonly channelId: string; readonly userId: string },
  message: Message,
): Promise<void> {
  await asked(
    'chat.postEphemeral',
    client.chat.postEphemeral({
      channel: to.channelId,
      user: to.userId,
      ...messagePayload(message),
      parse: 'none',
    }),
  );
}

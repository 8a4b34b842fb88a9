/** Slack as far as check-ins use it: modals, replies that one person sees, and who people are. */
import type { Message, ModalView } from '../../../src/slack/blocks.ts';
import type { Arrival, SlackDesk, SlackPerson } from '../../../src/slack/port.ts';
import { stateOf, type Filled } from './form-state.ts';

export const WORKSPACE = { id: 'T1', name: 'Acme', botUserId: 'UBOT' };

/** People of the workspace. Mara leads; all but Kai are in Berlin; Nia is on no list. */
export const PEOPLE: Readonly<Record<string, string>> = {
  UMARA: 'Mara',
  UIVO: 'Ivo',
  UDANA: 'Dana',
  UKAI: 'Kai',
  UNEW: 'Nia',
};

/** What the desk was asked to show, and who people are today. */
export interface PlayedSlack {
  readonly desk: SlackDesk;
  readonly replies: Message[];
  /** Open modals by id, the newest last. */
  readonly modals: Map<string, ModalView>;
  readonly deactivated: Set<string>;
  readonly zones: Map<string, string>;
  /** How many of the next updates of a modal fail. */
  failUpdates(count: number): void;
  person(id: string): SlackPerson;
}

/** A workspace in which nothing was said yet. */
export function playedSlack(): PlayedSlack {
  const replies: Message[] = [];
  const modals = new Map<string, ModalView>();
  const deactivated = new Set<string>();
  const zones = new Map([['UKAI', 'Pacific/Auckland']]);
  let failures = 0;
  const person = (id: string): SlackPerson => ({
    id,
    name: PEOPLE[id] ?? id,
    zone: zones.get(id) ?? 'Europe/Berlin',
    isBot: id === 'UBOT',
    isGuest: false,
    isAdmin: false,
    isDeactivated: deactivated.has(id),
    isOutside: false,
  });
  const unplayed = (): never => {
    throw new Error('not played here');
  };
  const desk: SlackDesk = {
    async openModal(_trigger, view) {
      const id = `V${modals.size + 1}`;
      modals.set(id, view);
      return { id, hash: '' };
    },
    async updateModal(id, view) {
      if (failures > 0) {
        failures -= 1;
        throw new Error('slack is away');
      }
      modals.delete(id);
      modals.set(id, view);
      return { id, hash: '' };
    },
    reply: async (_to, message) => void replies.push(message),
    person: async (id) => person(id),
    pushModal: unplayed,
    publishHome: unplayed,
    channel: unplayed,
    channelMembers: unplayed,
    identity: unplayed,
    userGroups: unplayed,
  };
  const failUpdates = (count: number): void => void (failures = count);
  return { desk, replies, modals, deactivated, zones, failUpdates, person };
}

let counter = 0;

function arrival(kind: Arrival['kind'], userId: string, body: Arrival['body']): Arrival {
  counter += 1;
  const common = { user: { id: userId }, team: { id: 'T1' }, trigger_id: 'trigger' };
  return { key: `arrival-${counter}`, kind, body: { ...common, ...body } };
}

/** A button or menu choice, as Slack delivers it. */
export function pressed(userId: string, actionId: string, value: string): Arrival {
  const element = actionId.startsWith('checkin.more')
    ? { type: 'overflow', selected_option: { value } }
    : { type: 'button', value };
  return arrival('action', userId, {
    type: 'block_actions',
    actions: [{ action_id: actionId, block_id: 'b', ...element }],
    response_url: 'https://slack.invalid/reply',
  });
}

/** `/checkin` with what was typed after it. */
export function typed(userId: string, text: string): Arrival {
  return arrival('command', userId, {
    command: '/checkin',
    text,
    user_id: userId,
    team_id: 'T1',
    channel_id: 'C1',
    response_url: 'https://slack.invalid/reply',
  });
}

/** The global shortcut. */
export function shortcut(userId: string): Arrival {
  return arrival('shortcut', userId, { type: 'shortcut', callback_id: 'checkin.start' });
}

/** A modal handed in; what is not filled is as it was opened. */
export function submitted(userId: string, id: string, view: ModalView, filled: Filled): Arrival {
  return arrival('submission', userId, {
    type: 'view_submission',
    view: {
      id,
      callback_id: view.callbackId,
      private_metadata: view.privateMetadata ?? '',
      state: { values: stateOf(view, filled) },
    },
  });
}

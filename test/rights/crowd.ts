/**
 * A crowd at the door of a running town: everybody sends the bot the same thing, also people from whom Slack would
 * take no such press. What the bot answers them is kept here, beside what it says to the people of the town.
 */
import {
  SlackRefusal,
  type Acknowledge,
  type Arrival,
  type SlackPort,
} from '../../src/slack/port.ts';

/** What somebody of the crowd does, in Slack's own shape but for who does it. */
export type Attempt =
  | { readonly kind: 'command'; readonly line: string }
  | { readonly kind: 'shortcut'; readonly id: string }
  | {
      readonly kind: 'press';
      readonly id: string;
      readonly value: string;
      /** Metadata of the window that it is pressed in; left out, it is pressed on a message. */
      readonly inWindow?: string;
    }
  | {
      readonly kind: 'submission';
      readonly id: string;
      readonly metadata: string;
      readonly values?: Readonly<Record<string, Field>>;
    };

/** What is filled in: text, a choice, a person, several people, a day or an instant in seconds. */
export type Field =
  | string
  | { readonly choice: string }
  | { readonly person: string }
  | { readonly people: readonly string[] }
  | { readonly day: string }
  | { readonly at: number };

/** Somebody, as a payload names them. */
export interface Sender {
  readonly id: string;
  readonly teamId: string;
}

/** The crowd. */
export interface Crowd {
  /** For the bot's start. */
  through(slack: SlackPort): SlackPort;
  /** Hands it in; resolves when Slack would have its acknowledgement. */
  sends(sender: Sender, attempt: Attempt): Promise<void>;
  /** All that a sender reads now, since the last call: replies, and windows as they stand. */
  read(senderId: string): readonly string[];
}

const CHANNEL = 'C0ATLAS';
const TEAM = 'T0SLIPWAY1';

export function crowd(): Crowd {
  let receive: ((arrival: Arrival, acknowledge: Acknowledge) => Promise<void>) | null = null;
  let counted = 0;
  const windows = new Map<string, string>();
  const closed = new Set<string>();
  const replies: { readonly to: string; readonly text: string }[] = [];
  const isOurs = (id: string): boolean => id.startsWith('crowd:');
  const ownerOf = (id: string): string => id.split(':')[1] ?? '';
  const show = (id: string, view: unknown): { readonly id: string; readonly hash: string } => {
    windows.set(id, JSON.stringify(view));
    return { id, hash: '' };
  };
  const showAgain: typeof show = (id, view) => {
    if (closed.has(id)) throw new SlackRefusal('views.update', 'not_found');
    return show(id, view);
  };
  const next = (sender: string): string => `crowd:${sender}:${(counted += 1)}`;
  return {
    through: (slack) => ({
      ...slack,
      line: {
        ...slack.line,
        start(handle) {
          receive = handle;
          return slack.line.start(handle);
        },
        stop: () => slack.line.stop(),
      },
      desk: {
        ...slack.desk,
        openModal: async (trigger, view) =>
          isOurs(trigger)
            ? show(next(ownerOf(trigger)), view)
            : slack.desk.openModal(trigger, view),
        pushModal: async (trigger, view) =>
          isOurs(trigger)
            ? show(next(ownerOf(trigger)), view)
            : slack.desk.pushModal(trigger, view),
        updateModal: async (id, view, hash) =>
          isOurs(id) ? showAgain(id, view) : slack.desk.updateModal(id, view, hash),
        async reply(to, message) {
          if ('responseUrl' in to && isOurs(to.responseUrl))
            replies.push({ to: ownerOf(to.responseUrl), text: JSON.stringify(message.blocks) });
          else if ('userId' in to) replies.push({ to: to.userId, text: JSON.stringify(message) });
          else await slack.desk.reply(to, message);
        },
      },
    }),
    async sends(sender, attempt) {
      if (receive === null) throw new Error('the bot does not listen yet');
      const mark = next(sender.id);
      const view = next(sender.id);
      const arrival = arrivalOf(sender, attempt, mark, view);
      await receive(arrival, async (answer) => {
        if (answer === undefined || !('kind' in answer)) return;
        if (answer.kind === 'errors') show(view, answer.errors);
        if (answer.kind === 'close') closed.add(view);
        if (answer.kind === 'update' || answer.kind === 'push') show(view, answer.view);
      });
    },
    read(senderId) {
      const own = [...windows].filter(([id]) => ownerOf(id) === senderId);
      for (const [id] of own) windows.delete(id);
      const said = replies.filter(({ to }) => to === senderId).map(({ text }) => text);
      replies.splice(0, replies.length, ...replies.filter(({ to }) => to !== senderId));
      const shut = [...closed].filter((id) => ownerOf(id) === senderId);
      for (const id of shut) closed.delete(id);
      return [...said, ...own.map(([, text]) => text), ...shut.map(() => 'closed')];
    },
  };
}

function arrivalOf(sender: Sender, attempt: Attempt, mark: string, view: string): Arrival {
  const who = {
    user: { id: sender.id, team_id: sender.teamId },
    team: { id: TEAM },
    trigger_id: mark,
  };
  const key = `crowd ${mark}`;
  switch (attempt.kind) {
    case 'command': {
      const [command = '', ...words] = attempt.line.split(' ');
      const typed = { command, text: words.join(' '), channel_id: CHANNEL, channel_name: 'atlas' };
      const by = { user_id: sender.id, team_id: sender.teamId, response_url: mark };
      return { key, kind: 'command', body: { ...typed, ...by, trigger_id: mark } };
    }
    case 'shortcut':
      return {
        key,
        kind: 'shortcut',
        body: { type: 'shortcut', callback_id: attempt.id, ...who },
      };
    case 'press': {
      const pressed = {
        action_id: attempt.id,
        block_id: 'b',
        type: 'button',
        value: attempt.value,
      };
      const where =
        attempt.inWindow === undefined
          ? { response_url: mark, channel: { id: CHANNEL }, message: { ts: '1.0' } }
          : { view: windowOf(view, '', attempt.inWindow, {}) };
      const body = { type: 'block_actions', actions: [pressed], ...who, ...where };
      return { key, kind: 'action', body };
    }
    case 'submission': {
      const window = windowOf(view, attempt.id, attempt.metadata, attempt.values ?? {});
      return { key, kind: 'submission', body: { type: 'view_submission', ...who, view: window } };
    }
  }
}

function windowOf(
  id: string,
  callbackId: string,
  metadata: string,
  values: Readonly<Record<string, Field>>,
) {
  const filled = Object.entries(values).map(([name, field]) => [name, { value: element(field) }]);
  return {
    id,
    type: 'modal',
    callback_id: callbackId,
    private_metadata: metadata,
    state: { values: Object.fromEntries(filled) },
  };
}

function element(field: Field): Readonly<Record<string, unknown>> {
  if (typeof field === 'string') return { type: 'plain_text_input', value: field };
  if ('choice' in field) return { type: 'static_select', selected_option: { value: field.choice } };
  if ('person' in field) return { type: 'users_select', selected_user: field.person };
  if ('people' in field) return { type: 'multi_users_select', selected_users: field.people };
  if ('day' in field) return { type: 'datepicker', selected_date: field.day };
  return { type: 'datetimepicker', selected_date_time: field.at };
}

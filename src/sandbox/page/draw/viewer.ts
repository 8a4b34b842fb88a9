/** Who looks at the page, and what the names in a message mean to them. */
import type { Instant, Zone } from '../../../base/time.ts';
import { SLACKBOT } from '../../slack/identity.ts';
import type { SandboxChannel, SandboxPerson, SandboxSlack } from '../../contract.ts';

/** The reader of a screen: times are drawn in `zone`, mentions by the names held here. */
export interface Viewer {
  readonly userId: string;
  readonly zone: Zone;
  readonly now: Instant;
  readonly people: ReadonlyMap<string, SandboxPerson>;
  readonly channels: ReadonlyMap<string, SandboxChannel>;
  /** Handles of user groups, by id. */
  readonly handles: ReadonlyMap<string, string>;
  /** The conversation that is open; null on the App Home. */
  readonly here: string | null;
}

/** Slack's own messenger writes the refusals that only one person sees, and is in no list of people. */
const SLACKBOT_PERSON: SandboxPerson = {
  id: SLACKBOT,
  name: 'slackbot',
  realName: 'Slackbot',
  title: '',
  zone: 'UTC',
  colour: '#4a154b',
  isBot: false,
  isAdmin: false,
  isGuest: false,
};

/** The viewer for `person` in the conversation `here` at `now`, with everyone and every channel of the workspace. */
export function viewerOf(
  slack: SandboxSlack,
  person: SandboxPerson,
  here: string | null,
  now: Instant,
): Viewer {
  return {
    userId: person.id,
    zone: person.zone,
    now,
    here,
    people: new Map([SLACKBOT_PERSON, ...slack.people()].map((one) => [one.id, one])),
    channels: new Map(slack.channels().map((one) => [one.id, one])),
    handles: new Map(slack.groups().map(({ id, handle }) => [id, handle])),
  };
}

/** A person's name, or the bare id for somebody unknown. */
export function personName(viewer: Viewer, userId: string): string {
  return viewer.people.get(userId)?.realName ?? userId;
}

/** A user group as it is mentioned; the bare id for an unknown one. */
export function groupHandle(viewer: Viewer, groupId: string): string {
  return `@${viewer.handles.get(groupId) ?? groupId}`;
}

/** A channel's name without `#`, or the bare id for an unknown one. */
export function channelName(viewer: Viewer, channelId: string): string {
  return viewer.channels.get(channelId)?.name ?? channelId;
}

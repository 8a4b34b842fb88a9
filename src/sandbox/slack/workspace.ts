import type { Clock } from '../../base/clock.ts';
import type { SandboxPerson } from '../contract.ts';
import { createBookmarks } from './bookmarks.ts';
import type { Bookmarks } from './bookmarks.ts';
import { createChannels } from './channels.ts';
import type { Channels } from './channels.ts';
import { createFiles } from './files.ts';
import type { Files } from './files.ts';
import type { Identity } from './identity.ts';
import type { ManifestFacts } from './manifest.ts';
import { createMessages } from './messages.ts';
import type { Messages } from './messages.ts';
import { createPeople } from './people.ts';
import type { People } from './people.ts';
import type { Plain } from './plain.ts';
import { createStamps } from './stamps.ts';
import type { Stamps } from './stamps.ts';
import { createTriggers } from './triggers.ts';
import type { Triggers } from './triggers.ts';
import { createViews } from './views.ts';
import type { Views } from './views.ts';

/** An event for the app, before the envelope: Slack's `event` object with its type. */
export type EventBody = Plain & { readonly type: string };

/** What an admin of the workspace may decide. */
export interface Preferences {
  /** Minutes of the product's time after which a message cannot be changed any more; null for ever. */
  editWindowMinutes: number | null;
}

/** Everything that the small Slack keeps, as its methods and its people share it. */
export interface Workspace {
  readonly clock: Clock;
  readonly identity: Identity;
  readonly manifest: ManifestFacts;
  readonly people: People;
  readonly channels: Channels;
  readonly messages: Messages;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly stamps: Stamps;
  readonly files: Files;
  readonly bookmarks: Bookmarks;
  readonly preferences: Preferences;
  /** Tells whoever watches that something visible changed. */
  changed(): void;
  /**
   * Sends an event to the app when its manifest asks for it. Resolves when the app acknowledged, was
   * too slow, or is not connected; a method that only causes an event need not wait.
   */
  announce(event: EventBody, subscription?: string): Promise<void>;
}

/** What a workspace needs from outside. */
export type WorkspaceParts = Pick<
  Workspace,
  'clock' | 'identity' | 'manifest' | 'changed' | 'announce'
> & { readonly wall: Clock };

function botPerson(identity: Identity): SandboxPerson {
  return {
    id: identity.botUserId,
    name: identity.botName.toLowerCase().replaceAll(/[^a-z0-9]+/g, ''),
    realName: identity.botName,
    title: '',
    zone: 'America/Los_Angeles',
    colour: '#4a154b',
    isBot: true,
    isAdmin: false,
    isGuest: false,
  };
}

/** A workspace with nobody in it but the bot. */
export function createWorkspace({ wall, ...parts }: WorkspaceParts): Workspace {
  return {
    ...parts,
    people: createPeople(botPerson(parts.identity)),
    channels: createChannels(parts.identity.botUserId),
    messages: createMessages(),
    views: createViews(),
    triggers: createTriggers(wall),
    stamps: createStamps(),
    files: createFiles(),
    bookmarks: createBookmarks(),
    preferences: { editWindowMinutes: null },
  };
}

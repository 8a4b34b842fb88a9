/** What the page is given: the workspace it draws, the time it may push, and what can be typed. */
import type { Instant, Zone } from '../../base/time.ts';
import type { SandboxSlack } from '../contract.ts';
import type { Deed } from '../deeds/deed.ts';
import type { Mood } from '../moods/mood.ts';

/** The sandbox's time, as far as a visitor may move it. */
export interface PushableTime {
  now(): Instant;
  /** The workspace's IANA zone: the clock at the top of the page shows its wall time. */
  readonly zone: Zone;
  /** Moves on to `instant` and resolves when everything due on the way was done. */
  pushTo(instant: Instant): Promise<void>;
  /** The next thing that will happen by itself, with a few words that say what; null when nothing will. */
  next(): Promise<{ readonly at: Instant; readonly what: string } | null>;
}

/** A slash command as the app's manifest lists it. */
export interface PageCommand {
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
}

/** A shortcut as the app's manifest lists it. */
export interface PageShortcut {
  readonly callbackId: string;
  readonly name: string;
  readonly type: 'global' | 'message';
}

/** Everything a page stands on. Port 0 takes a free one. */
export interface PageOptions {
  readonly slack: SandboxSlack;
  readonly time: PushableTime;
  readonly port: number;
  readonly workspace?: string;
  readonly commands?: readonly PageCommand[];
  readonly shortcuts?: readonly PageShortcut[];
  /** What a visitor may let go wrong; no panel when left out. */
  readonly moods?: readonly Mood[];
  /** What the team may be asked to do on GitHub now; no panel when left out. */
  readonly deeds?: () => Promise<readonly Deed[]>;
}

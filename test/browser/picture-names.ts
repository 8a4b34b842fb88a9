/** Every picture that there is, and where one stands to take it. */
import { join } from 'node:path';

/** A screen to look from. The files of its pictures end in `suffix`; sizes are CSS pixels. */
export interface Stand {
  readonly suffix: string;
  readonly width: number;
  /** For a modal, which scrolls inside. */
  readonly height: number;
  /** For what is read by scrolling the page. */
  readonly scrolled: number;
}

/** A window at a desk, and a phone. */
export const STANDS: readonly Stand[] = [
  { suffix: '', width: 1000, height: 900, scrolled: 1100 },
  { suffix: '-phone', width: 390, height: 844, scrolled: 1200 },
];

/** Device pixels a CSS pixel: sharp on most screens, and small as a file. */
export const SHARPNESS = 1.5;

/** Where the documentation finds them. */
export const PICTURES_FOLDER = join(import.meta.dirname, '../../docs/pictures');

/** Of the main job, in the order of its walk. */
const MAIN_NAMES = [
  'invited',
  'setup',
  'plan-form',
  'plan-preview',
  'plan-card',
  'plan-thread',
  'checkin',
  'checkin-recorded',
  'checkin-form',
  'home',
  'home-admin',
  'what-if',
  'draft',
  'digest',
  'digest-thread',
  'status',
] as const;

/** Of the hotfix lane, in the order of its walk. */
const HOTFIX_NAMES = [
  'hotfix-setup',
  'hotfix-shortcut',
  'hotfix-patch',
  'hotfix-form',
  'hotfix-declared',
  'hotfix-alert',
  'hotfix-twin',
  'hotfix-ask',
  'hotfix-confirm',
  'hotfix-decided',
  'hotfix-held',
  'hotfix-held-status',
  'hotfix-room',
  'hotfix-warned',
  'hotfix-decline',
  'hotfix-alert-declined',
  'hotfix-status',
  'hotfix-alert-approved',
  'github',
  'hotfix-alert-testing',
  'hotfix-ask-again',
  'hotfix-voided',
  'hotfix-prompt',
  'hotfix-news',
  'hotfix-thread',
  'hotfix-room-testing',
  'hotfix-fail',
  'hotfix-alert-again',
  'hotfix-alert-deployment',
  'hotfix-alert-missing',
  'hotfix-checks',
  'hotfix-room-checks',
  'hotfix-checks-due',
  'hotfix-room-cause',
  'hotfix-alert-out',
  'hotfix-cause',
  'hotfix-retro-invited',
  'hotfix-retro-move',
  'hotfix-retro-moved',
  'hotfix-retro-soon',
  'hotfix-retro-open',
  'hotfix-retro',
  'hotfix-room-owed',
  'hotfix-action',
  'hotfix-home',
  'hotfix-plan',
  'hotfix-owed',
  'hotfix-not-needed',
  'hotfix-alert-closed',
  'hotfix-retro-thread',
  'hotfix-report',
  'hotfix-timeline',
  'hotfix-deputies',
  'hotfix-alert-late',
  'hotfix-deputy',
  'hotfix-refused',
  'hotfix-running',
  'hotfix-change',
  'hotfix-go-ahead',
  'hotfix-alert-ahead',
  'hotfix-cancel',
  'hotfix-alert-cancelled',
  'hotfix-list',
  'hotfix-digest',
  'hotfix-action-due',
  'hotfix-vacant',
  'hotfix-held-digest',
] as const;

/** The name of a picture. */
export type PictureName = (typeof MAIN_NAMES)[number] | (typeof HOTFIX_NAMES)[number];

function filesOf(names: readonly PictureName[]): readonly string[] {
  return names.flatMap((name) => STANDS.map(({ suffix }) => `${name}${suffix}.png`));
}

/** The files of the pictures of each walk, without their folder. */
export const MAIN_FILES = filesOf(MAIN_NAMES);
export const HOTFIX_FILES = filesOf(HOTFIX_NAMES);

/** The files of all pictures, without their folder. */
export function pictureFiles(): readonly string[] {
  return [...MAIN_FILES, ...HOTFIX_FILES];
}

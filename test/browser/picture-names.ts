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

/** In the order of the walk. */
const PICTURE_NAMES = [
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

/** The name of a picture. */
export type PictureName = (typeof PICTURE_NAMES)[number];

/** The files of all pictures, without their folder. */
export function pictureFiles(): readonly string[] {
  return PICTURE_NAMES.flatMap((name) => STANDS.map(({ suffix }) => `${name}${suffix}.png`));
}

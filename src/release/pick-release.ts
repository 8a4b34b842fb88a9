/** Which release a command means: the one typed, the only one, or a choice. Pure. */
import { formatVersion, parseVersion } from './version.ts';

/** A release as a command may mean it. */
export interface PickableRelease {
  readonly id: string;
  readonly version: string;
  readonly stage: string;
}

/** The release, several to choose from, or a sentence that says why there is none. */
export type Picked<R extends PickableRelease> =
  | { readonly kind: 'one'; readonly release: R }
  | { readonly kind: 'several'; readonly releases: readonly R[] }
  | { readonly kind: 'none'; readonly sentence: string };

/**
 * Picks among `releases` those that `fits`. A typed version means the release of that version, whatever
 * its stage; without one the only fitting release is taken. `none` is said when nothing fits.
 */
export function pickRelease<R extends PickableRelease>(
  releases: readonly R[],
  typed: string,
  fits: (release: R) => boolean,
  none: string,
): Picked<R> {
  const fitting = releases.filter(fits);
  if (typed.trim() === '') return oneOf(fitting, none);
  const reading = parseVersion(typed);
  if (!reading.ok) return { kind: 'none', sentence: reading.reason };
  const name = formatVersion(reading.version);
  const named = releases.filter((release) => release.version === name);
  return oneOf(named, `There is no release ${name} here. ${knownWords(fitting, none)}`);
}

function oneOf<R extends PickableRelease>(releases: readonly R[], none: string): Picked<R> {
  const [first, second] = releases;
  if (first === undefined) return { kind: 'none', sentence: none };
  return second === undefined ? { kind: 'one', release: first } : { kind: 'several', releases };
}

function knownWords(fitting: readonly PickableRelease[], none: string): string {
  const versions = fitting.slice(0, 5).map((release) => release.version);
  return versions.length === 0 ? none : `Known: ${versions.join(', ')}.`;
}

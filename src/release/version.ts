/**
 * Release versions in this program's own order, where a hotfix comes after the version it repairs:
 * 1.4.2 < 1.4.2-hotfix < 1.4.2-hotfix.2 < 1.4.3. (semver takes a suffix for a pre-release and sorts
 * it the other way round, so none of its libraries can be used here.)
 */

/** The kind of a release; its version tells which. */
export type ReleaseType = 'major' | 'minor' | 'patch' | 'hotfix';

/** A version taken apart. `hotfix` is 0 for none, 1 for `-hotfix`, 2 for `-hotfix.2` and so on. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly hotfix: number;
}

/** What is wrong with a text that is not a version. */
export type VersionMistake =
  | 'empty'
  | 'too-long'
  | 'spaces'
  | 'letters'
  | 'missing-number'
  | 'too-few-numbers'
  | 'too-many-numbers'
  | 'leading-zero'
  | 'too-big'
  | 'hotfix-number'
  | 'suffix';

/** A version, or why the text is none. `reason` is a plain sentence that is safe to show anywhere. */
export type VersionReading =
  | { readonly ok: true; readonly version: Version }
  | { readonly ok: false; readonly mistake: VersionMistake; readonly reason: string };

/** Digits of the largest number in a version; also the width of each number in a sort key. */
const DIGITS = 9;
const LONGEST = 'v999999999.999999999.999999999-hotfix.999999999'.length;
const COUNTS = ['no number', 'one number', 'two numbers'];

const REASONS: Record<Exclude<VersionMistake, 'too-few-numbers'>, string> = {
  empty: 'Enter a version, like 1.4.0.',
  'too-long': `That is too long: a version has at most ${LONGEST} characters, like 1.4.0.`,
  spaces: 'A version has no spaces inside: write it like 1.4.0.',
  letters: 'A version is made of three numbers with dots between them, like 1.4.0.',
  'missing-number': 'A number is missing beside a dot or dash: write the version like 1.4.0.',
  'too-many-numbers': 'A version has three numbers, like 1.4.0; this has more.',
  'leading-zero': 'A number in a version does not start with a zero: write 1.4.0, not 1.04.0.',
  'too-big': `A number in a version has at most ${DIGITS} digits.`,
  'hotfix-number':
    'The first hotfix of 1.4.2 is written 1.4.2-hotfix, the next 1.4.2-hotfix.2, then 1.4.2-hotfix.3.',
  suffix: 'The only ending a version may have is -hotfix, like 1.4.2-hotfix.',
};

/** Reads a version as a person types it. A leading "v" and blanks around it are dropped. */
export function parseVersion(text: string): VersionReading {
  const typed = text.trim();
  if (typed.length > LONGEST) return refused('too-long');
  const written = typed.replace(/^v/i, '');
  if (written === '') return refused('empty');
  if (/\s/.test(written)) return refused('spaces');
  const dash = written.search(/[-+]/);
  const core = dash < 0 ? written : written.slice(0, dash);
  const suffix = dash < 0 ? '' : written.slice(dash);
  const mistake = numbersMistake(core.split('.'));
  if (mistake === 'too-few-numbers') return tooFew(core);
  if (mistake !== null) return refused(mistake);
  const hotfix = hotfixNumber(suffix);
  if (typeof hotfix === 'string') return refused(hotfix);
  const [major = 0, minor = 0, patch = 0] = core.split('.').map(Number);
  return { ok: true, version: { major, minor, patch, hotfix } };
}

function refused(mistake: Exclude<VersionMistake, 'too-few-numbers'>): VersionReading {
  return { ok: false, mistake, reason: REASONS[mistake] };
}

/** `core` holds digits and dots only here, so it may be quoted. */
function tooFew(core: string): VersionReading {
  const parts = core.split('.');
  const whole = [...parts, '0', '0'].slice(0, 3).join('.');
  const reason = `${core} has ${COUNTS[parts.length]}; a version has three, like ${whole}.`;
  return { ok: false, mistake: 'too-few-numbers', reason };
}

function numbersMistake(parts: readonly string[]): VersionMistake | null {
  if (parts.some((part) => /[^0-9]/.test(part))) return 'letters';
  if (parts.includes('')) return 'missing-number';
  if (parts.length < 3) return 'too-few-numbers';
  if (parts.length > 3) return 'too-many-numbers';
  if (parts.some((part) => /^0[0-9]/.test(part))) return 'leading-zero';
  return parts.some((part) => part.length > DIGITS) ? 'too-big' : null;
}

function hotfixNumber(suffix: string): number | 'hotfix-number' | 'too-big' | 'suffix' {
  if (suffix === '') return 0;
  if (suffix === '-hotfix') return 1;
  if (!/^-hotfix(?![a-z])/i.test(suffix)) return 'suffix';
  const digits = /^-hotfix\.([1-9][0-9]*)$/.exec(suffix)?.[1];
  if (digits === undefined || digits === '1') return 'hotfix-number';
  return digits.length > DIGITS ? 'too-big' : Number(digits);
}

/** The version as text, without "v": `1.4.2`, `1.4.2-hotfix`, `1.4.2-hotfix.2`. */
export function formatVersion({ major, minor, patch, hotfix }: Version): string {
  const base = `${major}.${minor}.${patch}`;
  if (hotfix === 0) return base;
  return hotfix === 1 ? `${base}-hotfix` : `${base}-hotfix.${hotfix}`;
}

/** Negative when `a` comes before `b`, positive when after, 0 when they are the same version. */
export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || a.hotfix - b.hotfix;
}

/** Text that sorts, byte by byte, as {@link compareVersions} does; for ORDER BY in any database. */
export function sortKey({ major, minor, patch, hotfix }: Version): string {
  return [major, minor, patch, hotfix]
    .map((number) => String(number).padStart(DIGITS, '0'))
    .join('.');
}

/** The type that a version's shape says: X.0.0 major, X.Y.0 minor, X.Y.Z patch, with ending hotfix. */
export function typeOf({ minor, patch, hotfix }: Version): ReleaseType {
  if (hotfix > 0) return 'hotfix';
  if (patch > 0) return 'patch';
  return minor > 0 ? 'minor' : 'major';
}

/** The version to propose for a new plan: the minor after the highest of `previous`; 0.1.0 at first. */
export function nextVersion(previous: readonly Version[]): Version {
  const { major, minor } = latest(previous) ?? { major: 0, minor: 0 };
  return { major, minor: minor + 1, patch: 0, hotfix: 0 };
}

/**
 * The next free version of `type` in the line of `from` (by default the highest of `previous`): a
 * patch of 1.4.2 is 1.4.4 when 1.4.3 is taken, its hotfix 1.4.2-hotfix. Null for a patch or hotfix
 * when there is nothing to mend.
 */
export function nextOf(
  type: ReleaseType,
  previous: readonly Version[],
  from: Version | undefined = latest(previous),
): Version | null {
  if (from === undefined) return firstOf(type);
  const taken = [...previous, from];
  if (type === 'major') return majorLine(highest(taken.map((one) => one.major)) + 1);
  const line = taken.filter((one) => one.major === from.major);
  if (type === 'minor')
    return { ...majorLine(from.major), minor: highest(line.map((one) => one.minor)) + 1 };
  const shorter = line.filter((one) => one.minor === from.minor);
  if (type === 'patch')
    return { ...from, patch: highest(shorter.map((one) => one.patch)) + 1, hotfix: 0 };
  const mended = shorter.filter((one) => one.patch === from.patch);
  return { ...from, hotfix: highest(mended.map((one) => one.hotfix)) + 1 };
}

function firstOf(type: ReleaseType): Version | null {
  if (type === 'major') return majorLine(1);
  return type === 'minor' ? nextVersion([]) : null;
}

function majorLine(number: number): Version {
  return { major: number, minor: 0, patch: 0, hotfix: 0 };
}

function highest(numbers: readonly number[]): number {
  return Math.max(0, ...numbers);
}

function latest(versions: readonly Version[]): Version | undefined {
  return [...versions].sort(compareVersions).at(-1);
}

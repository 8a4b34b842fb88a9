/** The clocks of a project as lines that people read and change: `decision = 30 minutes`. Pure. */
import { clip, oneLine } from '../../base/text.ts';
import {
  lengthWords,
  minutesWith,
  TIMED,
  type Minutes,
  type Timed,
  type TimedFacts,
} from './minutes.ts';

/** What the field holds at most; more than twice of what its lines need. */
export const LONGEST_MINUTES = 800;

const ON_PURPOSE = 'on purpose';
const LENGTH = /^(\d{1,5}) ?(m|min|mins|minutes?|h|hours?)( on purpose)?$/;
const EXAMPLE = '“decision = 30 minutes”';

/** The lines, one for each of them; what is more than the release process allows says that it is meant. */
export function minutesText(minutes: Minutes): string {
  return TIMED.map((timed) => {
    const meant = isOverProcess(timed, minutes[timed.id]) ? ` ${ON_PURPOSE}` : '';
    return `${timed.name} = ${lengthWords(minutes[timed.id])}${meant}`;
  }).join('\n');
}

/**
 * Reads the lines; what has none is as everybody begins. A string is what is wrong with the first bad line,
 * for the person.
 */
export function parseMinutes(text: string): Minutes | string {
  const own = new Map<Timed, number>();
  for (const typed of text.split('\n').map(oneLine)) {
    if (typed === '') continue;
    const read = parseLine(typed);
    if (typeof read === 'string') return read;
    if (own.has(read.id)) return `“${read.name}” stands twice. Keep one of them.`;
    own.set(read.id, read.minutes);
  }
  const minutes = minutesWith(own);
  return minutes.decision > minutes.planning
    ? 'Planning begins with the decision, so it cannot be over sooner. Give the decision less, or planning more.'
    : minutes;
}

/** What is longer than the release process allows, one sentence each, for who just saved it. */
export function overProcessWords(minutes: Minutes): readonly string[] {
  return TIMED.filter((timed) => isOverProcess(timed, minutes[timed.id])).map(
    ({ id, name, process }) =>
      `More than the ${lengthWords(process ?? 0)} of the release process: ${name}, ${lengthWords(minutes[id])}.`,
  );
}

interface ReadLine {
  readonly id: Timed;
  readonly name: string;
  readonly minutes: number;
}

function parseLine(typed: string): ReadLine | string {
  const [what = '', length = '', ...more] = typed.toLowerCase().split('=').map(oneLine);
  const timed = TIMED.find(({ name }) => name === what);
  if (timed === undefined)
    return `“${clip(what, 50)}” is none of the clocks. Begin the line as it stood here, such as ${EXAMPLE}.`;
  const [, number = '', unit = '', meant] = LENGTH.exec(length) ?? [];
  if (number === '' || more.length > 0)
    return `“${timed.name}” needs a whole number of minutes or hours, such as ${EXAMPLE}.`;
  const minutes = Number(number) * (unit.startsWith('h') ? 60 : 1);
  const mistake = lengthMistake(timed, minutes, meant !== undefined);
  return mistake ?? { id: timed.id, name: timed.name, minutes };
}

function lengthMistake(timed: TimedFacts, minutes: number, isMeant: boolean): string | null {
  const { name, least, most, process } = timed;
  if (minutes < least || minutes > most)
    return `“${name}” takes ${lengthWords(least)} to ${lengthWords(most)}.`;
  if (isMeant || !isOverProcess(timed, minutes)) return null;
  return `The release process has ${lengthWords(process ?? 0)} for ${name}. If more is meant, write “${name} = ${lengthWords(minutes)} ${ON_PURPOSE}”.`;
}

function isOverProcess({ process }: TimedFacts, minutes: number): boolean {
  return process !== null && minutes > process;
}

/** What most stories begin with and look at: the plan of Atlas 0.7.0, its channel, the project's clock. */
import type { Instant } from '../../src/base/time.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { firstMomentAt } from '../base/wall-clock.ts';
import type { Town } from './town.ts';

const ZONE = PEOPLE.mara.zone;

/** An instant by the wall clock of the project. */
export function berlin(date: string, time: string): Instant {
  return firstMomentAt(ZONE, date, time);
}

/** The zone in which a place counts its weeks: a person's own, the project's for a channel. */
export function zoneOf(place: string): string {
  return Object.values(PEOPLE).find(({ id }) => id === place)?.zone ?? ZONE;
}

/** Mara plans 0.7.0 as the form proposes it, but for these fields. */
export async function planAtlas(
  town: Town,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  const mara = town.person('mara');
  await mara.types('#atlas', '/release plan');
  await mara.submits(fields);
  await mara.submits();
}

/** Top-level messages of #atlas as they stand now, oldest first. */
export function channelOf(town: Town): readonly string[] {
  const all = town.person('mara').reads('#atlas');
  return all.filter(({ isReply }) => !isReply).map(({ text }) => text);
}

/** The weekly digests among them. */
export function digestsOf(town: Town): readonly string[] {
  return channelOf(town).filter((text) => / · week \d+ · /.test(text));
}

/** The line of a text that begins with these words; what there is instead when there is none. */
export function lineOf(text: string, words: string): string {
  const found = text.split('\n').find((line) => line.startsWith(words));
  return found ?? `no line “${words}” in:\n${text}`;
}

/** Holds what Slipway posted against the promise of quiet, week by week on each reader's own wall clock. */
import { wallAt } from '../base/wall-clock.ts';
import type { Post } from './posts.ts';

/** What a message is for, told from how it read when it came. */
export type PostKind =
  'plan' | 'digest' | 'last digest' | 'check-in' | 'reminder' | 'draft' | 'support' | 'reply';

// First words only: what else stands in a message is for the stories.
const FIRST_WORDS: readonly (readonly [PostKind, RegExp])[] = [
  ['plan', /^# /],
  ['last digest', /^(?:✓ )?[^\n]* · (?:shipped|cancelled)\n/],
  ['digest', /^(?:🟢|🟡|🔴|⚪) [^\n]* · week \d+ · /u],
  ['check-in', /^Will [^\n]* ship by /],
  ['reminder', /^Still open: will [^\n]* ship by /],
  ['draft', /^Draft: /],
  ['support', /^\S+ needs your support for /],
];

const IN_CHANNELS: readonly PostKind[] = ['plan', 'digest', 'last digest'];
const TO_PEOPLE: readonly PostKind[] = ['check-in', 'reminder', 'draft', 'support'];

/** What a post is; null for something that no contract allows. */
export function kindOf({ place, isReply, text }: Post): PostKind | null {
  if (isReply) return place.startsWith('#') ? 'reply' : null;
  const kind = FIRST_WORDS.find(([, words]) => words.test(text))?.[0];
  if (kind === undefined) return null;
  return (place.startsWith('#') ? IN_CHANNELS : TO_PEOPLE).includes(kind) ? kind : null;
}

/** How many posts of a kind there are. */
export function countOf(posts: readonly Post[], kind: PostKind): number {
  return posts.filter((post) => kindOf(post) === kind).length;
}

/**
 * Every breach in words: in a channel one plan a release and one digest a week, to a person one
 * check-in and one reminder a week and one request for support a day, and nothing else at all.
 */
export function breaches(
  posts: readonly Post[],
  zoneOf: (place: string) => string,
): readonly string[] {
  const strangers = posts
    .filter((post) => kindOf(post) === null)
    .map(({ place, text }) => `${place} got what nobody promised: ${text}`);
  const counted = Map.groupBy(posts, (post) => slotOf(post, zoneOf(post.place)));
  const repeated = [...counted].flatMap(([slot, same]) =>
    slot === '' || same.length === 1 ? [] : [`${same.length} times ${slot}`],
  );
  return [...strangers, ...repeated];
}

/** The slot that a post takes, of which each holds one; empty for a reply, which takes none. */
function slotOf(post: Post, zone: string): string {
  const kind = kindOf(post);
  const day = wallAt(zone, Date.parse(post.at)).slice(0, 10);
  if (kind === null || kind === 'reply') return '';
  if (kind === 'plan') return `${kind} in ${post.place}: ${post.text.split('\n')[0]}`;
  if (kind === 'support') return `${kind} to ${post.place} on ${day}`;
  const name = kind === 'last digest' ? 'digest' : kind;
  return `${name} to ${post.place} in the week of ${mondayOf(day)}`;
}

const DAY_MS = 24 * 60 * 60_000;

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const sinceMonday = (new Date(noon).getUTCDay() + 6) % 7;
  return new Date(noon - sinceMonday * DAY_MS).toISOString().slice(0, 10);
}

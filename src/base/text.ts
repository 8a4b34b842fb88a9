/** Text from outside, made safe to show. Slack's own marks in it stay text. */

// Bidirectional embeddings, overrides and isolates could turn the rest of a line around; zero bytes and
// other controls break JSON consumers. Plain left-to-right and right-to-left marks are harmless and stay.
const UNSAFE = /[[\p{Cc}--[\n\t]]\u202a-\u202e\u2066-\u2069\ufeff]/gv;

// Most texts are plain; knowing that costs a fraction of cleaning them.
const PLAIN = /^[\n\t -~]*$/;
const PLAIN_LINE = /^[!-~]+(?: [!-~]+)*$/;

/** Without control characters and direction overrides; line breaks and tabs stay. Lone surrogates become �. */
export function clean(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(UNSAFE, '');
}

/** On one line: every run of white space becomes one space. */
export function oneLine(text: string): string {
  if (PLAIN_LINE.test(text)) return text;
  return clean(text).replace(/\s+/gu, ' ').trim();
}

// Made when first needed: its tables cost a start a few milliseconds.
let segmenter: Intl.Segmenter | null = null;
const graphemesOf = (text: string): Intl.Segments =>
  (segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })).segment(text);

/** At most `limit` UTF-16 units, cut between whole characters, with an ellipsis when cut. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const { segment } of graphemesOf(text.slice(0, limit))) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Escapes the three characters that start anything special in Slack's mrkdwn. */
export function escapeMrkdwn(text: string): string {
  return clean(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** `1 issue`, `3 issues`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

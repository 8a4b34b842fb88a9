/** What stands between angle brackets in Slack's mrkdwn: links, mentions, pings and dates. */

/** A run of text, or something that is drawn in its own way. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'styled'; readonly style: InlineStyle; readonly inside: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'user' | 'channel'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string; readonly label: string }
  | { readonly kind: 'broadcast'; readonly range: string }
  | {
      readonly kind: 'date';
      readonly seconds: number;
      readonly template: string;
      readonly url: string | null;
      readonly fallback: string;
    };

/** The three text styles of mrkdwn, named by the element that shows them. */
export type InlineStyle = 'b' | 'i' | 's';

/** Turns Slack's three escapes back into the characters they stand for. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** True for an address a reader may follow; `javascript:` and the like are only ever text. */
export function isSafeUrl(url: string): boolean {
  return /^(https?:\/\/|mailto:|tel:)\S+$/i.test(url);
}

function dateToken(body: string, fallback: string): Inline | null {
  const [seconds = '', template = '', url = null] = body.split('^');
  if (!/^\d+$/.test(seconds) || template === '') return null;
  return { kind: 'date', seconds: Number(seconds), template, url, fallback };
}

function special(body: string, label: string): Inline | null {
  const range = /^(here|channel|everyone)$/.exec(body)?.[1];
  if (range !== undefined) return { kind: 'broadcast', range };
  if (body.startsWith('date^')) return dateToken(body.slice(5), label);
  const group = /^subteam\^(\w+)$/.exec(body)?.[1];
  return group === undefined ? null : { kind: 'group', id: group, label };
}

/** Reads what is between `<` and `>`; null when it is no token, so that it stays plain text. */
export function readToken(inside: string): Inline | null {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = unescapeText(bar < 0 ? '' : inside.slice(bar + 1));
  const person = /^@([UW]\w+)$/.exec(target)?.[1];
  if (person !== undefined) return { kind: 'user', id: person };
  const channel = /^#([CDG]\w+)$/.exec(target)?.[1];
  if (channel !== undefined) return { kind: 'channel', id: channel };
  if (target.startsWith('!')) return special(target.slice(1), label);
  const url = unescapeText(target);
  return isSafeUrl(url) ? { kind: 'link', url, label: label === '' ? url : label } : null;
}

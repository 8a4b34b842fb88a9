/** Slack's mrkdwn as a tree: code, quotes, three styles, links, mentions. It is not Markdown. */
import { readToken, unescapeText } from './mrkdwn-token.ts';
import type { Inline, InlineStyle } from './mrkdwn-token.ts';

/** One part of a text, from top to bottom. */
export type Paragraph =
  | { readonly kind: 'lines'; readonly inside: readonly Inline[] }
  | { readonly kind: 'quote'; readonly inside: readonly Inline[] }
  | { readonly kind: 'preformatted'; readonly text: string };

const STYLES: Readonly<Record<string, InlineStyle>> = { '*': 'b', _: 'i', '~': 's' };
const WORD = /[\p{L}\p{N}]/u;
const BARE_URL = /^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"]/;

/** Where a style that opens at `start` closes, or -1: never across lines, tokens or code. */
function closingMark(text: string, start: number): number {
  const mark = text[start] ?? '';
  const before = text[start - 1] ?? ' ';
  const first = text[start + 1] ?? ' ';
  if (WORD.test(before) || before === mark || /\s/.test(first) || first === mark) return -1;
  for (let at = start + 1; at < text.length; at += 1) {
    const here = text[at] ?? '';
    if (here === '\n') return -1;
    if (here === '<' || here === '`') {
      const end = text.indexOf(here === '<' ? '>' : '`', at + 1);
      if (end > 0) at = end;
      continue;
    }
    const closes = here === mark && at > start + 1 && !/\s/.test(text[at - 1] ?? ' ');
    if (closes && !WORD.test(text[at + 1] ?? ' ')) return at;
  }
  return -1;
}

interface Found {
  readonly node: Inline;
  readonly end: number;
}

function tokenAt(text: string, at: number): Found | null {
  const end = text.indexOf('>', at);
  const node = end < 0 ? null : readToken(text.slice(at + 1, end));
  return node === null ? null : { node, end: end + 1 };
}

function codeAt(text: string, at: number): Found | null {
  const end = text.indexOf('`', at + 1);
  const code = text.slice(at + 1, end);
  if (end < 0 || code.trim() === '' || code.includes('\n')) return null;
  return { node: { kind: 'code', text: unescapeText(code) }, end: end + 1 };
}

function bareUrlAt(text: string, at: number): Found | null {
  if (WORD.test(text[at - 1] ?? ' ')) return null;
  const found = BARE_URL.exec(text.slice(at))?.[0];
  if (found === undefined) return null;
  const url = unescapeText(found);
  return { node: { kind: 'link', url, label: url }, end: at + found.length };
}

function styledAt(text: string, at: number, style: InlineStyle): Found | null {
  const end = closingMark(text, at);
  if (end < 0) return null;
  return {
    node: { kind: 'styled', style, inside: inlines(text.slice(at + 1, end)) },
    end: end + 1,
  };
}

function foundAt(text: string, at: number): Found | null {
  const here = text[at] ?? '';
  const style = STYLES[here];
  if (style !== undefined) return styledAt(text, at, style);
  if (here === '<') return tokenAt(text, at);
  if (here === '`') return codeAt(text, at);
  if (here === 'h') return bareUrlAt(text, at);
  return here === '\n' ? { node: { kind: 'break' }, end: at + 1 } : null;
}

/** The inline pieces of one paragraph. */
function inlines(text: string): readonly Inline[] {
  const pieces: Inline[] = [];
  let plainFrom = 0;
  for (let at = 0; at < text.length;) {
    const found = foundAt(text, at);
    if (found === null) {
      at += 1;
      continue;
    }
    if (at > plainFrom)
      pieces.push({ kind: 'text', text: unescapeText(text.slice(plainFrom, at)) });
    pieces.push(found.node);
    at = found.end;
    plainFrom = at;
  }
  if (plainFrom < text.length) {
    pieces.push({ kind: 'text', text: unescapeText(text.slice(plainFrom)) });
  }
  return pieces;
}

const QUOTED = /^(&gt;|>) ?/;

/** Neighbouring lines of the same kind, quoted or not, as one paragraph each. */
function paragraphs(text: string): readonly Paragraph[] {
  const groups: { quoted: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quoted = QUOTED.test(line);
    const last = groups.at(-1);
    if (last !== undefined && last.quoted === quoted) last.lines.push(line.replace(QUOTED, ''));
    else groups.push({ quoted, lines: [line.replace(QUOTED, '')] });
  }
  return groups.map(({ quoted, lines }) => ({
    kind: quoted ? 'quote' : 'lines',
    inside: inlines(lines.join('\n')),
  }));
}

/** Reads mrkdwn as Slack does: text outside the marks is never anything but text. */
export function parseMrkdwn(text: string): readonly Paragraph[] {
  const fences = text.split('```');
  const closed =
    fences.length % 2 === 1 ? fences : [...fences.slice(0, -2), fences.slice(-2).join('```')];
  return closed.flatMap((part, index): readonly Paragraph[] => {
    if (index % 2 === 1)
      return [{ kind: 'preformatted', text: unescapeText(part.replace(/^\n/, '')) }];
    const around = part
      .replace(index > 0 ? /^\n/ : '', '')
      .replace(index < closed.length - 1 ? /\n$/ : '', '');
    return around === '' ? [] : paragraphs(around);
  });
}

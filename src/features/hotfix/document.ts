/** A document of headings, paragraphs and lists: as Markdown, and as messages of rich text. Pure. */
import type { KnownBlock, RichTextSection } from '@slack/types';
import { clean, clip, oneLine } from '../../base/text.ts';
import { bold, bullets, line, lines, notification, type Message } from '../../slack/blocks.ts';

/** One part of a document. Texts may come from outside: they are shown as they are, and never read as marks. */
export type DocumentPart =
  | { readonly kind: 'title' | 'heading' | 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

/** The document as Markdown, for a terminal, a file or an issue. */
export function asMarkdown(parts: readonly DocumentPart[]): string {
  return `${parts.map(markdownOf).join('\n\n')}\n`;
}

function markdownOf(part: DocumentPart): string {
  if (part.kind === 'list') return part.items.map((item) => `- ${escaped(item)}`).join('\n');
  const marks = { title: '# ', heading: '## ', text: '' }[part.kind];
  return `${marks}${escaped(part.text)}`;
}

// What starts a mark anywhere, and an @ that calls somebody where the document is pasted.
const MARKS = /[\\`*_[\]<>|~#]/g;
const AT_START = /^(\s*)([-+=]|\d+[.)])/;

function escaped(text: string): string {
  return oneLine(text)
    .replace(/&/g, '&amp;')
    .replace(MARKS, '\\$&')
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(AT_START, (_, space: string, mark: string) =>
      mark.length === 1 ? `${space}\\${mark}` : `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    );
}

/** Slack takes 12,000 characters and 50 blocks a message; these leave room for the rest. */
const MOST_CHARACTERS = 8000;
const MOST_BLOCKS = 40;
const LONGEST_TEXT = 700;
/** So many items stand in one block, so that a list may go on in the next message. */
const ITEMS_A_BLOCK = 8;

/** Beyond this nobody reads it in a thread. */
const MOST_PAGES = 6;

/**
 * The document as messages, split where Slack's limits want it. `name` stands in each notification; `whole`
 * says where the rest is, in case there is more than a thread should hold.
 */
export function asMessages(
  name: string,
  parts: readonly DocumentPart[],
  whole: string,
): readonly Message[] {
  const all = pagesOf(parts);
  const pages = all.slice(0, MOST_PAGES);
  return pages.map((page, at) => {
    const isCut = at === MOST_PAGES - 1 && all.length > MOST_PAGES;
    return {
      text: notification(`${name}, part ${at + 1} of ${pages.length}`),
      blocks: [...page, ...(isCut ? [lines([line(whole)])] : [])],
    };
  });
}

function pagesOf(parts: readonly DocumentPart[]): readonly (readonly KnownBlock[])[] {
  const pages: Sized[][] = [];
  let room = 0;
  for (const sized of parts.flatMap(blocksOf)) {
    const page = pages.at(-1);
    if (page === undefined || page.length === MOST_BLOCKS || room < sized.size) {
      pages.push([sized]);
      room = MOST_CHARACTERS - sized.size;
    } else {
      page.push(sized);
      room -= sized.size;
    }
  }
  return pages.map((page) => page.map(({ block }) => block));
}

interface Sized {
  readonly block: KnownBlock;
  readonly size: number;
}

function blocksOf(part: DocumentPart): readonly Sized[] {
  if (part.kind !== 'list') {
    const text = clip(clean(part.text), LONGEST_TEXT);
    return [{ block: lines([line(part.kind === 'text' ? text : bold(text))]), size: text.length }];
  }
  const groups: Sized[] = [];
  for (let from = 0; from < part.items.length; from += ITEMS_A_BLOCK) {
    const items = part.items
      .slice(from, from + ITEMS_A_BLOCK)
      .map((item) => clip(oneLine(item), LONGEST_TEXT));
    const sections: readonly RichTextSection[] = items.map((item) => line(item));
    groups.push({ block: bullets(sections), size: items.join('').length });
  }
  return groups;
}

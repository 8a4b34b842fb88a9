/**
 * Words for Slack, as data. Text that came from outside goes into rich text leaves or plain text, where
 * Slack parses nothing; only `mrkdwn` lines built here carry marks, and they escape what they are given.
 */
import type {
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  PlainTextOption,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
  TableBlock,
} from '@slack/types';
import { clean, clip, escapeMrkdwn, oneLine } from '../base/text.ts';
import { epochSeconds, type Instant } from '../base/time.ts';

/** A message: `text` is the notification and must make sense alone; `blocks` are what is seen. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** A modal. `callbackId` names the submission's handler; `privateMetadata` travels with it. */
export interface ModalView {
  readonly type: 'modal';
  readonly callbackId: string;
  readonly title: string;
  readonly submit?: string;
  readonly close?: string;
  readonly privateMetadata?: string;
  readonly notifyOnClose?: boolean;
  readonly blocks: readonly KnownBlock[];
}

/** A person's App Home. */
export interface HomeView {
  readonly type: 'home';
  readonly blocks: readonly KnownBlock[];
}

/** Slack's own limits, in characters or pieces. Source: Block Kit reference, 2026. */
export const LIMITS = {
  header: 150,
  sectionText: 3000,
  context: 10,
  contextText: 2000,
  buttonText: 75,
  optionText: 75,
  questionTitle: 100,
  questionText: 300,
  questionAnswer: 30,
  modalTitle: 24,
  placeholder: 150,
  options: 100,
  messageBlocks: 50,
  viewBlocks: 100,
  fallbackText: 4000,
} as const;

/** One piece of a rich text line. */
export type Piece = RichTextElement | string;

/** Text in bold. */
export function bold(text: string): RichTextElement {
  return { type: 'text', text: nonEmpty(clean(text)), style: { bold: true } };
}

/** Text in italics, for small remarks inside a line. */
export function italic(text: string): RichTextElement {
  return { type: 'text', text: nonEmpty(clean(text)), style: { italic: true } };
}

/** Text struck through, for what is done or taken out. */
export function struck(text: string): RichTextElement {
  return { type: 'text', text: nonEmpty(clean(text)), style: { strike: true } };
}

/** A person's mention: pings them, so only where they have something to do. */
export function mention(userId: string): RichTextElement {
  return { type: 'user', user_id: userId };
}

/** A user group's mention: pings everybody in it. Only for a declared hotfix, once. */
export function groupMention(groupId: string): RichTextElement {
  return { type: 'usergroup', usergroup_id: groupId };
}

/** A channel's name as a link. */
export function channelLink(channelId: string): RichTextElement {
  return { type: 'channel', channel_id: channelId };
}

/** A link whose text comes from outside; only http and https, anything else is shown as text. */
export function link(url: string, text: string): RichTextElement {
  const label = nonEmpty(clean(text));
  return /^https?:\/\//i.test(url)
    ? { type: 'link', url, text: label }
    : { type: 'text', text: label };
}

/** An instant in each reader's own zone, such as `{time}` or `{date_short} {time}`; UTC where Slack cannot. */
export function localTime(instant: Instant, format = '{time}'): RichTextElement {
  return {
    type: 'date',
    timestamp: epochSeconds(instant),
    format,
    fallback: utcLabel(instant),
  };
}

/** One line of rich text. Strings are plain text, whatever they hold. */
export function line(...pieces: readonly Piece[]): RichTextSection {
  const elements = pieces
    .filter((piece) => piece !== '')
    .map((piece) =>
      typeof piece === 'string' ? ({ type: 'text', text: nonEmpty(clean(piece)) } as const) : piece,
    );
  return {
    type: 'rich_text_section',
    elements: elements.length > 0 ? elements : [{ type: 'text', text: ' ' }],
  };
}

/** Lines under each other in one block; they take the least height Slack offers. */
export function lines(sections: readonly RichTextSection[], blockId?: string): RichTextBlock {
  const elements = sections.map((section, index) =>
    index < sections.length - 1
      ? { ...section, elements: [...section.elements, { type: 'text', text: '\n' } as const] }
      : section,
  );
  const block: RichTextBlock = { type: 'rich_text', elements };
  return blockId === undefined ? block : { ...block, block_id: blockId };
}

/** A bullet list of lines. */
export function bullets(items: readonly RichTextSection[]): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_list', style: 'bullet', elements: [...items] }],
  };
}

/** The release's name above a card. */
export function header(text: string): HeaderBlock {
  return {
    type: 'header',
    text: { type: 'plain_text', text: clip(nonEmpty(oneLine(text)), LIMITS.header), emoji: true },
  };
}

/** A piece of mrkdwn that was written here: escaped text or one of our own marks. */
export interface Mark {
  readonly mrkdwn: string;
}

/** An instant inside small print, in each reader's zone. */
export function timeMark(instant: Instant, format = '{time}'): Mark {
  return { mrkdwn: `<!date^${epochSeconds(instant)}^${format}|${utcLabel(instant)}>` };
}

/** Small print under a card: strings are escaped, marks are ours. */
export function smallPrint(...pieces: readonly (string | Mark)[]): ContextBlock {
  const text = pieces
    .map((piece) => (typeof piece === 'string' ? escapeMrkdwn(clip(piece, 400)) : piece.mrkdwn))
    .join('');
  return {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: clip(nonEmpty(text), LIMITS.contextText), verbatim: true }],
  };
}

/** A button; `value` travels back with the press. `actionId` is unique in its block. */
export function button(
  text: string,
  actionId: string,
  value: string,
  style?: 'primary' | 'danger',
): Button {
  const element: Button = {
    type: 'button',
    text: { type: 'plain_text', text: clip(text, LIMITS.buttonText), emoji: true },
    action_id: actionId,
    value,
  };
  return style === undefined ? element : { ...element, style };
}

/** What a button asks before its press is sent: what is at stake, and the words of yes and no. */
export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
}

/** A button that asks first. */
export function askingFirst(element: Button, question: Question): Button {
  const plain = (text: string, longest: number) =>
    ({ type: 'plain_text', text: clip(clean(text), longest) }) as const;
  return {
    ...element,
    confirm: {
      title: plain(question.title, LIMITS.questionTitle),
      text: plain(question.text, LIMITS.questionText),
      confirm: plain(question.yes, LIMITS.questionAnswer),
      deny: plain(question.no, LIMITS.questionAnswer),
    },
  };
}

/** A button that opens a page in the browser; Slack tells the press as well, which nobody needs to answer. */
export function linkButton(text: string, actionId: string, url: string): Button {
  return {
    type: 'button',
    text: { type: 'plain_text', text: clip(text, LIMITS.buttonText), emoji: true },
    action_id: actionId,
    url,
  };
}

/** A choice in a select, overflow menu, or list of boxes. */
export function option(text: string, value: string, description?: string): PlainTextOption {
  const choice: PlainTextOption = {
    text: { type: 'plain_text', text: clip(nonEmpty(oneLine(text)), LIMITS.optionText) },
    value,
  };
  if (description === undefined || description === '') return choice;
  return {
    ...choice,
    description: { type: 'plain_text', text: clip(oneLine(description), LIMITS.optionText) },
  };
}

/** A table of plain text cells, first row the heading. Slack takes one per message, 100 rows, 20 columns. */
export function table(rows: readonly (readonly string[])[]): TableBlock {
  return {
    type: 'table',
    column_settings: (rows[0] ?? []).map(() => ({ is_wrapped: true })),
    rows: rows.slice(0, 100).map((cells) =>
      cells.map((cell) => ({
        type: 'raw_text' as const,
        text: clip(nonEmpty(oneLine(cell)), 200),
      })),
    ),
  };
}

/** The text of a notification: escaped, on one line, within what Slack recommends. */
export function notification(text: string): string {
  return clip(nonEmpty(escapeMrkdwn(oneLine(text))), LIMITS.fallbackText);
}

/** A message of one plain sentence, for replies only one person sees. */
export function sentence(text: string): Message {
  return { text: notification(text), blocks: [lines([line(text)])] };
}

/** `21:34 UTC`, for readers whose client cannot show their own zone. */
function utcLabel(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

function nonEmpty(text: string): string {
  return text === '' ? ' ' : text;
}

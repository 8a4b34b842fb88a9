import type { Block } from '../contract.ts';
import { checkedBlocks } from './checks/blocks.ts';
import { checkedMetadata } from './checks/metadata.ts';
import type { Metadata } from './messages.ts';
import { jsonArg, textArg } from './methods/arguments.ts';
import type { Arguments } from './methods/arguments.ts';
import { Refusal } from './refusal.ts';

/** Slack cuts a message here; the small Slack refuses, so that nobody loses words unseen. */
const LONGEST_TEXT = 40_000;

/** The ceiling of `markdown_text`. */
const LONGEST_MARKDOWN = 12_000;

/** More old attachments than this are refused for their number. */
const MOST_ATTACHMENTS = 100;

/** What a message says. `undefined` means that the call did not mention it. */
export interface Content {
  readonly text: string | undefined;
  readonly blocks: readonly Block[] | undefined;
  readonly metadata: Metadata | null | undefined;
}

function refuseUnknownParts(args: Arguments): void {
  const attachments = jsonArg(args, 'attachments', 'invalid_attachments');
  if (Array.isArray(attachments) && attachments.length > MOST_ATTACHMENTS)
    throw new Refusal('too_many_attachments');
  // Slack still draws its old attachments; nothing in this program should send any.
  if (Array.isArray(attachments) && attachments.length > 0)
    throw new Refusal('invalid_attachments');
}

/** `markdown_text` instead of text and blocks: it becomes one markdown block. */
function markdownContent(args: Arguments, markdown: string): Pick<Content, 'text' | 'blocks'> {
  const other = args['text'] !== undefined || args['blocks'] !== undefined;
  if (other) throw new Refusal('markdown_text_conflict');
  if (markdown.length > LONGEST_MARKDOWN) throw new Refusal('msg_too_long');
  return { text: markdown, blocks: checkedBlocks([{ type: 'markdown', text: markdown }]) };
}

function textAndBlocks(args: Arguments, longest: number): Pick<Content, 'text' | 'blocks'> {
  const markdown = textArg(args, 'markdown_text');
  if (markdown !== undefined) return markdownContent(args, markdown);
  const text = typeof args['text'] === 'string' ? args['text'] : undefined;
  if ((text ?? '').length > longest) throw new Refusal('msg_too_long');
  const given = jsonArg(args, 'blocks', 'invalid_blocks_format');
  const blocks = given === undefined || given === null ? undefined : checkedBlocks(given);
  return { text, blocks };
}

/**
 * Reads and checks a message's text, blocks and metadata. Refuses with `no_text`, `msg_too_long`,
 * `invalid_blocks`, `invalid_blocks_format`, `invalid_metadata_format` or `metadata_too_large`.
 */
export function messageContent(args: Arguments, longest = LONGEST_TEXT): Content {
  refuseUnknownParts(args);
  const { text, blocks } = textAndBlocks(args, longest);
  const metadata = checkedMetadata(jsonArg(args, 'metadata', 'invalid_metadata_format'));
  if ((text ?? '').trim() === '' && (blocks ?? []).length === 0) throw new Refusal('no_text');
  return { text, blocks, metadata };
}

import type { Block } from '../contract.ts';
import { newBlockId } from './ids.ts';
import type { Workspace } from './workspace.ts';

/** A person or channel as Slack writes it inside a text. */
const TOKEN = /(<[@#][A-Z0-9]+(?:\|[^>]*)?>)/;
/** `@name` or `#name` where a word starts. */
const TYPED_NAME = /(?<![\w<])([@#])([\p{L}\p{N}][\p{L}\p{N}._-]*)/gu;
const WEB_ADDRESS = /https?:\/\/[^\s<>|]+/g;

/** The three characters that Slack escapes, and no others. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function token(slack: Workspace, sign: string, name: string, withName: boolean): string | null {
  const bare = name.replace(/[.-]+$/, '');
  const found = sign === '@' ? slack.people.named(bare) : slack.channels.named(bare);
  if (!found) return null;
  const label = withName ? `|${found.name}` : '';
  return `<${sign}${found.id}${label}>${name.slice(bare.length)}`;
}

function withTokens(slack: Workspace, text: string, withName: boolean): string {
  return text.replaceAll(
    TYPED_NAME,
    (whole, sign: string, name: string) => token(slack, sign, name, withName) ?? whole,
  );
}

/** What a person typed into the message field, as Slack stores it: names become ids, the rest is escaped. */
export function typedMessage(slack: Workspace, typed: string): string {
  return typed
    .split(TOKEN)
    .map((part, index) => (index % 2 === 1 ? part : withTokens(slack, escaped(part), false)))
    .join('');
}

/** What follows a slash command whose manifest entry has `should_escape`: names with ids, links in brackets. */
export function escapedCommandText(slack: Workspace, typed: string): string {
  const linked = escaped(typed).replaceAll(WEB_ADDRESS, (address) => `<${address}>`);
  return withTokens(slack, linked, true);
}

function leaf(part: string): Readonly<Record<string, unknown>> {
  const [, sign, id] = /^<([@#])([A-Z0-9]+)/.exec(part) ?? [];
  if (sign === '@') return { type: 'user', user_id: id };
  if (sign === '#') return { type: 'channel', channel_id: id };
  const text = part.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return { type: 'text', text };
}

/** The rich text block that Slack's own client adds to what a person said. */
export function richTextOf(text: string): Block {
  const leaves = text.split(TOKEN).filter((part) => part !== '');
  const section = { type: 'rich_text_section', elements: leaves.map(leaf) };
  return { type: 'rich_text', block_id: newBlockId(), elements: [section] };
}

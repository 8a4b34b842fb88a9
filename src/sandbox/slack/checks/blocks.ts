import type { Block } from '../../contract.ts';
import { isPlain } from '../plain.ts';
import type { Plain } from '../plain.ts';
import { Refusal } from '../refusal.ts';
import { completed } from './completion.ts';
import { list, typed } from './schema.ts';
import type { Flaw } from './schema.ts';
import { blocksOf, MOST_BLOCKS } from './surfaces.ts';
import type { Surface } from './surfaces.ts';
import { charactersInBlocks, crowding, hasTwoTables, repeatedIds } from './together.ts';

/**
 * Slack names no ceiling for all text of a message's blocks, but has one: 9,600 characters were seen to
 * pass and 11,300 to fail (slackapi/bolt-js issues 2509 and 2867). This is the careful side.
 */
const MOST_CHARACTERS = 10_000;

/** Everything that Slack would object to in blocks on a surface; `at` is where they stand. */
export function blockFlaws(blocks: unknown, surface: Surface, at: string): readonly Flaw[] {
  const most = MOST_BLOCKS[surface];
  const flaws = list(typed(blocksOf(surface)), most, 0)(blocks, at);
  if (flaws.length > 0 || !Array.isArray(blocks)) return flaws;
  const plain = blocks.filter(isPlain);
  return [...repeatedIds(plain, at), ...crowding(plain, at)];
}

/** A flaw as Slack words it. */
export function flawText({ problem, at }: Flaw): string {
  return `${problem} [json-pointer:${at}]`;
}

/** The refusal of a message's blocks, with every flaw in both places where Slack writes them. */
function blocksRefusal(flaws: readonly Flaw[]): Refusal {
  const errors = flaws.map(flawText);
  const messages = errors.map((text) => `[ERROR] ${text}`);
  return new Refusal('invalid_blocks', { errors, response_metadata: { messages } });
}

/** True for what has the outline of a block. After the checks it is one. */
export function isBlock(value: unknown): value is Block {
  return isPlain(value) && typeof value['type'] === 'string';
}

function refuseTooMuch(blocks: readonly Plain[]): void {
  if (hasTwoTables(blocks)) {
    const messages = ['[ERROR] only_one_table_allowed'];
    throw new Refusal('invalid_attachments', { response_metadata: { messages } });
  }
  if (charactersInBlocks(blocks) > MOST_CHARACTERS) throw new Refusal('msg_blocks_too_long');
}

/**
 * A message's blocks, checked and completed as Slack stores them. Refuses `invalid_blocks_format` for
 * what is no list, `invalid_blocks` with the flaws, `invalid_attachments` for a second table and
 * `msg_blocks_too_long`.
 */
export function checkedBlocks(given: unknown): readonly Block[] {
  if (!Array.isArray(given)) throw new Refusal('invalid_blocks_format');
  const flaws = blockFlaws(given, 'message', '/blocks');
  if (flaws.length > 0) throw blocksRefusal(flaws);
  const blocks = given.filter(isBlock);
  refuseTooMuch(blocks);
  return completed(blocks);
}

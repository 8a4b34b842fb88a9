/** What Slack would refuse in blocks, or read as a ping, and what would turn a line around. */
import type { KnownBlock } from '@slack/types';
import { blockFlaws } from '../../../src/sandbox/slack/checks/blocks.ts';
import { pingsIn } from '../../support/hostile.ts';

// Zero bytes, and marks that turn the rest of a line around.
const UNSAFE = [0, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069];

/** Every breach in words; empty when the blocks are fine. */
export function breaches(
  blocks: readonly KnownBlock[],
  surface: 'message' | 'modal' | 'home',
): readonly string[] {
  const shown = texts(blocks);
  return [
    ...blockFlaws(structuredClone(blocks), surface, '').map(
      ({ problem, at }) => `${at} ${problem}`,
    ),
    ...pingsIn(blocks),
    ...UNSAFE.filter((code) => shown.some((text) => text.includes(String.fromCodePoint(code)))).map(
      (code) => `unsafe sign ${code}`,
    ),
  ];
}

/** Everything that is shown, unlike the values that travel with buttons. */
function texts(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    typeof one === 'string' && SHOWN.has(key) ? [one] : texts(one),
  );
}

const SHOWN = new Set(['text', 'initial_value']);

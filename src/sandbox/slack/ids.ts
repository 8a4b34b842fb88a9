import { randomInt, randomUUID } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const BLOCK_LETTERS = `${LETTERS}abcdefghijklmnopqrstuvwxyz+/`;

function random(letters: string, length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}

/**
 * An id as Slack makes them: a prefix and nine capitals or digits. Random, not counted: the bot's
 * database outlives the sandbox, and a repeated event or view id would look like one handled before.
 */
export function newId(prefix: string): string {
  return `${prefix}0${random(LETTERS, 9)}`;
}

/** A block or action id for something that was sent without one: five mixed characters. */
export function newBlockId(): string {
  return random(BLOCK_LETTERS, 5);
}

/** A long unguessable name for addresses and triggers: 24 mixed characters. */
export function newSecret(): string {
  return random(`${LETTERS}abcdefghijklmnopqrstuvwxyz`, 24);
}

/** An envelope or client message id. */
export function newUuid(): string {
  return randomUUID();
}

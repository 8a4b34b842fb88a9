/** Secrets that can be recognised wherever they turn up: whole, in part, packed for a header, escaped. */
import { generateKeyPairSync } from 'node:crypto';
import { settingsTable } from '../../src/config/settings.ts';

const WORD = 'canary';

/** Of the right shape, as its example has it; most look like no token that anybody would know. */
export function canaryFor(name: string): string {
  const example = settingsTable().find((one) => one.name === name)?.example ?? '';
  const prefix = /^x[a-z]+-/.exec(example)?.[0] ?? '';
  const canary = `${prefix}${WORD}.of.${name.toLowerCase()}`;
  // Nothing listens there; all that is asked is on this machine, which no proxy stands before.
  return name === 'HTTPS_PROXY' ? `http://slipway:${canary}@127.0.0.1:9` : canary;
}

/** A key that GitHub might have made, and the other half for the GitHub that checks it. */
export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
  /** What of the private key must not be found anywhere: a piece out of each of its lines. */
  readonly pieces: readonly string[];
}

const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;
const privateKeyEncoding = { type: 'pkcs8', format: 'pem' } as const;
const rsaPair = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding, privateKeyEncoding });
const ellipticPair = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding, privateKeyEncoding });

/** Makes one, of the kind that GitHub hands out or of a kind that it does not. */
export function makeKey(kind: 'rsa' | 'ec' = 'rsa'): KeyPair {
  const { publicKey, privateKey } = kind === 'rsa' ? rsaPair() : ellipticPair();
  const body = privateKey.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  // The first line of every such key begins alike, and a short last one is no secret.
  const pieces = body.filter((line) => line.length >= 40).map((line) => line.slice(-24));
  return { publicKey, privateKey, pieces };
}

// Base64 writes a word in one of three ways, by its place; these are the letters that depend on nothing else.
const PACKED = [0, 1, 2].map((before) => {
  const start = Math.ceil((before * 8) / 6);
  return btoa(`${'x'.repeat(before)}${WORD}xx`).slice(start, start + 7);
});

/** Tokens that GitHub's side makes for the app while it runs, and what the app signs to get them. */
const MADE_ON_THE_WAY = /ghs_\w+|\beyJ[\w-]{8,}/;

/** Lines of a text that hold a canary in any dress, a piece of the key, or a token made on the way. */
export function canariesIn(text: string, pieces: readonly string[] = []): readonly string[] {
  const known = [...pieces, ...PACKED];
  const isFound = (line: string): boolean =>
    known.some((piece) => line.includes(piece)) ||
    line.toLowerCase().includes(WORD) ||
    MADE_ON_THE_WAY.test(line);
  return text
    .split('\n')
    .filter(isFound)
    .map((line) => line.slice(0, 600));
}

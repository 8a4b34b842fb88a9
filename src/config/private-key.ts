/** A private key, given as a file or as text. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const BEGINS = /^-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/**
 * PEM text of an RSA key without a passphrase. Text in one line has `\n` where lines end, as an environment
 * file wants it; anything that does not begin as a key does is the path of a file that holds one. Refused in
 * words that never hold the key.
 */
export const privateKey = z.string().transform((given, context) => {
  const text = textOf(given);
  const mistake = text === null ? 'no file that can be read is there' : mistakeIn(text);
  if (text !== null && mistake === null) return text;
  context.addIssue({
    code: 'custom',
    message: mistake ?? 'a private key is needed',
  });
  return z.NEVER;
});

/** Null when there is no such file. */
function textOf(given: string): string | null {
  if (BEGINS.test(given)) return given.replaceAll('\\n', '\n');
  try {
    return readFileSync(given, 'utf8').trim();
  } catch {
    return null;
  }
}

function mistakeIn(text: string): string | null {
  try {
    const { asymmetricKeyType } = createPrivateKey(text);
    return asymmetricKeyType === 'rsa' ? null : 'an RSA key is needed';
  } catch {
    return 'the private key that GitHub made for the app is needed, whole and without a passphrase';
  }
}

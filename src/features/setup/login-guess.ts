/** Which GitHub login might be a person's, to be offered and never to be used. Pure. */

/**
 * The one login that reads like the name, or that begins with it: `mara-k` for Mara. Null when none or
 * several do. `names` are all people who are asked about, so that one of two Maras is not taken for the other.
 */
export function guessLogin(
  name: string,
  logins: readonly string[],
  names: readonly string[],
): string | null {
  const own = bare(name);
  if (own === '') return null;
  const same = logins.filter((login) => bare(login) === own);
  if (same.length === 1) return same[0] ?? null;
  const first = firstWord(name);
  const isAlone = names.filter((other) => firstWord(other) === first).length <= 1;
  const alike = logins.filter((login) => firstWord(login) === first);
  return isAlone && first !== '' && alike.length === 1 ? (alike[0] ?? null) : null;
}

/** A typed login without what people put around it: `@mara-k`, `https://github.com/mara-k`. */
export function typedLogin(text: string): string {
  return text
    .trim()
    .replace(/^(?:https?:\/\/)?(?:www\.)?github\.com\//i, '')
    .replace(/^@/, '')
    .replace(/\/$/, '');
}

/** True for what GitHub lets an account be called. */
export function isLogin(text: string): boolean {
  return /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:\[bot\])?$/i.test(text);
}

function bare(text: string): string {
  return plain(text).replace(/[^\p{L}\p{N}]/gu, '');
}

function firstWord(text: string): string {
  return plain(text).split(/[^\p{L}\p{N}]+/u)[0] ?? '';
}

/** Lower case, without accents. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Takes whatever looks like a secret out of text that goes to the log. */

/** A name and a password in an address, and whatever is asked with it: tokens travel there too. */
const IN_ADDRESSES: readonly RegExp[] = [
  /(?<=:\/\/)[^\s/@]+@/g,
  /(?<=:\/\/[^\s?"']*\?[^\s"']*?[\w.-]+=)[^\s&"']+/g,
];

const SECRETS: readonly RegExp[] = [
  // Slack: bot, user, app-level, refresh, configuration and workflow tokens.
  /\bx(?:ox[a-z]|app|wfp|oxe\.xox[a-z])-[\w.-]+/g,
  // GitHub: classic, app, OAuth and refresh tokens, then fine-grained ones.
  /\bgh[a-z]_\w{8,}/g,
  /\bgithub_pat_\w+/g,
  // JSON web tokens.
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  // Addresses that let anybody post, and single-use socket addresses.
  /\bhttps:\/\/hooks\.slack(?:-gov)?\.com\/\S+/g,
  /\bwss?:\/\/\S+/g,
  /\b(?:Bearer|token)\s+[\w.~+/=-]{8,}/gi,
  ...IN_ADDRESSES,
  // Private keys and anything else long, unbroken and base64.
  /-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g,
  // Without the slash of base64, so that file paths in a stack stay readable.
  /[\w+=-]{48,}/g,
];

/** Shorter pieces of a secret tell nothing, and would take words out of the log. */
const SHORTEST_PIECE = 8;

/** The text with every secret replaced by `[secret]`. */
export function scrub(text: string): string {
  return SECRETS.reduce((scrubbed, pattern) => scrubbed.replace(pattern, '[secret]'), text);
}

/**
 * Takes these very secrets out of a text, whatever they look like; of one with several lines, such as a
 * private key, each line. Accounts and questions in addresses go as well.
 */
export function scrubberOf(secrets: readonly string[]): (text: string) => string {
  const pieces = secrets
    .flatMap((secret) => [secret, ...secret.split(/\\n|\s+/)])
    .filter((piece) => piece.length >= SHORTEST_PIECE)
    .toSorted((a, b) => b.length - a.length);
  return (text) => {
    const known = pieces.reduce((scrubbed, piece) => scrubbed.replaceAll(piece, '[secret]'), text);
    return IN_ADDRESSES.reduce((scrubbed, part) => scrubbed.replace(part, '[secret]'), known);
  };
}

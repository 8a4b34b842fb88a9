/** Takes whatever looks like a secret out of text that goes to the log. */

const SECRETS: readonly RegExp[] = [
  // Slack: bot, user, app-level, refresh, configuration and workflow tokens.
  /\bx(?:ox[a-z]|app|wfp|oxe\.xox[a-z])-[\w.-]+/g,
  // GitHub: classic, app, OAuth and refresh tokens, then fine-grained ones.
  /\bgh[a-z]_\w{8,}/g,
  /\bgithub_pat_\w+/g,
  // JSON web tokens.
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  // Addresses that let anybody post, and single-use socket addresses.
  /\bhttps:\/\/hooks\.slack\.com\/\S+/g,
  /\bwss?:\/\/\S+/g,
  /\b(?:Bearer|token)\s+[\w.~+/=-]{8,}/gi,
  // A name and a password in an address.
  /(?<=:\/\/)[^\s/@]+@/g,
  // Private keys and anything else long, unbroken and base64.
  /-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g,
  // Without the slash of base64, so that file paths in a stack stay readable.
  /[\w+=-]{48,}/g,
];

/** The text with every secret replaced by `[secret]`. */
export function scrub(text: string): string {
  return SECRETS.reduce((scrubbed, pattern) => scrubbed.replace(pattern, '[secret]'), text);
}

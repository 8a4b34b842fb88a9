/** Kinds of values that settings have; each refuses in plain words. */
import { isIP } from 'node:net';
import { z } from 'zod';

/** A whole number from `low` to `high`, both included. */
export function wholeNumber(low: number, high: number): z.ZodType<number, string> {
  const needed = `a whole number from ${low} to ${high} is needed`;
  return z
    .string()
    .regex(/^\d{1,9}$/, needed)
    .transform(Number)
    .refine((value) => value >= low && value <= high, needed);
}

/** A token of Slack, by its prefix. */
export function token(prefix: string): z.ZodType<string, string> {
  const needed = `a token that starts with ${prefix} is needed`;
  return z.string().regex(new RegExp(`^${prefix}\\S+$`), needed);
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The address of an API. A token sent over plain http can be read on the way; only this machine may be spoken to so. */
export const apiUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
}, 'an https:// address is needed (http:// only on this machine)');

/** The address of GitHub's API, without trailing slash. */
export const gitHubUrl = apiUrl
  .transform((text) => text.replace(/\/+$/, '').replace(/\/api\/v3$/, '/api'))
  .refine((text) => {
    const url = new URL(text);
    return url.hostname.startsWith('api.') || LOOPBACK.test(url.hostname) || url.pathname !== '/';
  }, 'GitHub Enterprise Server needs /api at the end');

/** Slack user ids, with commas or spaces between them. */
export const userIds = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ''))
  .refine((ids) => ids.every((id) => /^[UW][A-Z0-9]+$/.test(id)), 'Slack user ids are needed');

/** An instant, given with any zone, kept in UTC. */
export const instant = z.iso
  .datetime({ offset: true, error: 'a date and time with its zone is needed' })
  .transform((text) => new Date(text).toISOString());

/** A port that others connect to. */
export const port = wholeNumber(1, 65_535);

/** An address of this machine. */
export const host = z
  .string()
  .refine((text) => isIP(text) > 0 || text === 'localhost', 'an IP address is needed');

/** What stands before a command's name. Slack allows 32 characters in all, small letters, `-` and `_`. */
export const commandPrefix = z
  .string()
  .regex(/^[a-z0-9_-]{0,20}$/, 'up to 20 small letters, digits, - or _ are needed');

/** The address of a proxy, of the two kinds that let https through. */
export const proxyUrl = z
  .string()
  .refine(
    (text) => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? ''),
    'an http:// or https:// address is needed',
  );

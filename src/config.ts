/** The environment, read once, checked, and named in plain words. Nothing else reads `process.env`. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { SlipwayError } from './base/errors.ts';
import type { Instant } from './base/time.ts';

/** How a setting is explained to an operator. `fallback` is what holds when it is not set; null for nothing. */
export interface Setting {
  readonly name: string;
  readonly fallback: string | null;
  readonly meaning: string;
  readonly example: string;
}

/** What the program is told from outside, without its secrets. Frozen. */
export interface Config {
  /** Base of Slack's Web API, with trailing slash. */
  readonly slackApiUrl: string;
  /** Base of GitHub's API, without trailing slash; queries go to `<base>/graphql`. */
  readonly gitHubApiUrl: string;
  readonly databaseFile: string;
  readonly logLevel: LogLevel;
  /** Slack user ids that administer Slipway, beside Slack's own workspace admins. */
  readonly admins: readonly string[];
  /** Seconds to wait after a post whose outcome is unknown, before looking whether it stands. */
  readonly settleSeconds: number;
  /** Milliseconds between two posts into one channel. */
  readonly postSpacingMs: number;
  readonly syncMinutes: number;
  /** Where Slack's calls come in; null in Socket Mode. */
  readonly http: Address | null;
  /** Where /healthz and /readyz are answered; null for nowhere. */
  readonly health: Address | null;
  /** Port of the local workspace's page; 0 lets the machine choose. */
  readonly sandboxPort: number;
  /** Where the local workspace's clock starts; null for Monday morning of this week. */
  readonly sandboxStart: Instant | null;
}

/** What is never shown or logged: with an app-level token Slipway calls Slack, with a signing secret Slack calls it. */
export type Secrets = {
  readonly slackBotToken: string;
  readonly gitHubToken: string;
} & ({ readonly slackAppToken: string } | { readonly slackSigningSecret: string });

/** Where a server of ours listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Which lines the log keeps: this level and graver ones. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * The whole answer. Without any token the program runs its local workspace (`sandbox`). `unknown`
 * names SLIPWAY_ variables that mean nothing here: worth a line in the log, not a refusal, because
 * Kubernetes adds such variables by itself for a service called slipway.
 */
export type Configuration = { readonly config: Config; readonly unknown: readonly string[] } & (
  | { readonly mode: 'sandbox'; readonly secrets: null }
  | { readonly mode: 'real'; readonly secrets: Secrets }
);

const explanations = z.registry<Omit<Setting, 'name'>>();

/** A setting that has a value even when nobody sets it. */
function withFallback<T>(
  schema: z.ZodType<T, string>,
  fallback: string,
  meaning: string,
  example: string,
) {
  return schema.prefault(fallback).register(explanations, { fallback, meaning, example });
}

/** A setting that may be missing. */
function orNothing<T>(schema: z.ZodType<T, string>, meaning: string, example: string) {
  return schema.optional().register(explanations, { fallback: null, meaning, example });
}

function wholeNumber(low: number, high: number): z.ZodType<number, string> {
  const needed = `a whole number from ${low} to ${high} is needed`;
  return z
    .string()
    .regex(/^\d{1,9}$/, needed)
    .transform(Number)
    .refine((value) => value >= low && value <= high, needed);
}

function token(prefix: string): z.ZodType<string, string> {
  const needed = `a token that starts with ${prefix} is needed`;
  return z.string().regex(new RegExp(`^${prefix}\\S+$`), needed);
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

// A token sent over plain http can be read on the way; only this machine may be spoken to so.
const apiUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
}, 'an https:// address is needed (http:// only on this machine)');

const gitHubUrl = apiUrl
  .transform((text) => text.replace(/\/+$/, '').replace(/\/api\/v3$/, '/api'))
  .refine((text) => {
    const url = new URL(text);
    return url.hostname.startsWith('api.') || LOOPBACK.test(url.hostname) || url.pathname !== '/';
  }, 'GitHub Enterprise Server needs /api at the end');

const userIds = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ''))
  .refine((ids) => ids.every((id) => /^[UW][A-Z0-9]+$/.test(id)), 'Slack user ids are needed');

const instant = z.iso
  .datetime({ offset: true, error: 'a date and time with its zone is needed' })
  .transform((text) => new Date(text).toISOString());

const port = wholeNumber(1, 65_535);

const host = z
  .string()
  .refine((text) => isIP(text) > 0 || text === 'localhost', 'an IP address is needed');

const SETTINGS = z.object({
  SLACK_BOT_TOKEN: orNothing(
    token('xoxb-'),
    'Bot token of the Slack app. Without any of the three tokens the local workspace starts.',
    'xoxb-…',
  ),
  SLACK_APP_TOKEN: orNothing(
    token('xapp-'),
    'App-level token with the scope connections:write, for Socket Mode.',
    'xapp-…',
  ),
  SLACK_SIGNING_SECRET: orNothing(
    z.string().regex(/^\S{16,}$/, 'the signing secret of the Slack app is needed'),
    'Signing secret of the Slack app, for HTTP mode; in place of SLACK_APP_TOKEN.',
    '0123456789abcdef0123456789abcdef',
  ),
  GITHUB_TOKEN: orNothing(
    z.string().regex(/^\S{8,}$/, 'a GitHub token is needed'),
    'GitHub token that may read the repositories: issues, pull requests, metadata.',
    'github_pat_…',
  ),
  SLACK_API_URL: withFallback(
    apiUrl.transform((text) => (text.endsWith('/') ? text : `${text}/`)),
    'https://slack.com/api/',
    "Base of Slack's Web API.",
    'http://127.0.0.1:4000/api/',
  ),
  GITHUB_API_URL: withFallback(
    gitHubUrl,
    'https://api.github.com',
    "Base of GitHub's API; for GitHub Enterprise Server its address with /api.",
    'https://github.example.com/api',
  ),
  SLIPWAY_DATABASE: withFallback(
    z.string(),
    'data/slipway.db',
    'The database file; its folder must be on a local disk.',
    '/var/lib/slipway/slipway.db',
  ),
  SLIPWAY_LOG_LEVEL: withFallback(
    z.enum(['debug', 'info', 'warn', 'error'], 'debug, info, warn or error is needed'),
    'info',
    'Which lines the log keeps: this level and graver ones.',
    'debug',
  ),
  SLIPWAY_ADMINS: withFallback(
    userIds,
    '',
    "Slack user ids that administer Slipway, beside the workspace's own admins.",
    'U012AB3CD,U045EF6GH',
  ),
  SLIPWAY_SETTLE_SECONDS: withFallback(
    wholeNumber(1, 600),
    '90',
    'After a post whose outcome is unknown: seconds to wait before looking whether it stands.',
    '120',
  ),
  SLIPWAY_POST_SPACING_MS: withFallback(
    wholeNumber(0, 60_000),
    '1000',
    'Milliseconds between two posts into one channel; Slack allows about one a second.',
    '1500',
  ),
  SLIPWAY_SYNC_MINUTES: withFallback(
    wholeNumber(1, 1440),
    '10',
    'Minutes between two looks at GitHub.',
    '5',
  ),
  SLIPWAY_HTTP_PORT: orNothing(
    port,
    'HTTP mode: the port that takes what Slack sends to /slack/events.',
    '3000',
  ),
  SLIPWAY_HTTP_HOST: withFallback(
    host,
    '0.0.0.0',
    'HTTP mode: the address of this machine that is listened on.',
    '127.0.0.1',
  ),
  SLIPWAY_HEALTH_PORT: orNothing(port, 'Port that answers /healthz and /readyz.', '3001'),
  SLIPWAY_HEALTH_HOST: withFallback(
    host,
    '127.0.0.1',
    'The address of this machine that answers them; 0.0.0.0 for probes from outside.',
    '0.0.0.0',
  ),
  SLIPWAY_SANDBOX_PORT: withFallback(
    wholeNumber(0, 65_535),
    '4000',
    "Port of the local workspace's page, on this machine only; 0 takes a free one.",
    '4100',
  ),
  SLIPWAY_SANDBOX_START: orNothing(
    instant,
    "Where the local workspace's clock starts; Monday morning of this week when not set.",
    '2026-11-20T09:00:00Z',
  ),
});

const TOKENS = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'GITHUB_TOKEN'] as const;
const HTTP_MODE = ['SLACK_SIGNING_SECRET', 'SLIPWAY_HTTP_PORT'] as const;
const SECRET_NAMES: readonly string[] = [...TOKENS, 'SLACK_SIGNING_SECRET'];

/** Every setting in the order of the manual. */
export function settingsTable(): readonly Setting[] {
  return Object.entries(SETTINGS.shape).flatMap(([name, schema]) => {
    const explained = explanations.get(schema);
    return explained === undefined ? [] : [{ name, ...explained }];
  });
}

/**
 * Reads and checks the environment. Throws one `SlipwayError` that names every wrong setting, a line
 * each; the value of a token is never part of it. An empty variable counts as not set.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Configuration {
  const given = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined || value.trim() === '' ? [] : [[name, value.trim()] as const],
  );
  const parsed = SETTINGS.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw wrong(parsed.error, new Map(given));
  const known = settingsTable();
  const unknown = given
    .map(([name]) => name)
    .filter((name) => name.startsWith('SLIPWAY_') && !known.some((one) => one.name === name));
  return { config: configOf(parsed.data), unknown, ...modeOf(parsed.data) };
}

type Values = z.output<typeof SETTINGS>;

function configOf(values: Values): Config {
  return Object.freeze({
    slackApiUrl: values.SLACK_API_URL,
    gitHubApiUrl: values.GITHUB_API_URL,
    databaseFile: values.SLIPWAY_DATABASE,
    logLevel: values.SLIPWAY_LOG_LEVEL,
    admins: Object.freeze(values.SLIPWAY_ADMINS),
    settleSeconds: values.SLIPWAY_SETTLE_SECONDS,
    postSpacingMs: values.SLIPWAY_POST_SPACING_MS,
    syncMinutes: values.SLIPWAY_SYNC_MINUTES,
    http: addressOf(values.SLIPWAY_HTTP_HOST, values.SLIPWAY_HTTP_PORT),
    health: addressOf(values.SLIPWAY_HEALTH_HOST, values.SLIPWAY_HEALTH_PORT),
    sandboxPort: values.SLIPWAY_SANDBOX_PORT,
    sandboxStart: values.SLIPWAY_SANDBOX_START ?? null,
  });
}

function addressOf(hostName: string, portNumber: number | undefined): Address | null {
  return portNumber === undefined ? null : Object.freeze({ host: hostName, port: portNumber });
}

function modeOf(
  values: Values,
): { mode: 'sandbox'; secrets: null } | { mode: 'real'; secrets: Secrets } {
  const isHttp = HTTP_MODE.some((name) => values[name] !== undefined);
  if (isHttp && values.SLACK_APP_TOKEN !== undefined)
    throw new SlipwayError(
      'invalid',
      'SLACK_APP_TOKEN is for Socket Mode, SLACK_SIGNING_SECRET and SLIPWAY_HTTP_PORT are for HTTP mode. Set one or the other.',
    );
  const secrets = isHttp ? httpSecrets(values) : socketSecrets(values);
  if (secrets !== null) return { mode: 'real', secrets };
  const needed = isHttp ? (['SLACK_BOT_TOKEN', ...HTTP_MODE, 'GITHUB_TOKEN'] as const) : TOKENS;
  const missing = needed.filter((name) => values[name] === undefined);
  if (missing.length === TOKENS.length && !isHttp) return { mode: 'sandbox', secrets: null };
  throw new SlipwayError('invalid', missingSentence(missing, isHttp));
}

function missingSentence(missing: readonly string[], isHttp: boolean): string {
  const names = `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set.`;
  const all = isHttp ? 'Set all four for HTTP mode' : 'Set all three tokens to join your workspace';
  return `${names} ${all}, or none to try the local one.`;
}

function socketSecrets(values: Values): Secrets | null {
  const slackBotToken = values.SLACK_BOT_TOKEN;
  const slackAppToken = values.SLACK_APP_TOKEN;
  const gitHubToken = values.GITHUB_TOKEN;
  if (slackBotToken === undefined || slackAppToken === undefined || gitHubToken === undefined)
    return null;
  return { slackBotToken, slackAppToken, gitHubToken };
}

function httpSecrets(values: Values): Secrets | null {
  const slackBotToken = values.SLACK_BOT_TOKEN;
  const slackSigningSecret = values.SLACK_SIGNING_SECRET;
  const gitHubToken = values.GITHUB_TOKEN;
  if (values.SLIPWAY_HTTP_PORT === undefined || slackBotToken === undefined) return null;
  if (slackSigningSecret === undefined || gitHubToken === undefined) return null;
  return { slackBotToken, slackSigningSecret, gitHubToken };
}

function wrong(error: z.ZodError, given: ReadonlyMap<string, string>): SlipwayError {
  const lines = error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const isSecret = SECRET_NAMES.includes(name);
    const value = isSecret ? 'is not right' : `is "${given.get(name) ?? ''}"`;
    const example = settingsTable().find((one) => one.name === name)?.example ?? '';
    return `${name} ${value}: ${issue.message}, such as ${example}.`;
  });
  return new SlipwayError('invalid', [...new Set(lines)].join('\n'));
}

/** Every setting: its kind, what holds without it, and how it is explained to an operator. */
import { z } from 'zod';
import { DEFAULT_DATABASE_FILE } from './environment.ts';
import {
  apiUrl,
  commandPrefix,
  proxyUrl,
  gitHubUrl,
  host,
  instant,
  port,
  token,
  userIds,
  wholeNumber,
} from './kinds.ts';
import { privateKey } from './private-key.ts';

/** How a setting is explained to an operator. `fallback` is what holds when it is not set; null for nothing. */
export interface Setting {
  readonly name: string;
  readonly fallback: string | null;
  readonly meaning: string;
  readonly example: string;
}

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

/** The settings by the name of their variable, in the order of the manual. */
export const SETTINGS = z.object({
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
  GITHUB_APP_ID: orNothing(
    z
      .string()
      .regex(/^(\d{1,12}|Iv[\w.]{6,})$/, 'the number or the client id of a GitHub App is needed'),
    'A GitHub App in place of GITHUB_TOKEN: its App ID, or its client id.',
    '123456',
  ),
  GITHUB_APP_PRIVATE_KEY: orNothing(
    privateKey,
    'Private key of the GitHub App: the file that GitHub gave, or its text with \\n for line ends.',
    '/etc/slipway/github-app.pem',
  ),
  GITHUB_APP_INSTALLATION_ID: orNothing(
    wholeNumber(1, 999_999_999),
    'Which installation of the GitHub App is used; not needed when there is one.',
    '4567890',
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
  HTTPS_PROXY: orNothing(
    proxyUrl,
    'Proxy for all that goes out over https: Slack, its sockets, GitHub. Its name and password may stand in it.',
    'http://proxy.example.com:3128',
  ),
  NO_PROXY: withFallback(
    z.string(),
    '',
    'Hosts that are reached without the proxy, with commas between them.',
    'github.example.com,.internal',
  ),
  SLIPWAY_CA_FILE: orNothing(
    z.string(),
    'PEM file with certificates that are trusted beside the public ones.',
    '/etc/ssl/example-ca.pem',
  ),
  SLIPWAY_DATABASE: withFallback(
    z.string(),
    DEFAULT_DATABASE_FILE,
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
  SLIPWAY_COMMAND_PREFIX: withFallback(
    commandPrefix,
    '',
    'Stands before the names of the commands, where another app owns /release; `slipway manifest` prints it too.',
    'acme-',
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
  SLIPWAY_KEEP_DAYS: withFallback(
    wholeNumber(0, 36_500),
    '365',
    'Days after which answers of ended releases and words of messages are forgotten; 0 keeps them for ever.',
    '90',
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
  SLIPWAY_HEALTH_PORT: orNothing(port, 'Port that answers /healthz, /readyz and /metrics.', '3001'),
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

/** The settings, checked. */
export type Values = z.output<typeof SETTINGS>;

/** Every setting in the order of the manual. */
export function settingsTable(): readonly Setting[] {
  return Object.entries(SETTINGS.shape).flatMap(([name, schema]) => {
    const explained = explanations.get(schema);
    return explained === undefined ? [] : [{ name, ...explained }];
  });
}

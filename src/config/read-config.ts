/** The environment, read once, checked, and named in plain words. */
import type { z } from 'zod';
import { SlipwayError } from '../base/errors.ts';
import { scrub } from '../base/scrub.ts';
import type { Address, Config, Configuration } from './contract.ts';
import { environment, SECRET_NAMES } from './environment.ts';
import { modeOf } from './mode.ts';
import { SETTINGS, settingsTable, type Values } from './settings.ts';

/**
 * Reads and checks the environment. Throws one `SlipwayError` that names every wrong setting, a line
 * each; the value of a token is never part of it. An empty variable counts as not set.
 */
export function readConfig(
  variables: Readonly<Record<string, string | undefined>> = environment(),
): Configuration {
  const given = Object.entries(variables).flatMap(([name, value]) =>
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

/** The prefix of the commands alone, also where other settings are missing or wrong. Throws when it is wrong itself. */
export function readCommandPrefix(
  variables: Readonly<Record<string, string | undefined>> = environment(),
): string {
  const name = 'SLIPWAY_COMMAND_PREFIX';
  const given = variables[name]?.trim() ?? '';
  const parsed = SETTINGS.pick({ [name]: true }).safeParse({ [name]: given });
  if (!parsed.success) throw wrong(parsed.error, new Map([[name, given]]));
  return parsed.data[name];
}

function configOf(values: Values): Config {
  return Object.freeze({
    slackApiUrl: values.SLACK_API_URL,
    gitHubApiUrl: values.GITHUB_API_URL,
    wayOut: Object.freeze({
      proxy: values.HTTPS_PROXY ?? null,
      noProxy: values.NO_PROXY,
      caFile: values.SLIPWAY_CA_FILE ?? null,
    }),
    databaseFile: values.SLIPWAY_DATABASE,
    logLevel: values.SLIPWAY_LOG_LEVEL,
    admins: Object.freeze(values.SLIPWAY_ADMINS),
    commandPrefix: values.SLIPWAY_COMMAND_PREFIX,
    settleSeconds: values.SLIPWAY_SETTLE_SECONDS,
    postSpacingMs: values.SLIPWAY_POST_SPACING_MS,
    syncMinutes: values.SLIPWAY_SYNC_MINUTES,
    keepDays: values.SLIPWAY_KEEP_DAYS === 0 ? null : values.SLIPWAY_KEEP_DAYS,
    http: addressOf(values.SLIPWAY_HTTP_HOST, values.SLIPWAY_HTTP_PORT),
    health: addressOf(values.SLIPWAY_HEALTH_HOST, values.SLIPWAY_HEALTH_PORT),
    sandboxPort: values.SLIPWAY_SANDBOX_PORT,
    sandboxStart: values.SLIPWAY_SANDBOX_START ?? null,
  });
}

function addressOf(hostName: string, portNumber: number | undefined): Address | null {
  return portNumber === undefined ? null : Object.freeze({ host: hostName, port: portNumber });
}

function wrong(error: z.ZodError, given: ReadonlyMap<string, string>): SlipwayError {
  const lines = error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const isSecret = SECRET_NAMES.includes(name);
    const value = isSecret ? 'is not right' : `is "${scrub(given.get(name) ?? '')}"`;
    const example = settingsTable().find((one) => one.name === name)?.example ?? '';
    return `${name} ${value}: ${issue.message}, such as ${example}.`;
  });
  return new SlipwayError('invalid', [...new Set(lines)].join('\n'));
}

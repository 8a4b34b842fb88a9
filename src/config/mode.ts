/** Which way the program runs: the local workspace, Socket Mode or HTTP mode; and what is missing for it. */
import { SlipwayError } from '../base/errors.ts';
import type { Secrets } from './contract.ts';
import type { Values } from './settings.ts';

const TOKENS = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'GITHUB_TOKEN'] as const;
const HTTP_MODE = ['SLACK_SIGNING_SECRET', 'SLIPWAY_HTTP_PORT'] as const;
/** Settings whose values are never shown. */
export const SECRET_NAMES: readonly string[] = [...TOKENS, 'SLACK_SIGNING_SECRET', 'HTTPS_PROXY'];

/** The mode that the settings name. Throws a `SlipwayError` that says what is missing or at odds. */
export function modeOf(
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

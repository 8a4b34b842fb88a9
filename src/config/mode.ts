/** Which way the program runs: the local workspace, Socket Mode or HTTP mode; and what is missing for it. */
import { SlipwayError } from '../base/errors.ts';
import type { GitHubSecret, Secrets } from './contract.ts';
import type { Values } from './settings.ts';

const HTTP_MODE = ['SLACK_SIGNING_SECRET', 'SLIPWAY_HTTP_PORT'] as const;
const GITHUB_APP = ['GITHUB_APP_ID', 'GITHUB_APP_PRIVATE_KEY'] as const;

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
  const isApp = [...GITHUB_APP, 'GITHUB_APP_INSTALLATION_ID' as const].some(
    (name) => values[name] !== undefined,
  );
  if (isApp && values.GITHUB_TOKEN !== undefined)
    throw new SlipwayError(
      'invalid',
      'GITHUB_TOKEN and GITHUB_APP_ID are two ways into GitHub. Set one or the other.',
    );
  const gitHub = gitHubSecret(values);
  const secrets = isHttp ? httpSecrets(values, gitHub) : socketSecrets(values, gitHub);
  if (secrets !== null) return { mode: 'real', secrets };
  const slack = isHttp
    ? (['SLACK_BOT_TOKEN', ...HTTP_MODE] as const)
    : (['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const);
  const needed = [...slack, ...(isApp ? GITHUB_APP : (['GITHUB_TOKEN'] as const))];
  const missing = needed.filter((name) => values[name] === undefined);
  if (missing.length === needed.length && !isHttp) return { mode: 'sandbox', secrets: null };
  throw new SlipwayError('invalid', missingSentence(missing, isHttp));
}

function missingSentence(missing: readonly string[], isHttp: boolean): string {
  const names = `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set.`;
  const all = isHttp ? 'Set all four for HTTP mode' : 'Set all three tokens to join your workspace';
  return `${names} ${all}, or none to try the local one.`;
}

function gitHubSecret(values: Values): GitHubSecret | undefined {
  if (values.GITHUB_TOKEN !== undefined) return { token: values.GITHUB_TOKEN };
  const id = values.GITHUB_APP_ID;
  const privateKey = values.GITHUB_APP_PRIVATE_KEY;
  if (id === undefined || privateKey === undefined) return undefined;
  return { app: { id, privateKey, installationId: values.GITHUB_APP_INSTALLATION_ID ?? null } };
}

function socketSecrets(values: Values, gitHub: GitHubSecret | undefined): Secrets | null {
  const slackBotToken = values.SLACK_BOT_TOKEN;
  const slackAppToken = values.SLACK_APP_TOKEN;
  if (slackBotToken === undefined || slackAppToken === undefined || gitHub === undefined)
    return null;
  return { slackBotToken, slackAppToken, gitHub };
}

function httpSecrets(values: Values, gitHub: GitHubSecret | undefined): Secrets | null {
  const slackBotToken = values.SLACK_BOT_TOKEN;
  const slackSigningSecret = values.SLACK_SIGNING_SECRET;
  if (values.SLIPWAY_HTTP_PORT === undefined || slackBotToken === undefined) return null;
  if (slackSigningSecret === undefined || gitHub === undefined) return null;
  return { slackBotToken, slackSigningSecret, gitHub };
}

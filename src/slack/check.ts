/** Looks at the tokens before anything starts, and says in a sentence what is wrong with them. */
import { throughProxy } from '../base/way-out.ts';
import type { Log } from '../base/log.ts';
import { asked, lookUpIdentity } from './lookups.ts';
import { type SlackIdentity, SlackRefusal } from './port.ts';
import { BOT_SCOPES, OPTIONAL_SCOPES } from './scopes.ts';
import { webClient } from './web-client.ts';

/** `wrong`: an operator has to act. `unreachable`: Slack did not answer, another try may do. */
export type SlackCheck =
  | { readonly kind: 'fine'; readonly identity: SlackIdentity }
  | { readonly kind: 'wrong'; readonly sentence: string }
  | { readonly kind: 'unreachable'; readonly sentence: string };

const TIMEOUT_MS = 10_000;

interface CheckOptions {
  readonly apiUrl: string;
  readonly log: Log;
}

/**
 * Checks who the bot token is, that it has every scope of the manifest, and that the app token opens
 * sockets; without one Slack calls us, and there is none to check.
 */
export async function checkSlack(
  options: CheckOptions & { readonly botToken: string; readonly appToken?: string },
): Promise<SlackCheck> {
  const bot = await checkBotToken(options.botToken, options);
  if (bot.kind !== 'fine' || options.appToken === undefined) return bot;
  const app = await checkAppToken(options.appToken, options);
  return app.kind === 'fine' ? bot : app;
}

/** Checks who the bot token is and that it has every scope of the manifest. */
export async function checkBotToken(token: string, options: CheckOptions): Promise<SlackCheck> {
  try {
    const identity = await lookUpIdentity(clientFor(token, options));
    const missing = missingScopes(identity.scopes);
    if (missing.length > 0) return { kind: 'wrong', sentence: scopeSentence(missing) };
    return { kind: 'fine', identity };
  } catch (error) {
    return refused(error, options.apiUrl);
  }
}

/** Checks that the app token opens sockets; opens none. */
export async function checkAppToken(
  token: string,
  options: CheckOptions,
): Promise<{ readonly kind: 'fine' } | Exclude<SlackCheck, { kind: 'fine' }>> {
  try {
    const client = clientFor(token, options);
    await asked('apps.connections.open', client.apps.connections.open({}));
    return { kind: 'fine' };
  } catch (error) {
    return refused(error, options.apiUrl);
  }
}

function clientFor(token: string, { apiUrl, log }: CheckOptions) {
  return webClient(token, { apiUrl, timeoutMs: TIMEOUT_MS, log });
}

/** The scopes of the manifest that are not in `granted`. */
export function missingScopes(granted: readonly string[]): readonly string[] {
  return Object.keys(BOT_SCOPES).filter((scope) => !granted.includes(scope));
}

/** Optional scopes that are not in `granted`, each with what it is for; null when none is missing. */
export function optionalSentence(granted: readonly string[]): string | null {
  const missing = Object.entries(OPTIONAL_SCOPES).filter(([scope]) => !granted.includes(scope));
  if (missing.length === 0) return null;
  const list = missing.map(([scope, { use }]) => `${scope} (${use})`).join(', ');
  return `not granted, and not needed to start: ${list}`;
}

function scopeSentence(missing: readonly string[]): string {
  const many = missing.length > 1;
  return `The Slack app lacks the ${many ? 'scopes' : 'scope'} ${missing.join(', ')}. Put manifest.yml into the app settings (App Manifest), reinstall the app, and start again.`;
}

function refused(error: unknown, apiUrl: string): Exclude<SlackCheck, { kind: 'fine' }> {
  if (!(error instanceof SlackRefusal)) throw error;
  const { code, method } = error;
  if (code === 'no_answer' || code === 'ratelimited')
    return {
      kind: 'unreachable',
      sentence: `Slack does not answer at ${apiUrl}${throughProxy()}.`,
    };
  if (method === 'auth.test')
    return {
      kind: 'wrong',
      sentence: `Slack refuses SLACK_BOT_TOKEN (${code}). Copy the bot token from the app settings (OAuth & Permissions), reinstalling the app if it was removed.`,
    };
  if (code === 'missing_scope')
    return {
      kind: 'wrong',
      sentence:
        'SLACK_APP_TOKEN lacks the scope connections:write. Make an app-level token with it.',
    };
  return {
    kind: 'wrong',
    sentence: `Slack refuses SLACK_APP_TOKEN (${code}). Make an app-level token with connections:write in the app settings (Basic Information), and switch Socket Mode on.`,
  };
}

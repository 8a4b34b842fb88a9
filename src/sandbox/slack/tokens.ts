import type { MethodNeeds } from './methods/scopes.ts';
import { Refusal } from './refusal.ts';

/** The app's two tokens and what they may do. */
export interface Tokens {
  readonly bot: string;
  readonly app: string;
  readonly botScopes: readonly string[];
  /** From now on the bot token is answered with `token_revoked`. */
  revoke(): void;
  /** Undoes `revoke`, as a new installation does. */
  restore(): void;
  /** The scopes of the presented token, or Slack's refusal of it. */
  scopesFor(presented: string | undefined, needs: MethodNeeds): readonly string[];
}

/** Two tokens. The app token always has `connections:write`, and nothing else. */
export function createTokens(bot: string, app: string, botScopes: readonly string[]): Tokens {
  let revoked = false;
  return {
    bot,
    app,
    botScopes,
    revoke: () => void (revoked = true),
    restore: () => void (revoked = false),
    scopesFor(presented, needs) {
      if (needs.token === 'none') return botScopes;
      if (presented === undefined || presented === '') throw new Refusal('not_authed');
      if (presented !== bot && presented !== app) throw new Refusal('invalid_auth');
      if (presented === bot && revoked) throw new Refusal('token_revoked');
      const isApp = presented === app;
      if (isApp !== (needs.token === 'app')) throw new Refusal('not_allowed_token_type');
      return isApp ? ['connections:write'] : botScopes;
    },
  };
}

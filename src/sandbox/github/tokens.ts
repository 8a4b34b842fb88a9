import type { Instant } from '../../base/time.ts';
import type { Repository } from './rows.ts';
import { nameWithOwner } from './rows.ts';

/** Who a token speaks for and what it may see. */
export interface Token {
  readonly value: string;
  readonly login: string;
  /** Scopes of a classic token; null for other kinds, whose answers name no scopes. */
  readonly scopes: readonly string[] | null;
  /** Private repositories (`owner/name`) that it may see; a classic token needs the scope `repo` as well. */
  readonly privateRepositories: 'all' | readonly string[];
  /** When an app's token ends; others do not. */
  readonly expiresAt?: Instant;
  /** The installation that it was given to. */
  readonly installationId?: number;
}

/** The tokens that the sandbox accepts. */
export interface Tokens {
  add(token: Token): void;
  /** From now on the token is a bad credential. */
  revoke(value: string): void;
  /** Says anew which private repositories a token may see. */
  narrow(value: string, privateRepositories: Token['privateRepositories']): void;
  /** All tokens of an installation are bad credentials from now on. */
  revokeOf(installationId: number): void;
  find(value: string): Token | undefined;
}

/** An empty list of tokens. */
export function createTokens(): Tokens {
  const tokens = new Map<string, Token>();
  return {
    add: (token) => void tokens.set(token.value, token),
    revoke: (value) => void tokens.delete(value),
    narrow(value, privateRepositories) {
      const token = tokens.get(value);
      if (token !== undefined) tokens.set(value, { ...token, privateRepositories });
    },
    revokeOf(installationId) {
      for (const token of tokens.values())
        if (token.installationId === installationId) tokens.delete(token.value);
    },
    find: (value) => tokens.get(value),
  };
}

/** True when the token may know that the repository exists. */
export function mayRead(token: Token, repository: Repository): boolean {
  if (!repository.isPrivate) return true;
  if (token.scopes !== null && !token.scopes.includes('repo')) return false;
  if (token.privateRepositories === 'all') return true;
  const name = nameWithOwner(repository).toLowerCase();
  return token.privateRepositories.some((allowed) => allowed.toLowerCase() === name);
}

/** The token in an `Authorization` header of either form, `token x` or `bearer x`. */
export function tokenIn(header: string | undefined): string | undefined {
  return /^(?:token|bearer)\s+(\S+)$/i.exec(header ?? '')?.[1];
}

/** The scopes of a classic token, as GitHub names them in every answer. */
export function scopeHeaders(token: Token): Readonly<Record<string, string>> {
  return token.scopes === null ? {} : { 'x-oauth-scopes': token.scopes.join(', ') };
}

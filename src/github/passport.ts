/** What shows GitHub who is asking. */
import type { RawAnswer } from './verdict.ts';

/** A GitHub App and its key. */
export interface GitHubApp {
  /** Its number or its client id. */
  readonly id: string;
  /** PEM text, with real line ends. */
  readonly privateKey: string;
  /** Null when there is only one installation, which is then found. */
  readonly installationId: number | null;
}

/** How Slipway is known to GitHub: by a token, or as an app that was installed there. */
export type GitHubAccess = { readonly token: string } | { readonly app: GitHubApp };

/** Shown with every question. */
export interface Passport {
  readonly kind: 'token' | 'app';
  /**
   * The value of the authorization header, or GitHub's answer when it gave none. Throws `GitHubTrouble`
   * (`refused`) when another try gives the same.
   */
  show(): Promise<string | RawAnswer>;
  /** GitHub did not take `shown`. True when the next one may be another, so that a second try makes sense. */
  wasRefused(shown: string): boolean;
  /** What an app may do, as GitHub names it; null for tokens, and before the first one was given. */
  permissions(): Readonly<Record<string, string>> | null;
}

/** A token that is what it is, until the operator puts another one into the settings. */
export function tokenPassport(token: string): Passport {
  const header = `token ${token}`;
  return {
    kind: 'token',
    show: () => Promise.resolve(header),
    wasRefused: () => false,
    permissions: () => null,
  };
}

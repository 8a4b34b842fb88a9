/** What the program is told from outside, as plain values. */
import type { Instant } from '../base/time.ts';
import type { WayOut } from '../base/way-out.ts';

/** What the program is told from outside, without its secrets. Frozen. */
export interface Config {
  /** Base of Slack's Web API, with trailing slash. */
  readonly slackApiUrl: string;
  /** Base of GitHub's API, without trailing slash; queries go to `<base>/graphql`. */
  readonly gitHubApiUrl: string;
  /** How requests leave this machine. May hold the proxy's password: never shown or logged whole. */
  readonly wayOut: WayOut;
  readonly databaseFile: string;
  readonly logLevel: LogLevel;
  /** Slack user ids that administer Slipway, beside Slack's own workspace admins. */
  readonly admins: readonly string[];
  /** What stands between the slash and the name of each command, such as `acme-`; empty for nothing. */
  readonly commandPrefix: string;
  /** Seconds to wait after a post whose outcome is unknown, before looking whether it stands. */
  readonly settleSeconds: number;
  /** Milliseconds between two posts into one channel. */
  readonly postSpacingMs: number;
  readonly syncMinutes: number;
  /** How long personal things are kept after they ended, in days; null for ever. */
  readonly keepDays: number | null;
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
  readonly gitHub: GitHubSecret;
} & ({ readonly slackAppToken: string } | { readonly slackSigningSecret: string });

/** A token, or a GitHub App with its private key as PEM text; without a number its only installation is taken. */
export type GitHubSecret =
  | { readonly token: string }
  | {
      readonly app: {
        readonly id: string;
        readonly privateKey: string;
        readonly installationId: number | null;
      };
    };

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

import { createVerify } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { machineClock } from '../../base/clock.ts';
import { epochSeconds, plusMinutes } from '../../base/time.ts';
import type { Reply } from './reply.ts';
import { complaint, json } from './reply.ts';
import type { Token, Tokens } from './tokens.ts';
import { tokenIn } from './tokens.ts';

/** A GitHub App; `publicKey` is PEM text. */
interface AppRow {
  readonly id: number;
  readonly slug: string;
  readonly publicKey: string;
}

/** Where an app is installed, what it may do there, and which private repositories it sees. */
interface InstallationRow extends Pick<Token, 'privateRepositories'> {
  readonly id: number;
  readonly appId: number;
  readonly account: string;
  readonly permissions: Readonly<Record<string, string>>;
}

/** Apps and their installations, as the people who own them handle them. */
export interface Apps {
  add(app: AppRow): void;
  install(installation: InstallationRow): void;
  /** From now on its tokens are bad credentials and it gives no others. */
  uninstall(installationId: number): void;
  /** Keeps the tokens, but nothing is answered to them. */
  suspend(installationId: number, isSuspended: boolean): void;
  /** Tokens given so far. */
  tokensGiven(): number;
}

/** The apps, and the two REST calls that a program makes as one of them. */
export interface AppDesk extends Apps {
  /** Null for an address that is not an app's. */
  answer(method: string, path: string, authorization: string | undefined): Reply | null;
  isSuspended(token: Token): boolean;
}

const GITHUB_LONGEST_SECONDS = 600;

/** `clock` ends the tokens' hour. Signatures are made by a program, so the machine's clock judges them. */
export function createApps(clock: Clock, tokens: Tokens): AppDesk {
  const apps = new Map<number, AppRow>();
  const installations = new Map<number, InstallationRow>();
  const suspended = new Set<number>();
  let given = 0;

  const give = (installation: InstallationRow): Reply => {
    if (suspended.has(installation.id)) return SUSPENDED;
    const { id, appId, permissions, privateRepositories } = installation;
    given += 1;
    const value = `ghs_installation${id}token${given}`;
    const expiresAt = plusMinutes(clock.now(), 60);
    const login = `${apps.get(appId)?.slug ?? ''}[bot]`;
    tokens.add({ value, login, scopes: null, privateRepositories, expiresAt, installationId: id });
    const answer = { token: value, expires_at: expiresAt, permissions };
    return json(201, { ...answer, repository_selection: 'all' });
  };
  return {
    add: (app) => void apps.set(app.id, app),
    install: (installation) => void installations.set(installation.id, installation),
    uninstall(id) {
      installations.delete(id);
      tokens.revokeOf(id);
    },
    suspend: (id, isSuspended) => void (isSuspended ? suspended.add(id) : suspended.delete(id)),
    tokensGiven: () => given,
    isSuspended: ({ installationId }) =>
      installationId !== undefined && suspended.has(installationId),
    answer(method, path, authorization) {
      const wanted = /^\/app\/installations(?:\/(\d+)\/access_tokens)?$/.exec(path);
      if (wanted === null) return null;
      const app = signer(apps, tokenIn(authorization));
      if (typeof app === 'string') return complaint(401, app, 'rest');
      const own = [...installations.values()].filter(({ appId }) => appId === app.id);
      if (wanted[1] === undefined) return method === 'GET' ? json(200, own.map(listed)) : NOT_FOUND;
      const installation = own.find(({ id }) => id === Number(wanted[1]));
      return installation === undefined || method !== 'POST' ? NOT_FOUND : give(installation);
    },
  };
}

/** What is answered to a suspended installation, whatever it asks. */
export const SUSPENDED = complaint(403, 'This installation has been suspended', 'rest');
const NOT_FOUND = complaint(404, 'Not Found', 'rest');

function listed({ id, appId, account, permissions }: InstallationRow) {
  return { id, app_id: appId, account: { login: account }, permissions };
}

/** The app that signed, or GitHub's words for what is wrong with the signature. */
function signer(apps: ReadonlyMap<number, AppRow>, jwt: string | undefined): AppRow | string {
  const [head = '', claims = '', signature = ''] = (jwt ?? '').split('.');
  const header = decoded(head);
  const { iss, iat, exp } = decoded(claims);
  if (header['alg'] !== 'RS256') return 'A JSON web token could not be decoded';
  const app = apps.get(Number(iss));
  if (app === undefined) return 'Integration not found';
  const check = createVerify('RSA-SHA256').update(`${head}.${claims}`);
  if (!check.verify(app.publicKey, signature, 'base64url'))
    return 'A JSON web token could not be decoded';
  const now = epochSeconds(machineClock.now());
  if (typeof iat !== 'number' || iat > now)
    return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
  if (typeof exp !== 'number' || exp <= now)
    return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
  return exp - now > GITHUB_LONGEST_SECONDS
    ? "'Expiration time' claim ('exp') is too far in the future"
    : app;
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** The two REST calls of a GitHub App, over Octokit's own signing; how they ended is a value, never a throw. */
import { z } from 'zod';
import type { GitHubApp } from './passport.ts';
import { answerIn } from './transport.ts';
import type { RawAnswer } from './verdict.ts';

/** Where an app is installed. */
export interface Installation {
  readonly id: number;
  /** Login of the organisation or user. */
  readonly account: string;
}

/** A token of an installation, good for an hour. */
export interface GivenToken {
  readonly token: string;
  /** Such as `{ issues: 'read' }`. */
  readonly permissions: Readonly<Record<string, string>>;
}

/** What can be asked as the app itself. */
export interface AskAsApp {
  installations(): Promise<readonly Installation[] | RawAnswer>;
  token(installationId: number): Promise<GivenToken | RawAnswer>;
}

const TIMEOUT_MS = 15_000;

const installationsAnswer = z
  .array(z.object({ id: z.number(), account: z.object({ login: z.string() }).nullable() }))
  .transform((all) => all.map(({ id, account }) => ({ id, account: account?.login ?? '' })));

const tokenAnswer = z.object({
  token: z.string(),
  permissions: z.record(z.string(), z.string()).default({}),
});

/**
 * Octokit signs with the key, and signs again by GitHub's clock when ours is off. Its own store of tokens is
 * not used: it reads the machine's clock and forgets nothing that GitHub takes back before the hour ends.
 */
export function askAsApp(app: GitHubApp, apiUrl: string): AskAsApp {
  let signed: Promise<SignedRequest> | null = null;
  const ask = async <T extends object>(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    shape: z.ZodType<T>,
  ): Promise<T | RawAnswer> => {
    signed ??= signedRequest(app, apiUrl);
    const request = await signed;
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const { data } = await request(route, { ...parameters, request: { signal } });
      const read = shape.safeParse(data);
      return read.success ? read.data : unreadable('an answer that is not understood');
    } catch (error) {
      return answerIn(error);
    }
  };
  return {
    installations: () => ask('GET /app/installations', { per_page: 100 }, installationsAnswer),
    token: (installation_id) =>
      ask(
        'POST /app/installations/{installation_id}/access_tokens',
        { installation_id },
        tokenAnswer,
      ),
  };
}

type SignedRequest = (
  route: string,
  parameters: Readonly<Record<string, unknown>>,
) => Promise<{ readonly data: unknown }>;

/** Loaded only here: an installation with a plain token never pays for these packages. */
async function signedRequest(app: GitHubApp, apiUrl: string): Promise<SignedRequest> {
  const [{ createAppAuth }, { request }] = await Promise.all([
    import('@octokit/auth-app'),
    import('@octokit/request'),
  ]);
  const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const plain = request.defaults({
    // An Enterprise Server has its REST below /api/v3, its GraphQL beside that.
    baseUrl: apiUrl.endsWith('/api') ? `${apiUrl}/v3` : apiUrl,
    headers: { 'user-agent': 'slipway' },
    request: { log: quiet },
  });
  const auth = createAppAuth({
    appId: app.id,
    privateKey: app.privateKey,
    request: plain,
    log: quiet,
  });
  return (route, parameters) => auth.hook(plain, route, parameters);
}

function nothing(): void {}

function unreadable(body: string): RawAnswer {
  return { status: 0, headers: {}, body };
}

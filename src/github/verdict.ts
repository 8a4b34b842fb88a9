/** What an answer of GitHub amounts to. Pure. */
import type { GitHubTrouble } from './port.ts';

/** For whoever runs Slipway, when GitHub lets its app rest. */
export const SUSPENDED =
  "The GitHub App's installation is suspended. Lift that in the organisation's settings under GitHub Apps.";

/** An answer as it came. `status` is 0 when there was none; then `body` is why. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly body: unknown;
}

/**
 * `fine`: data, perhaps with holes. `weak`: nothing usable, or holes that a smaller question may fill; what
 * came is in `data`. `limited`: no call makes sense for `seconds`, or for as long as the caller thinks when
 * GitHub does not say. `unknown`: this GitHub has no such field or argument. `no`: another try gives the same.
 */
export type Verdict =
  | { readonly kind: 'fine'; readonly data: unknown; readonly holes: number }
  | { readonly kind: 'weak'; readonly cause: string; readonly data: unknown }
  | {
      readonly kind: 'limited';
      readonly which: 'primary' | 'secondary';
      readonly seconds: number | null;
    }
  | { readonly kind: 'unknown'; readonly name: string }
  | {
      readonly kind: 'no';
      readonly trouble: Extract<GitHubTrouble['kind'], 'refused' | 'missing' | 'misput'>;
      readonly sentence: string;
    };

/** One of the errors in an answer; `path` leads to the hole that it made. */
export interface AnsweredError {
  readonly type: string;
  readonly message: string;
  readonly path: readonly unknown[];
  /** The field or argument that this GitHub does not have; null for every other error. */
  readonly unknown: string | null;
}

/** The errors in an answer. */
export function errorsOf({ body }: RawAnswer): readonly AnsweredError[] {
  return isData(body) ? errorsIn(body) : [];
}

/** GitHub's own words for a refusal; empty when there are none. */
export function messageOf({ body }: RawAnswer): string {
  const message = isData(body) ? body['message'] : '';
  return typeof message === 'string' ? message : '';
}

/** What GitHub says that its answer cost, and what is left; null when it does not say. */
export function pointsIn({
  body,
}: RawAnswer): { readonly cost: number; readonly remaining: number } | null {
  const data = isData(body) ? body['data'] : null;
  const limit = isData(data) ? data['rateLimit'] : null;
  if (!isData(limit)) return null;
  const { cost, remaining } = limit;
  return typeof cost === 'number' && typeof remaining === 'number' ? { cost, remaining } : null;
}

/** Judges one answer to whoever asked with a token of the operator's, or with an app's. */
export function judge(answer: RawAnswer, who: 'token' | 'app' = 'token'): Verdict {
  const limit = limitIn(answer);
  if (limit !== null) return limit;
  if (answer.status === 200) return judgeData(answer.body, who);
  if (answer.status === 401) return no('refused', NOT_ACCEPTED[who]);
  if (answer.status === 403) return forbidden(answer, who);
  if (answer.status === 404)
    return no('refused', 'GitHub has no GraphQL at this address. Check GITHUB_API_URL.');
  return { kind: 'weak', cause: causeOf(answer), data: null };
}

const NOT_ACCEPTED = {
  token: 'GitHub does not accept the token. Put a valid one into GITHUB_TOKEN.',
  app: "GitHub does not accept the app's token. Check that the app is still installed, and its key.",
} as const;

const NOT_SHOWN = {
  token:
    'GitHub does not show this repository to the token. Check its name, and that the token may read it.',
  app: "GitHub does not show this repository to the app. Check its name, and that it is among the installation's repositories.",
} as const;

function judgeData(body: unknown, who: 'token' | 'app'): Verdict {
  if (!isData(body)) return { kind: 'weak', cause: 'an answer that is not JSON', data: null };
  const errors = errorsIn(body);
  const data = body['data'] ?? null;
  const unknown = errors.find(({ unknown: name }) => name !== null);
  if (unknown?.unknown) return { kind: 'unknown', name: unknown.unknown };
  if (errors.length === 0) return { kind: 'fine', data, holes: 0 };
  const whole = errors.find((error) => error.path.length <= 1);
  if (whole !== undefined) return judgeWhole(whole, data, who);
  // A row that is forbidden or gone stays so; one that failed may come with the next try.
  const failed = errors.find((error) => !['FORBIDDEN', 'NOT_FOUND'].includes(error.type));
  if (failed === undefined) return { kind: 'fine', data, holes: errors.length };
  return { kind: 'weak', cause: failed.type || 'an incomplete answer', data };
}

function judgeWhole(error: AnsweredError, data: unknown, who: 'token' | 'app'): Verdict {
  if (error.type === 'NOT_FOUND') return no('missing', NOT_SHOWN[who]);
  if (error.type === 'INSUFFICIENT_SCOPES' || error.type === 'FORBIDDEN')
    return no('refused', mayNotRead(error.message, who));
  if (error.path[0] === 'search' && error.type !== '' && !MAY_PASS.has(error.type))
    return no('misput', misput(error.message));
  return { kind: 'weak', cause: error.type || 'an error instead of an answer', data };
}

/** Of the errors that name their kind, those that say nothing of a search's words. */
const MAY_PASS: ReadonlySet<string> = new Set([
  'INTERNAL',
  'RESOURCE_LIMITS_EXCEEDED',
  'SERVICE_UNAVAILABLE',
  'TIMEOUT',
]);

function misput(message: string): string {
  const words = message.replace(/^Validation Failed:?\s*/i, '').trim();
  return `GitHub does not take this search${words === '' ? '.' : `: ${words}`}`;
}

function mayNotRead(message: string, who: 'token' | 'app'): string {
  if (who === 'app')
    return 'The GitHub App may not read this. Give it read access to issues, pull requests and metadata, and accept that in the installation.';
  const way = /SAML/i.test(message) ? ': allow it for single sign-on of the organisation' : '';
  return `The GitHub token may not read this${way}.`;
}

function forbidden(answer: RawAnswer, who: 'token' | 'app'): Verdict {
  if (answer.headers['x-github-sso'] !== undefined)
    return no(
      'refused',
      'The GitHub token is not allowed for single sign-on of this organisation. Authorise it in the token settings.',
    );
  if (/suspended/i.test(messageOf(answer))) return no('refused', SUSPENDED);
  if (who === 'app')
    return no('refused', 'GitHub refuses the app here. Check its installation and permissions.');
  return no('refused', 'GitHub refuses the token here. Check which repositories it may read.');
}

function limitIn({ status, headers, body }: RawAnswer): Verdict | null {
  const errors = isData(body) ? errorsIn(body) : [];
  const text = [isData(body) ? body['message'] : '', ...errors.map((error) => error.message)].join(
    ' ',
  );
  const isRefusal = status === 403 || status === 429;
  if (
    errors.some((error) => error.type === 'RATE_LIMITED') ||
    (isRefusal && headers['x-ratelimit-remaining'] === '0')
  )
    return { kind: 'limited', which: 'primary', seconds: untilReset(headers) };
  const isSecondary = /secondary rate limit|abuse detection/i.test(text);
  if (status === 429 || (isSecondary && (isRefusal || status === 200)))
    return { kind: 'limited', which: 'secondary', seconds: numberIn(headers['retry-after']) };
  return null;
}

/** Seconds to the reset by GitHub's own clock: ours may be wrong, and in the local workspace it is pushed. */
export function untilReset(headers: RawAnswer['headers']): number | null {
  const reset = numberIn(headers['x-ratelimit-reset']);
  const now = Date.parse(String(headers['date']));
  if (reset === null || Number.isNaN(now)) return null;
  return Math.max(1, Math.ceil(reset - now / 1000) + 1);
}

function causeOf({ status, body }: RawAnswer): string {
  return status === 0 ? String(body) : String(status);
}

function no(trouble: 'refused' | 'missing' | 'misput', sentence: string): Verdict {
  return { kind: 'no', trouble, sentence };
}

function errorsIn(body: Readonly<Record<string, unknown>>): readonly AnsweredError[] {
  const errors: readonly unknown[] = Array.isArray(body['errors']) ? body['errors'] : [];
  return errors.filter(isData).map(({ type, message, path, extensions }) => ({
    type: typeof type === 'string' ? type : '',
    message: typeof message === 'string' ? message : '',
    path: Array.isArray(path) ? path : [],
    unknown: unknownIn(extensions),
  }));
}

/** GitHub checks a question as a whole before it runs, and names what its schema lacks. */
function unknownIn(extensions: unknown): string | null {
  if (!isData(extensions)) return null;
  const { code, argumentName, fieldName, name } = extensions;
  const asked = {
    undefinedField: fieldName,
    argumentNotAccepted: argumentName ?? name,
    undefinedType: name,
  };
  const found = Object.entries(asked).find(([known]) => known === code)?.[1];
  return typeof found === 'string' ? found : null;
}

function numberIn(value: unknown): number | null {
  const number =
    typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isFinite(number) && number >= 0 && value !== '' ? number : null;
}

function isData(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

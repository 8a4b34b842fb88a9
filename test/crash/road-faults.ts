/** What can go wrong between the bot and the outside, by name. */

/** What came back from the other side. */
export interface Carried {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * One way to go wrong. `before`: the other side never hears of the call. `after`: it has done what was asked,
 * and only the answer goes wrong. `late`: the call sets out later, and its answer comes whole.
 */
export interface RoadFault {
  readonly when: 'before' | 'after' | 'late';
  /** Beginnings of the paths that it befalls; an empty one befalls all. */
  readonly paths: readonly string[];
  /** The share of calls that it befalls. */
  readonly share: number;
  /** What is answered instead; null hangs up. Of no meaning for `late`. */
  readonly answer: ((real: Carried | null) => Carried) | null;
}

/** Faults by the name under which they are chosen and counted. */
export type RoadFaults = Readonly<Record<string, RoadFault>>;

const POSTS = ['chat.'];
const CALLS = ['chat.', 'conversations.', 'views.'];

/** What Slack does to us. Shares of all calls to the paths named. */
export const SLACK_FAULTS = {
  lost: { when: 'after', paths: POSTS, share: 0.03, answer: null },
  slow: { when: 'late', paths: [''], share: 0.1, answer: null },
  reset: { when: 'before', paths: CALLS, share: 0.02, answer: null },
  throttled: { when: 'before', paths: CALLS, share: 0.02, answer: () => throttled() },
  'error-500': { when: 'after', paths: CALLS, share: 0.02, answer: () => page(500) },
  'html-502': { when: 'after', paths: POSTS, share: 0.01, answer: () => page(502) },
  truncated: { when: 'after', paths: POSTS, share: 0.01, answer: half },
  'internal-error': { when: 'after', paths: POSTS, share: 0.02, answer: () => internalError() },
} as const satisfies RoadFaults;

/** What GitHub does to us. Its gate waits for seconds after each, so there are few. */
export const GITHUB_FAULTS = {
  'github-502': { when: 'after', paths: [''], share: 0.1, answer: () => page(502) },
  'github-reset': { when: 'before', paths: [''], share: 0.05, answer: null },
} as const satisfies RoadFaults;

/** Every name that `--faults` knows. */
export const FAULT_NAMES: readonly string[] = [
  ...Object.keys(SLACK_FAULTS),
  ...Object.keys(GITHUB_FAULTS),
];

/** Those of `all` whose name was chosen. */
export function chosenOf(all: RoadFaults, names: readonly string[]): RoadFaults {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

function throttled(): Carried {
  return json(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '1' });
}

function internalError(): Carried {
  return json(200, { ok: false, error: 'internal_error' });
}

function page(status: number): Carried {
  const body = Buffer.from('<html><body><h1>Bad Gateway</h1></body></html>');
  return { status, headers: { 'content-type': 'text/html' }, body };
}

function half(real: Carried | null): Carried {
  if (real === null) return page(502);
  const body = real.body.subarray(0, Math.floor(real.body.length / 2));
  return { status: real.status, headers: { 'content-type': 'application/json' }, body };
}

function json(status: number, value: object, headers: Readonly<Record<string, string>> = {}) {
  const body = Buffer.from(JSON.stringify(value));
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

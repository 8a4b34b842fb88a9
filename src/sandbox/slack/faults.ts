import { setTimeout as wait } from 'node:timers/promises';
import type { ErrorOf, MethodName } from './methods/errors.ts';

/** How a call goes wrong: whether Slack did the work all the same, and what came back. */
export interface FaultBehaviour {
  readonly applies: boolean;
  readonly answer:
    | 'nothing'
    | 'late'
    | 'cut-short'
    | 'refused'
    | { readonly status: number; readonly body: string }
    | { readonly error: string };
}

const HTML = '<html><body>Server Error</body></html>';
const INTERNAL = { error: 'internal_error' };

/** Every way in which a call can fail, by name. */
export const FAULTS = {
  'reset-before': { applies: false, answer: 'nothing' },
  'answer-lost': { applies: true, answer: 'nothing' },
  'answer-late': { applies: true, answer: 'late' },
  'answer-cut': { applies: true, answer: 'cut-short' },
  'error-500-before': { applies: false, answer: { status: 500, body: HTML } },
  'error-500-after': { applies: true, answer: { status: 500, body: HTML } },
  'error-502-after': { applies: true, answer: { status: 502, body: HTML } },
  'error-503-before': { applies: false, answer: { status: 503, body: HTML } },
  'error-503-after': { applies: true, answer: { status: 503, body: HTML } },
  'rate-limited': { applies: false, answer: { status: 429, body: '' } },
  'internal-error-before': { applies: false, answer: INTERNAL },
  'internal-error-after': { applies: true, answer: INTERNAL },
  'ok-without-ts': { applies: true, answer: { status: 200, body: '{"ok":true}' } },
  'token-revoked': { applies: false, answer: { error: 'token_revoked' } },
  'account-inactive': { applies: false, answer: { error: 'account_inactive' } },
  refused: { applies: false, answer: 'refused' },
} as const satisfies Readonly<Record<string, FaultBehaviour>>;

/** The name of a way to fail. */
export type FaultKind = keyof typeof FAULTS;

interface Planned {
  /** Only in this channel; in every one when left out. */
  readonly channel?: string;
  /** How many calls meet it. */
  readonly times: number;
  /** Seconds in the `Retry-After` header of `rate-limited`; any text, so that nonsense can be tried. */
  readonly retryAfter?: string;
  /** Real milliseconds that `answer-late` waits; 15,000 when left out. */
  readonly lateMs?: number;
}

/** A refusal with a code that Slack documents for this method; `internal_error` when left out. */
type RefusedCall = {
  [M in MethodName]: Planned & {
    readonly method: M;
    readonly kind: 'refused';
    readonly error?: ErrorOf<M>;
  };
}[MethodName];

interface BrokenCall extends Planned {
  readonly method: MethodName;
  readonly kind: Exclude<FaultKind, 'refused'>;
}

/** A planned failure of the next `times` calls of a method, in one channel or in all. */
export type Fault = BrokenCall | RefusedCall;

/** The plan of failures. */
export interface Faults {
  /** Plans a failure; the answer takes back what is left of it. */
  add(fault: Fault): () => void;
  clear(): void;
  /** Failures that are still to come. */
  left(): number;
  /** Uses up the first failure planned for this call. */
  take(method: string, channel: string | undefined): Fault | null;
}

/** No failures planned. */
export function createFaults(): Faults {
  let plan: { fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      const item = { fault, left: fault.times };
      plan.push(item);
      return () => void (plan = plan.filter((other) => other !== item));
    },
    clear: () => void (plan = []),
    left: () => plan.reduce((sum, item) => sum + item.left, 0),
    take(method, channel) {
      const found = plan.find(
        ({ fault, left }) =>
          left > 0 &&
          fault.method === method &&
          (fault.channel === undefined || fault.channel === channel),
      );
      if (!found) return null;
      found.left -= 1;
      plan = plan.filter((item) => item.left > 0);
      return found.fault;
    },
  };
}

/** Waits as long as a late answer does; ends early, without failing, when the sandbox stops. */
export async function holdBack(fault: Fault, signal: AbortSignal): Promise<void> {
  await wait(fault.lateMs ?? 15_000, undefined, { signal }).catch(() => undefined);
}

import type { SandboxCall } from '../contract.ts';

/** What the app asked of Slack so far, for the page's inspector and for tests. */
export interface CallLog {
  add(call: SandboxCall): void;
  all(): readonly SandboxCall[];
}

/** An empty log. Tokens that came as an argument are not kept. */
export function createCallLog(): CallLog {
  const calls: SandboxCall[] = [];
  return {
    add(call) {
      const { token: _token, ...args } = call.args;
      calls.push({ ...call, args });
    },
    all: () => calls,
  };
}

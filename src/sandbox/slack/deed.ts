import type { Acknowledgement, SandboxPerson } from '../contract.ts';
import type { CallLog } from './calls.ts';
import type { Delivered, Delivery } from './delivery.ts';
import { Refusal } from './refusal.ts';
import type { Address, ResponseUrls } from './response-urls.ts';
import type { Workspace } from './workspace.ts';

/** What one person's deeds need: who it is, where, and the way to the app. */
export interface DeedParts {
  readonly slack: Workspace;
  readonly person: SandboxPerson;
  readonly delivery: Delivery;
  readonly responseUrls: ResponseUrls;
  readonly calls: CallLog;
  readonly origin: () => string;
}

/** What Slack shows in a modal when the app is silent or answers nonsense. */
export const TROUBLE = 'We had some trouble connecting. Try again?';

/** A fresh response address for this person, complete. */
export function responseUrl(parts: DeedParts, kind: 'actions' | 'commands', address: Address) {
  return `${parts.origin()}${parts.responseUrls.issue(kind, address)}`;
}

/** An outcome as the page and the stories read it, with the sentences that Slack shows for silence. */
export function acknowledged(
  outcome: Delivered,
  sentences: { readonly timeout: string; readonly nobody: string },
): Acknowledgement {
  if (outcome.kind === 'acked') return { kind: 'ok', payload: outcome.payload };
  if (outcome.kind === 'timeout') return { kind: 'timeout', sentence: sentences.timeout };
  return { kind: 'nobody-listens', sentence: sentences.nobody };
}

/**
 * Does what an acknowledgement asks for. An answer that Slack refuses becomes a time-out with
 * `sentence`, and the refusal is kept in the call log under `ack`, where a developer finds it.
 */
export function applyAck(
  parts: DeedParts,
  payload: Readonly<Record<string, unknown>>,
  sentence: string,
  apply: () => Acknowledgement,
): Acknowledgement {
  try {
    return apply();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const at = parts.slack.clock.now();
    const args = { ...payload, refusal: error.details };
    parts.calls.add({ method: 'ack', args, error: error.code, at });
    return { kind: 'timeout', sentence };
  }
}

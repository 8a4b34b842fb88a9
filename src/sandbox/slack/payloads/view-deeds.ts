import type { SandboxPerson } from '../../contract.ts';
import type { Identity } from '../identity.ts';
import type { Plain } from '../plain.ts';
import { interactionFrame } from './who.ts';

/** A modal was submitted. */
export function viewSubmissionPayload(
  identity: Identity,
  person: SandboxPerson,
  view: Plain,
  triggerId: string,
): Plain {
  return {
    type: 'view_submission',
    ...interactionFrame(identity, person),
    trigger_id: triggerId,
    view,
    response_urls: [],
  };
}

/** A modal was closed; `isCleared` when the whole stack went with it. */
export function viewClosedPayload(
  identity: Identity,
  person: SandboxPerson,
  view: Plain,
  isCleared: boolean,
): Plain {
  return {
    type: 'view_closed',
    ...interactionFrame(identity, person),
    view,
    is_cleared: isCleared,
    response_urls: [],
  };
}

import type { Acknowledgement, Press, ViewState } from '../contract.ts';
import { acknowledged, applyAck, TROUBLE } from './deed.ts';
import type { DeedParts } from './deed.ts';
import { fieldErrors } from './client-checks.ts';
import { stateOf } from './element-state.ts';
import { viewActionsPayload } from './payloads/block-actions.ts';
import { viewPart } from './payloads/view.ts';
import { viewClosedPayload, viewSubmissionPayload } from './payloads/view-deeds.ts';
import { applySubmissionAck, showErrors } from './submission.ts';
import { plainOr } from './plain.ts';
import { actionPart, findElement, stateAfter } from './pressing.ts';
import { Refusal } from './refusal.ts';
import type { StoredView } from './views.ts';

const SILENCE = { timeout: TROUBLE, nobody: TROUBLE };

function ownView({ slack, person }: DeedParts, viewId: string): StoredView {
  const view = slack.views.get(viewId);
  if (view.userId !== person.id) throw new Refusal('not_found');
  return view;
}

/** Presses or chooses something in a modal or on the Home tab. */
export async function pressInView(
  parts: DeedParts,
  viewId: string,
  press: Press,
  typed: ViewState,
): Promise<Acknowledgement> {
  const { slack, person, delivery } = parts;
  const view = ownView(parts, viewId);
  const placed = findElement(view.blocks, press);
  const state = stateAfter(view.blocks, press, typed);
  const inModal = view.type === 'modal' ? view.id : undefined;
  const payload = viewActionsPayload(
    slack.identity,
    person,
    viewPart(slack.identity, view, state),
    {
      action: actionPart(placed, press, slack.stamps.deed(slack.clock.now())),
      triggerId: slack.triggers.issue(person.id, inModal),
      state,
    },
  );
  const outcome = await delivery.deliver({ type: 'interactive', payload, acceptsResponse: false });
  return acknowledged(outcome, SILENCE);
}

/**
 * Presses a modal's submit button. What Slack's own client checks is refused here without asking the
 * app: required fields, lengths, numbers, addresses.
 */
export async function submitView(
  parts: DeedParts,
  viewId: string,
  typed: ViewState,
): Promise<Acknowledgement> {
  const { slack, person, delivery } = parts;
  const view = ownView(parts, viewId);
  const state = stateOf(view.blocks, typed);
  const wrong = fieldErrors(view.blocks, state);
  if (Object.keys(wrong).length > 0) return showErrors(slack, view, wrong);
  const triggerId = slack.triggers.issue(person.id, view.id);
  const shape = viewPart(slack.identity, view, state);
  const payload = viewSubmissionPayload(slack.identity, person, shape, triggerId);
  const outcome = await delivery.deliver({ type: 'interactive', payload, acceptsResponse: true });
  if (outcome.kind !== 'acked') return acknowledged(outcome, SILENCE);
  const answer = plainOr(outcome.payload);
  return applyAck(parts, answer, TROUBLE, () => applySubmissionAck(slack, view, answer));
}

/** Closes a modal, or its whole stack when it says `clear_on_close`. The app hears of it if it asked to. */
export async function closeView(parts: DeedParts, viewId: string): Promise<void> {
  const { slack, person, delivery } = parts;
  const view = ownView(parts, viewId);
  const clears = view.source['clear_on_close'] === true;
  if (clears) slack.views.clear(person.id);
  else slack.views.remove(view.id);
  slack.changed();
  if (view.source['notify_on_close'] !== true) return;
  const shape = viewPart(slack.identity, view, stateOf(view.blocks, {}));
  const payload = viewClosedPayload(slack.identity, person, shape, clears);
  await delivery.deliver({ type: 'interactive', payload, acceptsResponse: false });
}

/** Opens the app's Home tab. Resolves when the app acknowledged the event, where it listens to it. */
export async function openHomeTab({ slack, person }: DeedParts): Promise<void> {
  const home = slack.views.home(person.id);
  const channel = slack.channels.directWith(person.id).id;
  await slack.announce({
    type: 'app_home_opened',
    user: person.id,
    channel,
    tab: 'home',
    ...(home ? { view: viewPart(slack.identity, home, {}) } : {}),
    event_ts: slack.stamps.deed(slack.clock.now()),
  });
}

import type { Acknowledgement } from '../contract.ts';
import { isPlain } from './plain.ts';
import type { Plain } from './plain.ts';
import { Refusal } from './refusal.ts';
import { pushView, replaceView } from './view-stack.ts';
import type { StoredView } from './views.ts';
import type { Workspace } from './workspace.ts';

/** Shows why a modal was refused, under its fields. */
export function showErrors(
  slack: Workspace,
  view: StoredView,
  errors: Readonly<Record<string, string>>,
): Acknowledgement {
  slack.views.put({ ...view, errors });
  slack.changed();
  return { kind: 'errors', errors };
}

/** The errors of an acknowledgement. Each must name an input block of the view, as Slack demands. */
function givenErrors(view: StoredView, given: unknown): Record<string, string> {
  const inputs = view.blocks
    .filter((block) => block.type === 'input')
    .map((block) => block['block_id']);
  const entries = isPlain(given) ? Object.entries(given) : [];
  if (entries.length === 0) throw new Refusal('invalid_view_errors', { view: view.id });
  return Object.fromEntries(
    entries.map(([block, text]): [string, string] => {
      if (!inputs.includes(block) || typeof text !== 'string' || text === '')
        throw new Refusal('invalid_view_errors', { view: view.id, block });
      return [block, text];
    }),
  );
}

/** Does what the acknowledgement of a submission asks for; nothing asked closes this modal. */
export function applySubmissionAck(
  slack: Workspace,
  view: StoredView,
  answer: Plain,
): Acknowledgement {
  const current = slack.views.find(view.id) ?? view;
  switch (answer['response_action']) {
    case 'errors':
      return showErrors(slack, current, givenErrors(view, answer['errors']));
    case 'update':
      replaceView(slack, current, answer['view']);
      break;
    case 'push':
      pushView(slack, view.userId, answer['view']);
      break;
    case 'clear':
      slack.views.clear(view.userId);
      break;
    case undefined:
      slack.views.remove(view.id);
      break;
    default:
      throw new Refusal('invalid_response_action', { view: view.id });
  }
  slack.changed();
  return { kind: 'ok', payload: answer };
}

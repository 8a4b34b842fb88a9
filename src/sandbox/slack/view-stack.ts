import { epochSeconds } from '../../base/time.ts';
import type { SandboxView } from '../contract.ts';
import { checkedView } from './checks/view.ts';
import { newId, newSecret } from './ids.ts';
import { plainOr, textOr } from './plain.ts';
import type { Plain } from './plain.ts';
import { Refusal } from './refusal.ts';
import type { StoredView } from './views.ts';
import type { Workspace } from './workspace.ts';

/** Modals that may lie on each other. */
const DEEPEST_STACK = 3;

function newHash(slack: Workspace): string {
  return `${epochSeconds(slack.clock.now())}.${newSecret().slice(0, 8)}`;
}

function refuseDoubleName(slack: Workspace, source: Plain, ownId: string): void {
  const name = textOr(source['external_id'], '');
  const other = name === '' ? undefined : slack.views.byExternalId(name);
  if (other && other.id !== ownId) throw new Refusal('duplicate_external_id');
}

function put(slack: Workspace, view: StoredView): StoredView {
  refuseDoubleName(slack, view.source, view.id);
  slack.views.put(view);
  slack.changed();
  return view;
}

function fresh(slack: Workspace, userId: string, given: unknown, type: StoredView['type']) {
  const { source, blocks } = checkedView(given, type);
  const id = newId('V');
  return { id, userId, type, hash: newHash(slack), source, blocks, errors: {} };
}

/** Opens a modal as the only one of a person's stack. */
export function openView(slack: Workspace, userId: string, given: unknown): StoredView {
  const view = fresh(slack, userId, given, 'modal');
  refuseDoubleName(slack, view.source, view.id);
  slack.views.clear(userId);
  return put(slack, { ...view, rootId: view.id, previousId: null });
}

/** Lays a modal on a person's stack. Refuses a fourth with `push_limit_reached`. */
export function pushView(slack: Workspace, userId: string, given: unknown): StoredView {
  const stack = slack.views.stack(userId);
  const below = stack.at(-1);
  if (!below) throw new Refusal('not_found');
  if (stack.length >= DEEPEST_STACK) throw new Refusal('push_limit_reached');
  const view = fresh(slack, userId, given, 'modal');
  return put(slack, { ...view, rootId: below.rootId, previousId: below.id });
}

/** Puts new content into an open view. A `hash` that is not the present one is `hash_conflict`. */
export function replaceView(
  slack: Workspace,
  old: StoredView,
  given: unknown,
  hash?: string,
): StoredView {
  if (hash !== undefined && hash !== old.hash) throw new Refusal('hash_conflict');
  const { source, blocks } = checkedView(given, old.type);
  return put(slack, { ...old, source, blocks, hash: newHash(slack), errors: {} });
}

/** Shows a Home tab to a person. Refuses `not_enabled` when the manifest has none. */
export function publishHome(
  slack: Workspace,
  userId: string,
  given: unknown,
  hash?: string,
): StoredView {
  if (!slack.manifest.homeTab) throw new Refusal('not_enabled');
  const old = slack.views.home(userId);
  if (old) return replaceView(slack, old, given, hash);
  const view = fresh(slack, userId, given, 'home');
  return put(slack, { ...view, rootId: view.id, previousId: null });
}

function plainText(value: unknown): string | null {
  const text = plainOr(value)['text'];
  return typeof text === 'string' ? text : null;
}

/** A stored view as the page and the stories read it. */
export function sandboxView(view: StoredView): SandboxView {
  const { id, hash, userId, type, source, blocks, errors } = view;
  return {
    id,
    hash,
    userId,
    type,
    callbackId: textOr(source['callback_id'], ''),
    title: plainText(source['title']) ?? '',
    submit: plainText(source['submit']),
    close: plainText(source['close']),
    blocks,
    privateMetadata: textOr(source['private_metadata'], ''),
    errors,
  };
}

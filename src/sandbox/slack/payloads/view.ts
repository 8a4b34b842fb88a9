import type { ViewState } from '../../contract.ts';
import type { Identity } from '../identity.ts';
import type { Plain } from '../plain.ts';
import type { StoredView } from '../views.ts';

/** A view as methods answer it and interactions carry it. */
export function viewPart(identity: Identity, view: StoredView, state: ViewState): Plain {
  const { source } = view;
  return {
    id: view.id,
    team_id: identity.teamId,
    type: view.type,
    blocks: view.blocks,
    private_metadata: source['private_metadata'] ?? '',
    callback_id: source['callback_id'] ?? '',
    state: { values: state },
    hash: view.hash,
    title: source['title'] ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: source['clear_on_close'] ?? false,
    notify_on_close: source['notify_on_close'] ?? false,
    close: source['close'] ?? null,
    submit: source['submit'] ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: identity.appId,
    external_id: source['external_id'] ?? '',
    app_installed_team_id: identity.teamId,
    bot_id: identity.botId,
  };
}

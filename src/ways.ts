/** The way in through which something came, and the action of the table that it stands for. Pure. */
import type { ActionName } from './authority/actions.ts';
import { AGAIN, whatAgain } from './again.ts';
import type { Stands } from './feature.ts';
import { matchCommand, type Routes } from './routes.ts';
import type { Incoming } from './slack/arrivals.ts';

/** The action that an arrival stands for; null for what nobody did, and for what nobody here handles. */
export function actionOf(routes: Routes, incoming: Incoming): ActionName | null {
  switch (incoming.kind) {
    case 'command':
      return matchCommand(routes.commands, incoming.command, incoming.text).spec?.action ?? 'help';
    case 'press': {
      const again = incoming.actionId === AGAIN ? whatAgain(incoming) : null;
      if (again !== null) return actionOf(routes, again);
      const way = routes.presses.get(incoming.actionId.split(':')[0] ?? '');
      return chosen(way?.action, firstWord(incoming.value), incoming.view?.privateMetadata);
    }
    case 'submission':
      return chosen(
        routes.submissions.get(incoming.callbackId)?.action,
        '',
        incoming.privateMetadata,
      );
    case 'closed':
      return chosen(routes.closes.get(incoming.callbackId)?.action, '', incoming.privateMetadata);
    case 'shortcut':
      return chosen(routes.shortcuts.get(incoming.callbackId)?.action, '', undefined);
    case 'event':
    case 'unreadable':
      return null;
  }
}

function chosen(
  stands: Stands | undefined,
  word: string,
  metadata: string | undefined,
): ActionName | null {
  if (stands === undefined || typeof stands === 'string') return stands ?? null;
  const choice = stands.field === undefined ? word : fieldIn(metadata ?? '', stands.field);
  return Object.hasOwn(stands.choices, choice) ? (stands.choices[choice] ?? null) : null;
}

/** Values of menus begin with their choice: `ship/rel_1`, `pause|2026-11-16`. */
function firstWord(value: unknown): string {
  return typeof value === 'string' ? (value.split(/[/|]/)[0] ?? '') : '';
}

function fieldIn(metadata: string, field: string): string {
  try {
    const data: unknown = JSON.parse(metadata);
    const known = typeof data === 'object' && data !== null ? Object.entries(data) : [];
    return String(known.find(([name]) => name === field)?.[1]);
  } catch {
    return '';
  }
}

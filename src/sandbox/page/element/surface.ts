/** Where blocks are drawn, and the marks by which the browser finds an interactive element again. */
import type { Data } from '../draw/plain-data.ts';
import { asData, asText } from '../draw/plain-data.ts';
import { wordsOf } from '../draw/text.ts';
import type { Viewer } from '../draw/viewer.ts';

/** One message or view. `id` is its ts or view id; `errors` are by block_id. */
export interface Surface {
  readonly viewer: Viewer;
  readonly id: string;
  readonly errors: Readonly<Record<string, string>>;
}

/** An element with the block that holds it and the label it is read out by. */
export interface Placed {
  readonly element: Data;
  readonly blockId: string;
  readonly label: string;
  readonly surface: Surface;
  /** True in an input block without dispatch_action: the app hears of it only on submit. */
  readonly quiet: boolean;
}

/** The DOM id of an element: unique on the page, stable while block_id and action_id stay. */
export function domId(placed: Placed): string {
  const parts = [placed.surface.id, placed.blockId, asText(placed.element['action_id'])];
  return parts.join('-').replaceAll(/[^\w-]/g, '_');
}

/** The element's placeholder, or `otherwise`. */
export function placeholder(placed: Placed, otherwise = ''): string {
  return wordsOf(placed.element['placeholder']) || otherwise;
}

function confirmMark(element: Data): Record<string, string> {
  const confirm = asData(element['confirm']);
  if (Object.keys(confirm).length === 0) return {};
  const words = {
    title: wordsOf(confirm['title']),
    text: wordsOf(confirm['text']),
    confirm: wordsOf(confirm['confirm']) || 'Yes',
    deny: wordsOf(confirm['deny']) || 'Cancel',
    style: asText(confirm['style']),
  };
  return { 'data-confirm': JSON.stringify(words) };
}

/** When typing in the element tells the app: `enter`, `typing`, both, or never. */
function dispatchOn(placed: Placed): string {
  if (placed.quiet) return '';
  const config = asData(placed.element['dispatch_action_config'])['trigger_actions_on'];
  const moments = Array.isArray(config) ? config : ['on_enter_pressed'];
  return moments.map((one) => (one === 'on_character_entered' ? 'typing' : 'enter')).join(' ');
}

/**
 * The attributes every interactive element carries on its root: which element it is, whether a change
 * is sent at once, what to confirm first, and a key by which what a person entered outlives a redraw.
 */
export function marks(placed: Placed): Record<string, string> {
  const { element, blockId } = placed;
  const actionId = asText(element['action_id']);
  return {
    'data-element': asText(element['type']),
    'data-block': blockId,
    'data-action': actionId,
    'data-key': `${blockId}/${actionId}`,
    ...(placed.quiet ? {} : { 'data-live': dispatchOn(placed) }),
    ...(element['focus_on_load'] === true ? { 'data-focus': '' } : {}),
    ...confirmMark(element),
  };
}

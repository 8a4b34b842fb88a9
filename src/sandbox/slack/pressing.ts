import type { Block, Press, ViewState } from '../contract.ts';
import { choiceField, elementsOf, stateOf } from './element-state.ts';
import type { PlacedElement } from './element-state.ts';
import { textOr } from './plain.ts';
import type { Plain } from './plain.ts';

/** Finds what a person pressed among the blocks as posted. A story that presses nothing is wrong: it throws. */
export function findElement(blocks: readonly Block[], press: Press): PlacedElement {
  const found = elementsOf(blocks).find(
    ({ blockId, actionId }) => blockId === press.blockId && actionId === press.actionId,
  );
  if (found) return found;
  const known = elementsOf(blocks).map(({ blockId, actionId }) => `${blockId}/${actionId}`);
  throw new Error(
    `no element ${press.blockId}/${press.actionId} here, only: ${known.join(', ') || 'none'}`,
  );
}

function buttonPart(element: Plain): Plain {
  const { text, value, url, style } = element;
  return {
    ...(text === undefined ? {} : { text }),
    ...(value === undefined ? {} : { value }),
    ...(url === undefined ? {} : { url }),
    ...(style === undefined ? {} : { style }),
  };
}

/** The `actions[0]` of a press: a button gives its own value, everything else what was chosen. */
export function actionPart(placed: PlacedElement, press: Press, actionTs: string): Plain {
  const { element, blockId, actionId } = placed;
  const type = textOr(element['type'], '');
  const { type: _chosenType, ...choice } = press.choice ?? { type };
  const holdsChoice = choiceField(type) !== null || type === 'overflow';
  const { placeholder, confirm } = element;
  return {
    type,
    action_id: actionId,
    block_id: blockId,
    ...(holdsChoice ? {} : buttonPart(element)),
    ...choice,
    ...(placeholder === undefined || !holdsChoice ? {} : { placeholder }),
    ...(confirm === undefined ? {} : { confirm }),
    action_ts: actionTs,
  };
}

/** The state after a press: what was typed before, and what was just chosen. */
export function stateAfter(blocks: readonly Block[], press: Press, typed: ViewState): ViewState {
  const { element } = findElement(blocks, press);
  const keeps = choiceField(textOr(element['type'], '')) !== null;
  if (!press.choice || !keeps) return stateOf(blocks, typed);
  const block = { ...typed[press.blockId], [press.actionId]: press.choice };
  return stateOf(blocks, { ...typed, [press.blockId]: block });
}

/** Every deed for one release by its name, for the menu of the card and the choice of a release. */
import type { ActionName } from '../../authority/actions.ts';
import type { Context } from '../../feature.ts';
import type { Press } from '../../slack/arrivals.ts';
import { cancelVerb, closeVerb, shipVerb } from './ending-verbs.ts';
import { historyVerb } from './history.ts';
import { openVerb } from './open-plan.ts';
import { timelineVerb } from './timeline-flow.ts';
import { pressed, type Verb } from './verb.ts';

/** By the word that a command, a menu value and a modal's metadata use. */
export const VERBS: ReadonlyMap<string, Verb> = new Map(
  [timelineVerb, historyVerb, shipVerb, cancelVerb, closeVerb, openVerb].map((verb) => [
    verb.name,
    verb,
  ]),
);

/** Which action each of them stands for. */
export const VERB_ACTIONS: Readonly<Record<string, ActionName>> = Object.fromEntries(
  [...VERBS].map(([name, { action }]) => [name, action]),
);

/** The same for what the card's menu offers. */
export const MENU: Readonly<Record<string, ActionName>> = {
  ...VERB_ACTIONS,
  let_go: 'hotfix.let_go',
};

/** The card's overflow menu: its value is the verb and the release's id. */
export async function menuPressed(ctx: Context, press: Press): Promise<void> {
  const [name = '', releaseId = ''] = typeof press.value === 'string' ? press.value.split('/') : [];
  if (name === 'let_go') return ctx.offers.letGo(ctx, press, releaseId);
  const verb = VERBS.get(name);
  if (verb === undefined) throw new Error(`the menu of the plan card has no ${name}`);
  await pressed(ctx, press, verb, releaseId);
}

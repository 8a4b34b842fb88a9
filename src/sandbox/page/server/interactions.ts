/** What a person presses, chooses, submits and closes on the page, done in the small Slack. */
import type { z } from 'zod';
import type { Block, Press, SandboxView } from '../../contract.ts';
import { elementsOf } from '../../slack/element-state.ts';
import { inputValue, viewState } from '../form/input-value.ts';
import type { Raw } from '../form/input-value.ts';
import type { PageOptions } from '../options.ts';
import type { PageMemory } from '../page-memory.ts';
import { visibleChannel } from '../screen/place.ts';
import { GONE, SILENT, answerTo } from './answer.ts';
import type { Answer } from './answer.ts';
import type * as bodies from './bodies.ts';

function zoneOf(options: PageOptions, userId: string): string {
  return options.slack.people().find((one) => one.id === userId)?.zone ?? options.time.zone;
}

interface Pressed {
  readonly block: string;
  readonly action: string;
  readonly raw: Raw;
}

/**
 * The press as Slack's client would send it: a button has no choice, all else has its new state. Null
 * when the blocks have changed and the element is gone.
 */
function pressOf(blocks: readonly Block[], pressed: Pressed, zone: string): Press | null {
  const found = elementsOf(blocks).find(
    ({ blockId, actionId }) => blockId === pressed.block && actionId === pressed.action,
  );
  if (found === undefined) return null;
  const choice = inputValue(found.element, pressed.raw, zone);
  const { blockId, actionId } = found;
  return choice === null ? { blockId, actionId } : { blockId, actionId, choice };
}

/** Presses an element of a message. */
export async function press(
  body: z.infer<typeof bodies.pressBody>,
  options: PageOptions,
): Promise<Answer> {
  const { slack } = options;
  const visible = visibleChannel(slack, body.as, body.at) !== null;
  const messages = visible ? slack.messages(body.at, body.as) : [];
  const blocks = messages.find((one) => one.ts === body.ts)?.blocks ?? [];
  const what = pressOf(blocks, body, zoneOf(options, body.as));
  return what === null ? GONE : answerTo(await slack.as(body.as).press(body.at, body.ts, what));
}

function viewOf(options: PageOptions, userId: string, viewId: string): SandboxView | null {
  const person = options.slack.as(userId);
  const home = person.home();
  if (home?.id === viewId) return home;
  return person.modals().find((view) => view.id === viewId) ?? null;
}

/** Presses an element of a modal or of the App Home. */
export async function pressInView(
  body: z.infer<typeof bodies.pressInViewBody>,
  options: PageOptions,
): Promise<Answer> {
  const view = viewOf(options, body.as, body.view);
  const zone = zoneOf(options, body.as);
  const what = view === null ? null : pressOf(view.blocks, body, zone);
  if (view === null || what === null) return GONE;
  const state = viewState(view.blocks, body.values, zone);
  return answerTo(await options.slack.as(body.as).pressInView(view.id, what, state));
}

/** Submits a modal; what is wrong stands in the view afterwards, or in the page's memory of trouble. */
export async function submit(
  body: z.infer<typeof bodies.submitBody>,
  options: PageOptions,
  memory: PageMemory,
): Promise<Answer> {
  const view = viewOf(options, body.as, body.view);
  if (view === null) return GONE;
  memory.trouble.delete(view.id);
  const state = viewState(view.blocks, body.values, zoneOf(options, body.as));
  const { notice } = answerTo(await options.slack.as(body.as).submit(view.id, state));
  if (notice !== null) memory.trouble.set(view.id, notice);
  return SILENT;
}

/** Closes a modal, or its whole stack from the top down. */
export async function close(
  body: z.infer<typeof bodies.closeBody>,
  options: PageOptions,
  memory: PageMemory,
): Promise<Answer> {
  const person = options.slack.as(body.as);
  const stack = person.modals().map((view) => view.id);
  for (const id of body.all ? stack.toReversed() : stack.filter((id) => id === body.view)) {
    memory.trouble.delete(id);
    // Closing one may have closed all: a view can ask for that.
    if (viewOf(options, body.as, id) !== null) await person.close(id);
  }
  return SILENT;
}

/** Runs a global shortcut, or a message shortcut when a message is named. */
export async function shortcut(
  body: z.infer<typeof bodies.shortcutBody>,
  options: PageOptions,
): Promise<Answer> {
  const person = options.slack.as(body.as);
  const { callback, at, ts } = body;
  if (at === undefined || ts === undefined) return answerTo(await person.shortcut(callback));
  if (visibleChannel(options.slack, body.as, at) === null) return GONE;
  return answerTo(await person.messageShortcut(callback, at, ts));
}

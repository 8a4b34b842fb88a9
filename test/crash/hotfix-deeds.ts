/** What people do with hotfixes while the bot dies: declare, decide, say how it goes, go on, call it off. */
import type {
  Acknowledgement,
  InputValue,
  Press,
  SandboxView,
} from '../../src/sandbox/contract.ts';
import { inputValue } from '../../src/sandbox/page/form/input-value.ts';
import { elementsOf, stateOf, type PlacedElement } from '../../src/sandbox/slack/element-state.ts';
import { isPlain } from '../../src/sandbox/slack/plain.ts';
import { buttons, closeAll, isTaken, oneOf, press, seeing, type Doer } from './deeds.ts';

/** Whatever suits: decides or says how it goes when asked, else moves on what runs, or declares when nothing runs. */
export async function hurryHotfix(doer: Doer, channel: string, words: string): Promise<void> {
  const { chance } = doer;
  if (buttons(doer, 'hotfix.approve').length > 0 && chance.hits(0.7)) return approveHotfix(doer);
  if (buttons(doer, 'hotfix.words:update').length > 0 && chance.hits(0.7))
    return sayNews(doer, words);
  if (newestAlert(doer, channel, 'cancel') === null) return declareHotfix(doer, channel, words);
  return chance.hits(0.1) ? cancelHotfix(doer, channel, words) : goOnWithHotfix(doer, channel);
}

/** `/hotfix`, filled in and handed in. The words tell it from every other one. */
export async function declareHotfix(doer: Doer, channel: string, words: string): Promise<void> {
  const at = doer.now();
  const form = isTaken(await doer.hands.command(channel, '/hotfix'))
    ? await seeing(() => windowOf(doer, 'hotfix.declare'))
    : null;
  if (form !== null) {
    const answer = await handIn(doer, form, {
      criterion: 'production_down',
      seen: words,
      impact: `hit by ${words}`,
      affected: '0.6.2',
    });
    // Who declares what was declared a moment ago is asked first whether it is the same.
    const isAsked = windowOf(doer, 'hotfix.another') !== null;
    if (!isAsked) remember(doer, answer, { kind: 'declared', words, hotfixId: '', at });
  }
  await closeAll(doer);
}

/** Types it once more where no alert stands: the program died before its window could be filled in. */
export async function declareUnlessTold(doer: Doer, channel: string, words: string): Promise<void> {
  if (newestAlert(doer, channel, 'timeline') === null) await declareHotfix(doer, channel, words);
}

/** Approves where somebody waits for it; with one tap. */
export async function approveHotfix(doer: Doer): Promise<void> {
  const button = oneOf(doer, buttons(doer, 'hotfix.approve'));
  if (button === null) return;
  const [hotfixId = '', words = ''] = button.value.split('/');
  const at = doer.now();
  remember(doer, await press(doer, button), { kind: 'approved', words, hotfixId, at });
}

/** Says how it goes, where the question stands. */
export async function sayNews(doer: Doer, words: string): Promise<void> {
  const button = oneOf(doer, buttons(doer, 'hotfix.words:update'));
  if (button !== null && isTaken(await press(doer, button)))
    await giveWords(doer, words, 'news', button.value);
  await closeAll(doer);
}

/** Opens the room of the newest hotfix that runs and moves it to its next step, if it can. */
export async function goOnWithHotfix(doer: Doer, channel: string): Promise<void> {
  const alert = newestAlert(doer, channel, 'cancel') ?? newestAlert(doer, channel, 'timeline');
  if (alert === null) return;
  const opened = await doer.hands.press(channel, alert.ts, placeOf(alert.open));
  const button = isTaken(opened) ? await seeing(() => inWindow(doer, 'hotfix.go_on')) : null;
  const top = doer.hands.modals().at(-1);
  if (button !== null && top !== undefined) await doer.hands.pressInView(top.id, placeOf(button));
  await closeAll(doer);
}

/** Calls the newest hotfix off that can be. */
export async function cancelHotfix(doer: Doer, channel: string, words: string): Promise<void> {
  const alert = newestAlert(doer, channel, 'cancel');
  if (alert !== null && isTaken(await doer.hands.press(channel, alert.ts, alert.choice)))
    await giveWords(doer, words, 'cancelled', alert.value);
  await closeAll(doer);
}

/** `value` names the verb and the hotfix. */
async function giveWords(
  doer: Doer,
  words: string,
  kind: 'news' | 'cancelled',
  value: string,
): Promise<void> {
  const form = await seeing(() => windowOf(doer, 'hotfix.words'));
  if (form === null) return;
  const [, hotfixId = ''] = value.split('/');
  const at = doer.now();
  remember(doer, await handIn(doer, form, { words }), { kind, words, hotfixId, at });
}

function remember(
  doer: Doer,
  answer: Acknowledgement,
  deed: Parameters<Doer['memory']['noteDeed']>[0],
): void {
  if (answer.kind === 'errors' || answer.kind === 'nobody-listens') return;
  doer.memory.noteDeed(deed, answer.kind === 'ok');
}

function handIn(
  doer: Doer,
  form: SandboxView,
  typed: Readonly<Record<string, string>>,
): Promise<Acknowledgement> {
  const state: Record<string, Record<string, InputValue>> = {};
  for (const { blockId, actionId, element } of elementsOf(form.blocks)) {
    const value = inputValue(element, typed[blockId] ?? null, 'UTC');
    if (typed[blockId] !== undefined && value !== null) state[blockId] = { [actionId]: value };
  }
  return doer.hands.submit(form.id, stateOf(form.blocks, state));
}

function windowOf({ hands }: Doer, callbackId: string): SandboxView | null {
  return hands.modals().find((view) => view.callbackId === callbackId) ?? null;
}

function inWindow({ hands }: Doer, action: string): PlacedElement | null {
  const blocks = hands.modals().at(-1)?.blocks ?? [];
  return elementsOf(blocks).find(({ actionId }) => actionId === action) ?? null;
}

interface SeenAlert {
  readonly ts: string;
  readonly open: PlacedElement;
  /** The choice of the menu that was looked for. */
  readonly choice: Press;
  /** Its value. */
  readonly value: string;
}

/** The newest alert whose menu offers this; null when there is none. */
function newestAlert({ slack, userId }: Doer, channel: string, verb: string): SeenAlert | null {
  for (const { ts, blocks } of slack.messages(channel, userId).toReversed()) {
    const elements = elementsOf(blocks);
    const open = elements.find(({ actionId }) => actionId === 'hotfix.open');
    const menu = elements.find(({ actionId }) => actionId === 'hotfix.more');
    const options = Array.isArray(menu?.element['options']) ? menu.element['options'] : [];
    const option = options.find(
      (one: unknown) => isPlain(one) && String(one['value']).startsWith(`${verb}/`),
    );
    if (open !== undefined && menu !== undefined && isPlain(option))
      return {
        ts,
        open,
        value: String(option['value']),
        choice: { ...placeOf(menu), choice: { type: 'overflow', selected_option: option } },
      };
  }
  return null;
}

function placeOf({ blockId, actionId }: PlacedElement): Press {
  return { blockId, actionId };
}

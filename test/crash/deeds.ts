/** What people do while the bot dies: taps, forms, buttons. Nobody waits for a bot that may never answer. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../../src/base/time.ts';
import type {
  Acknowledgement,
  InputValue,
  PersonAtWork,
  SandboxView,
  ViewState,
} from '../../src/sandbox/contract.ts';
import { inputValue } from '../../src/sandbox/page/form/input-value.ts';
import { elementsOf, stateOf } from '../../src/sandbox/slack/element-state.ts';
import { isPlain } from '../../src/sandbox/slack/plain.ts';
import type { SlackSandbox } from '../../src/sandbox/slack/start.ts';
import type { Chance } from './chance.ts';
import type { Memory, Said, Slot } from './memory.ts';

/** One person, their hands, and what they remember. */
export interface Doer {
  readonly userId: string;
  readonly hands: PersonAtWork;
  readonly slack: SlackSandbox;
  readonly chance: Chance;
  readonly memory: Memory;
  /** The Monday of the present week. */
  week(): string;
  /** The product's time. */
  now(): Instant;
}

/** A button in sight, in its owner's direct message. */
export interface SeenButton {
  readonly ts: string;
  readonly blockId: string;
  readonly actionId: string;
  readonly value: string;
}

// A restart and a whole form fit into it; after that a person does something else.
const PATIENCE_MS = 1_200;
const LOOK_MS = 15;
// Nobody scrolls further up to answer.
const MESSAGES_IN_SIGHT = 4;

/** Presses one of Sure … No; on an answer that stands, after *Change*. */
export async function tap(doer: Doer): Promise<void> {
  const open = buttons(doer, 'checkin.tap');
  const change = oneOf(doer, buttons(doer, 'checkin.change'));
  if (change === null || (open.length > 0 && doer.chance.hits(0.5)))
    return pressAnswer(doer, oneOf(doer, open));
  if (!isTaken(await press(doer, change))) return;
  const five = await seeing(() => tapsFor(doer, change.value));
  await pressAnswer(doer, oneOf(doer, five ?? []));
}

function tapsFor(doer: Doer, slot: string): readonly SeenButton[] | null {
  const found = buttons(doer, 'checkin.tap').filter(({ value }) => value.startsWith(`${slot}|`));
  return found.length === 0 ? null : found;
}

async function pressAnswer(doer: Doer, button: SeenButton | null): Promise<void> {
  if (button === null) return;
  const [releaseId = '', week = '', confidence = ''] = button.value.split('|');
  const slot = { userId: doer.userId, releaseId, week };
  remember(doer, slot, { confidence: Number(confidence) }, await press(doer, button));
}

/** Opens the form by command or by button, writes into its fields, and hands it in. */
export async function fillForm(doer: Doer, channel: string, words: string): Promise<void> {
  const details = oneOf(doer, buttons(doer, 'checkin.details'));
  // Whoever answers before being asked is not asked; a few do.
  const wasAsked = details !== null && details.value === doer.week();
  const byCommand = doer.chance.hits(wasAsked ? 0.5 : 0.05);
  if (!byCommand && details === null) return;
  const opened =
    byCommand || details === null
      ? await doer.hands.command(channel, '/checkin')
      : await press(doer, details);
  if (isTaken(opened)) {
    const form = await seeing(() => doer.hands.modals().find(isForm) ?? null);
    if (form !== null) await handIn(doer, form, words);
  }
  await closeAll(doer);
}

function isForm({ callbackId }: SandboxView): boolean {
  return callbackId === 'checkin.details';
}

async function handIn(doer: Doer, form: SandboxView, words: string): Promise<void> {
  const { shown } = JSON.parse(form.privateMetadata) as { readonly shown: readonly string[][] };
  const [chosen = ''] = doer.chance.pick(shown);
  const typed = {
    confidence: String(doer.chance.between(1, 5)),
    accomplishments: `done ${words}`,
    risks: `risk ${words}`,
    mitigation: `against ${words}`,
    focus: `next ${words}`,
    ...(doer.chance.hits(0.2) ? { support: `help ${words}` } : {}),
  };
  const state = stateOf(form.blocks, typedInto(form, chosen, typed));
  const answer = await doer.hands.submit(form.id, state);
  // What stands in the other sections is handed in as well, as old as the form may be.
  for (const [releaseId = '', week = ''] of shown) {
    const said = saidIn(state, releaseId);
    if (said !== null) remember(doer, { userId: doer.userId, releaseId, week }, said, answer);
  }
}

/** The state of the fields that are typed into. */
function typedInto(
  form: SandboxView,
  releaseId: string,
  typed: Readonly<Record<string, string>>,
): ViewState {
  const state: Record<string, Record<string, InputValue>> = {};
  for (const { blockId, actionId, element } of elementsOf(form.blocks)) {
    const field = Object.keys(typed).find((name) => `${name}:${releaseId}` === blockId);
    const value = field === undefined ? null : inputValue(element, typed[field] ?? null, 'UTC');
    if (value !== null) state[blockId] = { [actionId]: value };
  }
  return state;
}

/** What one release's fields say; null without a choice of how likely it is, which is no answer. */
function saidIn(state: ViewState, releaseId: string): Required<Said> | null {
  const read = (field: string): string => {
    const input = Object.values(state[`${field}:${releaseId}`] ?? {})[0];
    const option = input?.['selected_option'];
    const value = isPlain(option) ? option['value'] : input?.['value'];
    return typeof value === 'string' ? value : '';
  };
  if (read('confidence') === '') return null;
  return {
    confidence: Number(read('confidence')),
    texts: {
      accomplishments: read('accomplishments'),
      risks: read('risks'),
      mitigation: read('mitigation'),
      focus: read('focus'),
    },
  };
}

/** Says of a request for support that it is done or not theirs. */
export async function settleSupport(doer: Doer): Promise<void> {
  const button = oneOf(doer, buttons(doer, 'checkin.support_'));
  if (button !== null) await press(doer, button);
  await closeAll(doer);
}

/** Closes every window that is open. */
export async function closeAll({ hands }: Doer): Promise<void> {
  for (let top = hands.modals().at(-1); top !== undefined; top = hands.modals().at(-1))
    await hands.close(top.id);
}

function remember(doer: Doer, slot: Slot, said: Said, answer: Acknowledgement): void {
  // Refused under a field, or nobody was there to take it: it certainly does not stand.
  if (answer.kind === 'errors' || answer.kind === 'nobody-listens') return;
  doer.memory.note(slot, said, answer.kind === 'ok');
}

/** Buttons of an action in the newest direct messages. */
export function buttons({ slack, userId }: Doer, action: string): readonly SeenButton[] {
  const { id } = slack.directMessage(userId);
  const inSight = slack.messages(id, userId).slice(-MESSAGES_IN_SIGHT);
  return inSight.flatMap(({ ts, blocks }) =>
    elementsOf(blocks)
      .filter(({ actionId, element }) => actionId.startsWith(action) && 'value' in element)
      .map(({ element, ...place }) => ({ ts, ...place, value: String(element['value']) })),
  );
}

/** One of them by chance; null for none. */
export function oneOf(doer: Doer, all: readonly SeenButton[]): SeenButton | null {
  return all.length === 0 ? null : doer.chance.pick(all);
}

/** Presses it; resolves to what Slack says of it. */
export function press(
  { slack, userId, hands }: Doer,
  button: SeenButton,
): Promise<Acknowledgement> {
  const { ts, blockId, actionId } = button;
  return hands.press(slack.directMessage(userId).id, ts, { blockId, actionId });
}

/** Whether the program has taken it. */
export function isTaken(answer: Acknowledgement): boolean {
  return answer.kind === 'ok';
}

/** Looks until there is something to see; null when patience ends first. */
export async function seeing<T>(look: () => T | null): Promise<T | null> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    const seen = look();
    if (seen !== null) return seen;
    await pause(LOOK_MS);
  }
  return null;
}

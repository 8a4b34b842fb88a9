/** A person of the town: reads messages and modals as text, finds buttons and fields by their words. */
import type {
  Acknowledgement,
  InputValue,
  SandboxMessage,
  SandboxSlack,
  SandboxView,
  ViewState,
} from '../../src/sandbox/contract.ts';
import type { SeededPerson } from '../../src/sandbox/seed/people.ts';
import { readBlocks } from './plain-view.ts';
import { findElement, findInput, stateOf, valueFor } from './screen.ts';

/** A message as somebody sees it. */
export interface SeenMessage {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly isReply: boolean;
  readonly raw: SandboxMessage;
}

/** What a person of the town can do. Everything resolves when the bot has nothing in hand. */
export interface TownPerson {
  readonly id: string;
  readonly name: string;
  types(channel: string, line: string): Promise<Acknowledgement>;
  /** Messages of a channel (`#atlas`) or of the own direct message (`@slipway`), oldest first. */
  reads(place: string): readonly SeenMessage[];
  /** Presses the button with these words on a message; the newest that has one when none is given. */
  presses(place: string, words: string, message?: SeenMessage): Promise<Acknowledgement>;
  /** Chooses from the ⋯ menu of the newest message that offers these words. */
  chooses(place: string, words: string): Promise<Acknowledgement>;
  /** The modal on top, or an error that says there is none. */
  modal(): SandboxView;
  modalText(): string;
  /** Fills fields by their labels, keeps the rest as it stands, and submits. */
  submits(fields?: Readonly<Record<string, string | readonly string[]>>): Promise<Acknowledgement>;
  pressesInModal(words: string): Promise<Acknowledgement>;
  opensHome(): Promise<string>;
  pressesAtHome(words: string): Promise<Acknowledgement>;
}

/** Lets a seeded person act; `quiet` waits for the bot. */
export function personOf(
  slack: SandboxSlack,
  person: SeededPerson,
  quiet: () => Promise<void>,
): TownPerson {
  const hands = slack.as(person.id);
  const placeOf = (place: string): string => {
    if (place === '@slipway') return slack.directMessage(person.id).id;
    const channel = slack.channels().find(({ name }) => `#${name}` === place);
    if (channel === undefined) throw new Error(`there is no place ${place}`);
    return channel.id;
  };
  const then = async (deed: Promise<Acknowledgement>): Promise<Acknowledgement> => {
    const answer = await deed;
    await quiet();
    return answer;
  };
  const reads = (place: string): readonly SeenMessage[] =>
    slack.messages(placeOf(place), person.id).map(seen);
  const modal = (): SandboxView => {
    const top = hands.modals().at(-1);
    if (top === undefined) throw new Error(`${person.name} has no modal open`);
    return top;
  };
  const pressOn = (message: SeenMessage, words: string): Promise<Acknowledgement> => {
    const found = findElement(message.raw.blocks, words);
    if (found === null) throw new Error(`no “${words}” on:\n${message.text}`);
    return then(hands.press(message.channel, message.ts, found));
  };
  const newestWith = (place: string, words: string): SeenMessage => {
    const message = reads(place).findLast(({ raw }) => findElement(raw.blocks, words) !== null);
    if (message === undefined) throw new Error(`no “${words}” anywhere in ${place}`);
    return message;
  };
  const home = (): SandboxView => {
    const view = hands.home();
    if (view === null) throw new Error(`${person.name} has no App Home`);
    return view;
  };
  const inView = (view: SandboxView, words: string): Promise<Acknowledgement> => {
    const found = findElement(view.blocks, words);
    if (found === null) throw new Error(`no “${words}” on:\n${readBlocks(view.blocks)}`);
    return then(hands.pressInView(view.id, found, stateOf(view.blocks)));
  };
  return {
    id: person.id,
    name: person.name,
    types: (place, line) => then(hands.command(placeOf(place), line)),
    reads,
    presses: (place, words, message) => pressOn(message ?? newestWith(place, words), words),
    chooses: (place, words) => pressOn(newestWith(place, words), words),
    modal,
    modalText: () => readBlocks(modal().blocks),
    submits(fields = {}) {
      const view = modal();
      const state: Record<string, Readonly<Record<string, InputValue>>> = {
        ...stateOf(view.blocks),
      };
      for (const [label, value] of Object.entries(fields)) {
        const input = findInput(view.blocks, label);
        state[input.blockId] = { [input.actionId]: valueFor(input.element, value) };
      }
      return then(hands.submit(view.id, state satisfies ViewState));
    },
    pressesInModal: (words) => inView(modal(), words),
    async opensHome() {
      await hands.openHome();
      await quiet();
      return readBlocks(home().blocks);
    },
    pressesAtHome: (words) => inView(home(), words),
  };
}

function seen(message: SandboxMessage): SeenMessage {
  const { channel, ts, blocks, threadTs } = message;
  const text = blocks.length > 0 ? readBlocks(blocks) : message.text;
  return { channel, ts, text, isReply: threadTs !== null && threadTs !== ts, raw: message };
}

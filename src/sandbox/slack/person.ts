import type { PersonAtWork } from '../contract.ts';
import type { DeedParts } from './deed.ts';
import { typeCommand } from './doing-commands.ts';
import {
  chooseMessageShortcut,
  chooseShortcut,
  pressInMessage,
  saySomething,
} from './doing-messages.ts';
import { closeView, openHomeTab, pressInView, submitView } from './doing-views.ts';
import { joinChannel } from './joining.ts';
import { sandboxView } from './view-stack.ts';

/** One person with everything that Slack's screen lets them do. */
export function personAtWork(parts: DeedParts): PersonAtWork {
  const { slack, person } = parts;
  return {
    command: (channel, line) => typeCommand(parts, channel, line),
    say: (channel, text, threadTs) => saySomething(parts, channel, text, threadTs),
    press: (channel, ts, press) => pressInMessage(parts, channel, ts, press),
    pressInView: (viewId, press, state) => pressInView(parts, viewId, press, state ?? {}),
    submit: (viewId, state) => submitView(parts, viewId, state),
    close: (viewId) => closeView(parts, viewId),
    openHome: () => openHomeTab(parts),
    shortcut: (callbackId) => chooseShortcut(parts, callbackId),
    messageShortcut: (callbackId, channel, ts) =>
      chooseMessageShortcut(parts, callbackId, channel, ts),
    invite: (userId, channel) =>
      joinChannel(slack, channel, slack.people.get(userId).id, person.id),
    modals: () => slack.views.stack(person.id).map(sandboxView),
    home() {
      const home = slack.views.home(person.id);
      return home ? sandboxView(home) : null;
    },
  };
}

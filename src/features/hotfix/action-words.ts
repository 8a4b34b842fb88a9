/** What people read of the actions that a retrospective gave. Pure. */
import type { KnownBlock } from '@slack/types';
import { clip, oneLine } from '../../base/text.ts';
import { dateLabel, type CalendarDate } from '../../base/time.ts';
import { bold, button, line, lines, notification, type Message } from '../../slack/blocks.ts';

/** An action as its owner reads it. */
export interface ActionFacts {
  readonly id: string;
  readonly hotfixId: string;
  /** Of which hotfix: `Atlas 1.4.2-hotfix`. */
  readonly name: string;
  readonly text: string;
  readonly dueOn: CalendarDate;
  /** Plain name of who gave it. */
  readonly givenBy: string;
  readonly isDone: boolean;
}

const MOST_SHOWN = 30;

/** The direct message to the owner; the same place says so when it is done. */
export function actionMessage(facts: ActionFacts): Message {
  const head = facts.isDone
    ? `✓ ${facts.name}: this action is done`
    : `${facts.name}: an action for you, by ${dateLabel(facts.dueOn)}`;
  return told(head, facts, `${clip(oneLine(facts.givenBy), 80)} gave it to you.`);
}

/** On the working day before it is due. */
export function actionDueMessage(facts: ActionFacts): Message {
  const head = facts.isDone
    ? `✓ ${facts.name}: this action is done`
    : `⏳ ${facts.name}: an action of yours is due ${dateLabel(facts.dueOn)}`;
  return told(head, facts, '');
}

function told(head: string, facts: ActionFacts, more: string): Message {
  return {
    text: notification(`${head}: ${facts.text}`),
    blocks: [
      lines([
        line(bold(head)),
        line(clip(oneLine(facts.text), 200)),
        ...(more === '' || facts.isDone ? [] : [line(more)]),
      ]),
      ...(facts.isDone ? [] : [doneRow(facts)]),
    ],
  };
}

/** On App Home of the owner. */
export function actionCard(actions: readonly ActionFacts[]): readonly KnownBlock[] {
  return [
    lines([line(bold('Your actions from hotfixes'))]),
    ...actions.flatMap((action): KnownBlock[] => [
      lines([
        line(clip(oneLine(action.text), 200)),
        line(`${action.name} · by ${dateLabel(action.dueOn)}`),
      ]),
      doneRow(action),
    ]),
  ];
}

/** In the room: what came of the retrospective; `mayEnd` says whose [Done] this person may press. */
export function actionBlocks(
  actions: readonly (ActionFacts & { readonly owner: string })[],
  mayEnd: (action: ActionFacts) => boolean,
): readonly KnownBlock[] {
  if (actions.length === 0) return [];
  return [
    lines([line(bold('Actions'))]),
    ...actions.slice(0, MOST_SHOWN).map((action): KnownBlock => {
      const { text, owner, dueOn, isDone } = action;
      const state = `${clip(oneLine(owner), 40)}, ${isDone ? 'done' : `by ${dateLabel(dueOn)}`}`;
      const words = `${isDone ? '✓' : '⏳'} ${clip(oneLine(text), 200)} · ${state}`;
      return {
        type: 'section',
        text: { type: 'plain_text', text: words },
        ...(!isDone && mayEnd(action) ? { accessory: doneButton(action) } : {}),
      };
    }),
  ];
}

function doneRow(action: ActionFacts): KnownBlock {
  return { type: 'actions', elements: [doneButton(action)] };
}

function doneButton({ id, hotfixId }: ActionFacts) {
  return button('Done', 'hotfix.action_done', `${hotfixId}/${id}`, 'primary');
}

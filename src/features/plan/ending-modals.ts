/** The modals that end a release: ship, cancel, close. Pure. */
import { count } from '../../base/text.ts';
import type { ScopeItem } from '../../release/items.ts';
import type { Release } from '../../release/releases.ts';
import { stageLabel } from '../../release/stages.ts';
import {
  bold,
  line,
  lines,
  notification,
  type Message,
  type ModalView,
} from '../../slack/blocks.ts';
import { itemBlocks, type ItemStyle } from './item-lines.ts';
import { textInput } from '../../slack/inputs.ts';
import { LONGEST_REASON } from './retarget.ts';
import { countScope, doneWords, openWords } from './scope-counts.ts';

/** Title of the modal that ships. */
export const SHIP_TITLE = 'Ship the release';
/** Title of the modal that cancels. */
export const CANCEL_TITLE = 'Cancel the release';
/** Title of the modal that closes. */
export const CLOSE_TITLE = 'Close the release';

/** What is open, P0 first, and what shipping does. */
export function shipModal(
  name: string,
  release: Release,
  items: readonly ScopeItem[],
  style: ItemStyle,
): ModalView {
  const open = items.filter((item) => !item.isDone);
  const counts = countScope(items);
  const state = open.length === 0 ? allDone(items.length) : `Still ${openWords(counts)}.`;
  return {
    ...frame('plan.ship', SHIP_TITLE, 'Ship', release),
    blocks: [
      lines([
        line(bold(`${name} · ${stageLabel(release.stage)}`)),
        line(state),
        ...(release.stage === 'release-candidate'
          ? []
          : [
              line(
                `It has not been a release candidate: it is in stage ${stageLabel(release.stage)}.`,
              ),
            ]),
      ]),
      ...itemBlocks(open, style),
      lines([
        line(
          'Shipping marks it as released today and says so in its thread. Check-ins end; one last digest follows.',
        ),
      ]),
    ],
  };
}

function allDone(items: number): string {
  return items === 0 ? 'No issues were counted.' : `All ${count(items, 'issue')} done.`;
}

/** Why it is cancelled, and what that does; `reason` is what was typed before. */
export function cancelModal(
  name: string,
  release: Release,
  reason = '',
  trouble: string | null = null,
): ModalView {
  return {
    ...frame('plan.cancel', CANCEL_TITLE, 'Cancel release', release),
    close: 'Keep it',
    blocks: [
      ...(trouble === null ? [] : [lines([line(trouble)])]),
      lines([
        line(bold(`${name} · ${stageLabel(release.stage)}`)),
        line(
          'Cancelling is final. Check-ins and digests end; the plan and its history stay readable.',
        ),
      ]),
      textInput(
        { name: 'reason', label: 'Why', hint: 'Everyone in the channel reads it.' },
        LONGEST_REASON,
        reason,
        { placeholder: 'Its parts go into 0.8.0', multiline: true },
      ),
    ],
  };
}

/** The end of the support after a release. */
export function closeModal(name: string, release: Release): ModalView {
  return {
    ...frame('plan.close', CLOSE_TITLE, 'Close', release),
    close: 'Not yet',
    blocks: [
      lines([
        line(bold(`${name} · released`)),
        line(
          'Closing ends the support after the release. It is final; the history stays readable.',
        ),
      ]),
    ],
  };
}

function frame(callbackId: string, title: string, submit: string, release: Release) {
  return {
    type: 'modal' as const,
    callbackId,
    title,
    submit,
    close: 'Not yet',
    privateMetadata: JSON.stringify({ releaseId: release.id }),
  };
}

/** The thread's words when a release is out. */
export function shippedReply(name: string, items: readonly ScopeItem[], by: string): Message {
  const counts = countScope(items);
  const done = doneWords(counts);
  const rest = counts.open > 0 ? ` ${count(counts.open, 'item stays', 'items stay')} open.` : '';
  const words = done === null ? '' : ` ${done}.${rest}`;
  return reply(`${name} is released.`, `${by} shipped it.${words}`);
}

/** The thread's words when a release is given up. */
export function cancelledReply(name: string, reason: string, by: string): Message {
  return reply(`${name} is cancelled.`, `Why: ${reason} (${by})`);
}

/** The thread's words when support ends. */
export function closedReply(name: string, by: string): Message {
  return reply(`${name} is closed.`, `${by} ended the support after the release.`);
}

function reply(head: string, words: string): Message {
  return {
    text: notification(`${head} ${words}`),
    blocks: [lines([line(bold(head)), line(words)])],
  };
}

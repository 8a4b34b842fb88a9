/** The form of the lane's settings, and what follows it. Pure. */
import { clip, oneLine } from '../../base/text.ts';
import { typed } from '../../base/command-names.ts';
import type { Project } from '../../release/projects.ts';
import { channelLink, line, lines, type ModalView, type Piece } from '../../slack/blocks.ts';
import { lengthWords } from './minutes.ts';
import { LONGEST_MINUTES, minutesText, overProcessWords } from './minutes-text.ts';
import { channelsInput, selectInput, textInput, wordsModal } from '../../slack/inputs.ts';
import type { SlackGroup } from '../../slack/port.ts';
import type { HotfixSetup } from './setup-store.ts';

export const SETUP_TITLE = 'How hotfixes run';
/** Each is one message a second at most, and an alert that stands everywhere is read nowhere. */
export const MOST_CHANNELS = 8;
const LONGEST_ID = 30;
/** What a Slack menu holds, less one for a group that is not in use any more. */
const MOST_GROUPS = 99;
const HINT = 'It is mentioned once for each hotfix, in its first alert.';

/** The modal. `groups` is null where Slack does not show them to us: then the id is typed. */
export function setupForm(
  project: Pick<Project, 'id' | 'name'>,
  setup: HotfixSetup,
  groups: readonly SlackGroup[] | null,
): ModalView {
  return {
    type: 'modal',
    callbackId: 'hotfix.setup',
    title: SETUP_TITLE,
    submit: 'Save',
    close: 'Cancel',
    privateMetadata: JSON.stringify({ projectId: project.id, was: setupPrint(setup) }),
    blocks: [
      channelsInput(
        {
          name: 'channels',
          label: 'Channels that are told too',
          hint: `The channel of ${clip(oneLine(project.name), 60)} always is. Invite Slipway to the others first.`,
          optional: true,
        },
        setup.channels,
        MOST_CHANNELS,
      ),
      groupInput(setup, groups),
      clocksInput(setup),
    ],
  };
}

function groupInput({ group }: HotfixSetup, groups: readonly SlackGroup[] | null) {
  if (groups === null || groups.length === 0 || groups.length > MOST_GROUPS)
    return textInput(
      {
        name: 'group',
        label: 'Id of the user group that is called',
        hint: `${HINT} Slack shows the id in the menu of the group, under “Copy group ID”.`,
        optional: true,
      },
      LONGEST_ID,
      group?.id ?? '',
      { placeholder: 'S012AB3CD' },
    );
  const isGone = group !== null && groups.every(({ id }) => id !== group.id);
  return selectInput(
    { name: 'group', label: 'User group that is called', hint: HINT, optional: true },
    [
      ...(isGone
        ? [{ text: nameOf(group), value: group.id, description: 'Not in use any more' }]
        : []),
      ...groups.map(({ id, handle }) => ({ text: `@${handle}`, value: id })),
    ],
    group?.id ?? null,
  );
}

function clocksInput({ minutes }: HotfixSetup) {
  return textInput(
    {
      name: 'clocks',
      label: 'Clocks',
      hint: 'Whole minutes or hours. Take a line out, and it is as it was at first. A clock that runs keeps its time.',
      optional: true,
    },
    LONGEST_MINUTES,
    minutesText(minutes),
    { multiline: true },
  );
}

function nameOf({ id, name }: { readonly id: string; readonly name: string }): string {
  return name === '' ? id : `@${name}`;
}

/** Equal for equal settings, so that nobody writes over what somebody else changed meanwhile. */
export function setupPrint(setup: HotfixSetup): string {
  return [toldPrint(setup), minutesText(setup.minutes)].join('\n');
}

/** Equal where the same are told and called. */
export function toldPrint({ channels, group }: Pick<HotfixSetup, 'channels' | 'group'>): string {
  return [...channels.toSorted(), group?.id ?? ''].join(' ');
}

/** A sentence for the field when what was typed is no id of a user group. */
export function groupMistake(id: string): string | null {
  return id === '' || /^S[A-Z0-9]{2,}$/.test(id)
    ? null
    : 'Enter the id of a user group, like S012AB3CD, or leave it empty.';
}

/** The settings stand. */
export function setupDone(
  { name, channelId }: Pick<Project, 'name' | 'channelId'>,
  { channels, group, minutes }: HotfixSetup,
): ModalView {
  const told = [channelId, ...channels].flatMap((id, at): Piece[] => [
    at === 0 ? '' : ', ',
    channelLink(id),
  ]);
  const called =
    group === null ? 'Nobody is mentioned.' : `${nameOf(group)} is called once for each hotfix.`;
  return wordsModal(SETUP_TITLE, [
    lines([
      line(`✓ Saved. Hotfixes of ${clip(oneLine(name), 80)} are told in `, ...told, '.'),
      line(called),
      line(clockWords(minutes)),
      ...overProcessWords(minutes).map((words) => line(words)),
    ]),
  ]);
}

function clockWords({ decision, planning, testing }: HotfixSetup['minutes']): string {
  const [decide, plan, test] = [decision, planning, testing].map(lengthWords);
  return `Clocks that start from now on: ${decide} to decide, ${plan} until the test, ${test} for each test.`;
}

/** Said in a channel without a project. */
export const noProjectHere = (): string =>
  `No project lives in this channel. Type ${typed('/hotfix')} setup in the channel of one.`;

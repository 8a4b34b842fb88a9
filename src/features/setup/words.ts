/** What Slipway says before and after a project is set up. Pure. */
import { weekdayLabel } from '../../base/time.ts';
import { clip, count, oneLine } from '../../base/text.ts';
import type { Project } from '../../release/projects.ts';
import { bold, button, line, lines, notification, type Message } from '../../slack/blocks.ts';
import { LONGEST_NAME } from './draft.ts';

const LONGEST_TROUBLE = 300;

/** Said to whoever invited Slipway; in the channel when Slack does not say who it was. */
export function invitedMessage(channelId: string): Message {
  return {
    text: notification('I can run the releases of this channel. Setting it up takes a minute.'),
    blocks: [
      lines([
        line(bold('I turn your GitHub issues into a release plan with real dates.')),
        line('Once a week I ask each of you whether it will ship: one tap is an answer.'),
        line('Then one digest says here how it stands and why, and who is needed.'),
      ]),
      {
        type: 'actions',
        block_id: 'setup:invited',
        elements: [button('Set up', 'setup.open', channelId, 'primary')],
      },
    ],
  };
}

/** What the first look at GitHub brought. */
export interface FirstLook {
  /** Issues and pull requests read so far. */
  readonly items: number;
  /** What went wrong, as a sentence; null when all went well. */
  readonly trouble: string | null;
  readonly syncMinutes: number;
}

/** Said to whoever saved a new project, once GitHub was read. */
export function readyMessage(project: Project, look: FirstLook): Message {
  const first = `${clip(oneLine(project.name), LONGEST_NAME)} is set up. Next: plan its first release.`;
  return {
    text: notification(first),
    blocks: [
      lines([line(bold(first)), line(lookWords(project, look)), line(rhythmWords(project))]),
      {
        type: 'actions',
        block_id: 'setup:ready',
        elements: [button('Plan a release', 'plan.start', project.channelId, 'primary')],
      },
    ],
  };
}

/** How a look at GitHub went, in a sentence with the next step. */
export function lookWords(project: Project, look: FirstLook): string {
  const { items, trouble, syncMinutes } = look;
  if (trouble !== null)
    return `${clip(oneLine(trouble), LONGEST_TROUBLE)} Nothing is lost: I look again by myself in ${count(syncMinutes, 'minute')}.`;
  const where = project.repositories.map(({ owner, name }) => `${owner}/${name}`);
  const from =
    where.length > 3 ? count(where.length, 'repository', 'repositories') : where.join(', ');
  return `GitHub is read: ${count(items, 'issue or pull request', 'issues and pull requests')} in ${from}.`;
}

function rhythmWords({ rhythm, zone }: Project): string {
  const digestDay = weekdayLabel(rhythm.digestWeekday);
  return `Check-ins ${weekdayLabel(rhythm.askWeekday)} ${rhythm.askTime} on each person’s clock; draft ${digestDay} ${rhythm.draftTime} and digest ${rhythm.digestTime}, ${zone.replaceAll('_', ' ')}. They begin with the first release.`;
}

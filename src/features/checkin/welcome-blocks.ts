/** What a person reads once: why Slipway writes to them, and whether a GitHub login is theirs. */
import { typed } from '../../base/command-names.ts';
import type { KnownBlock } from '@slack/types';
import {
  timeIn,
  weekdayLabel,
  type Instant,
  type LocalTime,
  type Weekday,
} from '../../base/time.ts';
import {
  bold,
  button,
  line,
  lines,
  localTime,
  notification,
  sentence,
  type Message,
} from '../../slack/blocks.ts';

/** Who added the person, to what, as what, and when it comes. */
export interface Welcome {
  /** Null when they put themselves on the list. */
  readonly addedBy: string | null;
  readonly project: string;
  /** `technical lead`, or null for a member without a role. */
  readonly role: string | null;
  readonly askWeekday: Weekday;
  readonly askTime: LocalTime;
}

/** The end of the first message to a person. */
export function welcomeBlocks(welcome: Welcome): readonly KnownBlock[] {
  const { addedBy, project, askWeekday, askTime } = welcome;
  const who = addedBy === null ? 'you put yourself on the list of' : `${addedBy} added you to`;
  const stop =
    addedBy === null
      ? `${typed('/release')} setup takes you off`
      : `ask ${addedBy} to take you off`;
  return [
    lines([
      line(bold('Why you get this: '), `${who} ${project} ${asWhat(welcome)}.`),
      line(
        `It comes once a week, ${weekdayLabel(askWeekday)} ${askTime} your time, one message for all your releases, with one reminder at most. `,
        `To stop: “${typed('/checkin')} pause until 24 Dec”, or ${stop}.`,
      ),
    ]),
  ];
}

function asWhat({ role }: Welcome): string {
  return role === null ? 'as someone who works on its releases' : `as its ${role}`;
}

/** Asks whether a proposed GitHub login is the person's own. Until they say so it is not used. */
export function loginBlocks(login: string): readonly KnownBlock[] {
  return [
    lines([
      line(
        bold(`Is ${login} your GitHub login?`),
        ' Then your own closed items stand here each week.',
      ),
    ]),
    {
      type: 'actions',
      block_id: 'checkin:login',
      elements: [
        button('That is me', 'checkin.login:yes', login),
        button('Not me', 'checkin.login:no', login),
      ],
    },
  ];
}

const about = (): string =>
  `I ask everyone on a release once a week whether it will ship in time. One tap is a full answer. The team sees how many answered, and from three answers on, the median of all; nobody is shown yours. What you write under Add details goes into the weekly digest with your name. “${typed('/checkin')}” lets you answer at any time.`;

/** What *What is this?* answers, seen by the asking person only; why they get it, where that is known. */
export function aboutMessage(welcome: Welcome | null): Message {
  if (welcome === null)
    return sentence(`${about()} “${typed('/checkin')} pause until 24 Dec” gives you a rest.`);
  const { text, blocks } = sentence(about());
  return { text, blocks: [...blocks, ...welcomeBlocks(welcome)] };
}

/** When the reminder that was put off comes, seen by the person only. */
export function snoozedMessage(at: Instant): Message {
  return {
    text: notification(`I remind you at ${timeIn('UTC', at)} UTC`),
    blocks: [
      lines([line('I remind you at ', localTime(at), ', if you have not answered by then.')]),
    ],
  };
}

import type { Fault } from '../slack/faults.ts';
import { METHOD_NAMES } from '../slack/methods/errors.ts';
import type { MethodName } from '../slack/methods/errors.ts';
import type { SlackSandbox } from '../slack/start.ts';
import { moodOf } from './mood.ts';
import type { Mood } from './mood.ts';

const GROUP = 'Slack';
const WRITING: readonly MethodName[] = ['chat.postMessage', 'chat.update'];

/** Longer than the bot waits for an answer. */
const LATE_MS = 12_000;

interface Words {
  readonly id: string;
  readonly name: string;
  readonly watch: string;
}

type Trouble = Exclude<Fault, { readonly kind: 'refused' }>;

/** Calls of these methods fail in this way for as long as it is on. */
function failing(
  slack: SlackSandbox,
  methods: readonly MethodName[],
  trouble: Omit<Trouble, 'method' | 'times'>,
  words: Words,
): Mood {
  let undo: readonly (() => void)[] = [];
  return moodOf(
    { group: GROUP, ...words },
    {
      begin() {
        undo = methods.map((method) => slack.faults.add({ ...trouble, method, times: Infinity }));
      },
      end() {
        for (const take of undo) take();
      },
    },
  );
}

/** What Slack's answers can do. `channel` is the one that is throttled, `name` its name with a `#`. */
export function answerMoods(slack: SlackSandbox, channel: string, name: string): readonly Mood[] {
  const throttle = { kind: 'rate-limited', channel, retryAfter: '10' } as const;
  return [
    failing(
      slack,
      WRITING,
      { kind: 'answer-lost' },
      {
        id: 'slack.lost',
        name: 'Slack loses its answers',
        watch:
          'Messages are posted, but nobody hears that they were. Watch: each stands there once, because Slipway looks for it before it would post again.',
      },
    ),
    failing(
      slack,
      WRITING,
      { kind: 'answer-late', lateMs: LATE_MS },
      {
        id: 'slack.late',
        name: 'Slack answers late',
        watch:
          'An answer takes twelve seconds, longer than Slipway waits. Watch: everything takes a while, and still comes once.',
      },
    ),
    failing(
      slack,
      WRITING,
      { kind: 'reset-before' },
      {
        id: 'slack.reset',
        name: 'The line to Slack breaks',
        watch:
          'What is posted never arrives. Watch: it comes after you switch this off, if it is still worth saying by then.',
      },
    ),
    failing(
      slack,
      WRITING,
      { kind: 'error-500-after' },
      {
        id: 'slack.500',
        name: 'Slack fails after posting',
        watch:
          'Slack says “500”, and the message is there all the same. Watch: no second one comes.',
      },
    ),
    failing(slack, ['chat.postMessage'], throttle, {
      id: 'slack.throttle',
      name: `Slack throttles ${name}`,
      watch: `Posts to ${name} are told to wait, again and again. Watch: questions to people and forms go on as if nothing were.`,
    }),
    failing(
      slack,
      METHOD_NAMES,
      { kind: 'error-503-before' },
      {
        id: 'slack.down',
        name: 'Slack is down',
        watch:
          'Slack answers “503” to everything. Watch: nothing is lost; a question whose time is over is not asked late.',
      },
    ),
  ];
}

import type { SlackSandbox } from '../slack/start.ts';
import { moodOf } from './mood.ts';
import type { Mood } from './mood.ts';

const GROUP = 'Connections';
const REFRESH_EVERY_MS = 60_000;
/** How long before it Slack warns. */
const WARNED_AHEAD_MS = 10_000;
const CUT_EVERY_MS = 15_000;

/** Does something now and again and again, in real time, until it ends. It keeps no process alive. */
function again(deed: () => void, everyMs: number) {
  let timer: NodeJS.Timeout | null = null;
  return {
    begin() {
      deed();
      timer = setInterval(deed, everyMs).unref();
    },
    end() {
      if (timer !== null) clearInterval(timer);
    },
  };
}

/** What the connections over which Slack speaks to the bot can do. */
export function socketMoods({ socket }: SlackSandbox): readonly Mood[] {
  return [
    moodOf(
      {
        group: GROUP,
        id: 'socket.refresh',
        name: 'Connections are refreshed',
        watch:
          'Every minute Slack asks a connection to come anew. Watch: commands and buttons work on, without a pause.',
      },
      again(() => socket.recycle(WARNED_AHEAD_MS), REFRESH_EVERY_MS),
    ),
    moodOf(
      {
        group: GROUP,
        id: 'socket.cut',
        name: 'Connections are cut',
        watch:
          'Every fifteen seconds all of them drop. Watch: the next command or button works, a second later at most.',
      },
      again(() => socket.cut(), CUT_EVERY_MS),
    ),
    moodOf(
      {
        group: GROUP,
        id: 'socket.half',
        name: 'Connections are half-open',
        watch:
          'Neither side hears the other, and nobody is told. Watch: a command finds nobody at first; within half a minute Slipway notices and connects anew.',
      },
      { begin: () => socket.pause(), end: () => socket.resume() },
    ),
  ];
}

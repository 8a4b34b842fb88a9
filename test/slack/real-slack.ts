/** The real adapter on a small Slack, and a log that remembers. */
import { machineClock } from '../../src/base/clock.ts';
import { type Log, silentLog } from '../../src/base/log.ts';
import { createSlack } from '../../src/slack/create-slack.ts';
import type { SlackPort } from '../../src/slack/port.ts';
import type { LineTiming } from '../../src/slack/reconnect.ts';

export function realSlack(
  apiUrl: string,
  options: { readonly log?: Log; readonly timing?: Partial<LineTiming> } = {},
): SlackPort {
  return createSlack({
    botToken: 'xoxb-bot',
    appToken: 'xapp-app',
    apiUrl,
    wall: machineClock,
    log: options.log ?? silentLog,
    ...(options.timing === undefined ? {} : { timing: options.timing }),
  });
}

export interface Noted {
  readonly level: 'info' | 'warn' | 'trouble';
  readonly event: string;
}

/** Keeps what an operator would see at the usual level. */
export function notingLog(noted: Noted[]): Log {
  const log: Log = {
    debug: () => undefined,
    info: (event) => void noted.push({ level: 'info', event }),
    warn: (event) => void noted.push({ level: 'warn', event }),
    trouble: (event) => void noted.push({ level: 'trouble', event }),
    with: () => log,
  };
  return log;
}

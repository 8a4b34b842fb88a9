/** Slack's libraries talk a lot; this lets them talk only to an operator who looks for a fault. */
import { type Logger, LogLevel } from '@slack/logger';
import type { Log } from '../base/log.ts';

/**
 * A logger for Slack's libraries. At their debug level they write whole payloads, with what people
 * typed, so that level goes nowhere; the rest becomes our debug lines, because every failure that
 * matters comes back as a thrown error and is logged once where it is handled.
 */
export function sdkLogger(log: Log): Logger {
  const say =
    (level: string) =>
    (...parts: readonly unknown[]): void =>
      log.debug('slack.sdk', { level, text: parts.map(String).join(' ').slice(0, 300) });
  return {
    debug: () => undefined,
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

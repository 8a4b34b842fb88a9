/** A log that keeps what it is told, to look for what must not be in it. */
import type { Log, LogFields } from '../../src/base/log.ts';

export interface RecordingLog extends Log {
  /** All lines, each with its fields and the thrown value with its causes. */
  text(): string;
}

export function recordingLog(): RecordingLog {
  const lines: string[] = [];
  const line = (event: string, fields?: LogFields): void =>
    void lines.push(`${event} ${JSON.stringify(fields ?? {})}`);
  const log: RecordingLog = {
    debug: line,
    info: line,
    warn: line,
    trouble: (event, error, fields) => {
      line(event, fields);
      for (let one = error; one instanceof Error; one = one.cause) lines.push(String(one.stack));
    },
    with: () => log,
    text: () => lines.join('\n'),
  };
  return log;
}

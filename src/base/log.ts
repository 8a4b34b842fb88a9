/** What a log line may carry: ids, codes, counts. Never a token, never the text of a message. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The program's log. `trouble` takes the thrown value apart; secrets are scrubbed by the real one. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  trouble(event: string, error: unknown, fields?: LogFields): void;
  /** The same log with these fields on every line. */
  with(fields: LogFields): Log;
}

/** A log that says nothing, for tests that do not look at it. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  trouble: () => undefined,
  with: () => silentLog,
};

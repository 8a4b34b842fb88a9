/** The real log: one JSON line an event, secrets scrubbed. */
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Log, LogFields } from './log.ts';
import { scrub, scrubberOf } from './scrub.ts';

const DEEPEST_CAUSE = 5;

/**
 * A log at `level`, to standard output unless `destination` says otherwise. `secrets` are taken out by their
 * value; whatever looks like a secret goes in any case.
 */
export function pinoLog(
  level: 'debug' | 'info' | 'warn' | 'error',
  destination?: DestinationStream,
  secrets: readonly string[] = [],
): Log {
  const known = scrubberOf(secrets);
  const hide: Hide = (text) => scrub(known(text));
  const options = {
    level,
    // No process id and host name: the platform that collects the lines adds its own.
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    messageKey: 'event',
  };
  return over(destination === undefined ? pino(options) : pino(options, destination), hide);
}

/** Takes secrets out of a text. */
type Hide = (text: string) => string;

function over(logger: Logger, hide: Hide): Log {
  return {
    debug: (event, fields) => logger.debug(clean(fields, hide), event),
    info: (event, fields) => logger.info(clean(fields, hide), event),
    warn: (event, fields) => logger.warn(clean(fields, hide), event),
    trouble: (event, error, fields) =>
      logger.error({ ...clean(fields, hide), error: describe(error, DEEPEST_CAUSE, hide) }, event),
    with: (fields) => over(logger.child(clean(fields, hide)), hide),
  };
}

function clean(fields: LogFields = {}, hide: Hide): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? hide(value) : value,
    ]),
  );
}

/**
 * An error's name, message, code, stack and causes. Nothing else of it: errors of HTTP libraries carry
 * whole requests and answers, with tokens and with what people wrote.
 */
function describe(error: unknown, depth: number, hide: Hide): unknown {
  if (!(error instanceof Error)) return hide(String(error));
  const code = 'code' in error ? error.code : undefined;
  return {
    name: hide(error.name),
    message: hide(unquoted(error.message)),
    ...(typeof code === 'string' || typeof code === 'number'
      ? { code: typeof code === 'string' ? hide(code) : code }
      : {}),
    stack: hide(unquoted(error.stack ?? '')),
    ...(error.cause !== undefined && depth > 0
      ? { cause: describe(error.cause, depth - 1, hide) }
      : {}),
  };
}

/** The engine quotes the value it stumbled over, which may be what somebody wrote, or an address of Slack's. */
function unquoted(text: string): string {
  return text
    .replace(/(Cannot use 'in' operator to search for '[^']*' in )[\s\S]*?(?=\n {4}at |$)/, '$1…')
    .replace(/[^\n]*? is not valid JSON/, 'not valid JSON');
}

/** The real log: one JSON line an event, secrets scrubbed. */
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Log, LogFields } from './log.ts';
import { scrub } from './scrub.ts';

const DEEPEST_CAUSE = 5;

/** A log at `level`, to standard output unless `destination` says otherwise. */
export function pinoLog(
  level: 'debug' | 'info' | 'warn' | 'error',
  destination?: DestinationStream,
): Log {
  const options = {
    level,
    // No process id and host name: the platform that collects the lines adds its own.
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    messageKey: 'event',
  };
  return over(destination === undefined ? pino(options) : pino(options, destination));
}

function over(logger: Logger): Log {
  return {
    debug: (event, fields) => logger.debug(clean(fields), event),
    info: (event, fields) => logger.info(clean(fields), event),
    warn: (event, fields) => logger.warn(clean(fields), event),
    trouble: (event, error, fields) =>
      logger.error({ ...clean(fields), error: describe(error, DEEPEST_CAUSE) }, event),
    with: (fields) => over(logger.child(clean(fields))),
  };
}

function clean(fields: LogFields = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? scrub(value) : value,
    ]),
  );
}

/**
 * An error's name, message, code, stack and causes. Nothing else of it: errors of HTTP libraries carry
 * whole requests and answers, with tokens and with what people wrote.
 */
function describe(error: unknown, depth: number): unknown {
  if (!(error instanceof Error)) return scrub(String(error));
  const code = 'code' in error ? error.code : undefined;
  return {
    name: error.name,
    message: scrub(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: scrub(error.stack ?? ''),
    ...(error.cause !== undefined && depth > 0 ? { cause: describe(error.cause, depth - 1) } : {}),
  };
}

/** What probes are told: whether the program is alive, and whether it can do its work just now. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from './base/clock.ts';
import { type HttpServer, respond, respondText, serveHttp } from './base/http-server.ts';
import type { Log } from './base/log.ts';
import { millisecondsBetween, type Instant } from './base/time.ts';
import { within } from './base/within.ts';

/** What readiness is made of. */
export interface HealthParts {
  /** Why nothing comes in from Slack; null when all is well. */
  readonly line: () => string | null;
  /** Writes something small to the database; throws when it cannot. */
  readonly write: () => Promise<void>;
  readonly wall: Clock;
}

/** Whether work can be done; `because` says what is in the way, empty when nothing is. */
export interface Readiness {
  readonly ready: boolean;
  readonly because: readonly string[];
}

/** Knows where the program is in its life. */
export interface Health {
  started(): void;
  stopping(): void;
  readiness(): Promise<Readiness>;
}

const WRITE_LIMIT_MS = 2000;
/** Probes that come sooner hear the last finding: they must not keep the disk busy. */
const FINDING_LASTS_MS = 5000;
const PATHS = ['/healthz', '/readyz', '/metrics'];
const LIMITS = { headersMs: 2000, requestMs: 2000 };

/** Health of a program that has not started. */
export function createHealth({ line, write, wall }: HealthParts): Health {
  let phase: 'starting' | 'running' | 'stopping' = 'starting';
  let last: { readonly at: Instant; readonly finding: Promise<string | null> } | null = null;

  const database = (): Promise<string | null> => {
    const now = wall.now();
    if (last === null || Math.abs(millisecondsBetween(last.at, now)) >= FINDING_LASTS_MS)
      last = { at: now, finding: troubleOf(write) };
    return last.finding;
  };

  return {
    started: () => {
      if (phase === 'starting') phase = 'running';
    },
    stopping: () => {
      phase = 'stopping';
    },
    async readiness() {
      if (phase !== 'running') return { ready: false, because: [`Slipway is ${phase}.`] };
      const because = [line(), await database()].filter((reason) => reason !== null);
      return { ready: because.length === 0, because };
    },
  };
}

/** What `/metrics` answers. `text` never throws. */
export interface MetricsAnswer {
  readonly mediaType: string;
  text(): Promise<string>;
}

/** Answers `/healthz`, `/readyz` and `/metrics`, and nothing else. Throws a `SlipwayError` when the port is taken. */
export function serveHealth(
  health: Health,
  metrics: MetricsAnswer,
  at: { readonly host: string; readonly port: number },
  log: Log,
): Promise<HttpServer> {
  const setting = 'SLIPWAY_HEALTH_PORT';
  return serveHttp({ ...at, setting, limits: LIMITS, log, answer });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isAsking = request.method === 'GET' || request.method === 'HEAD';
    const path = request.url?.split('?', 1)[0];
    if (path === undefined || !PATHS.includes(path)) return respond(response, 404);
    if (!isAsking) return respond(response, 405);
    if (path === '/healthz') return respond(response, 200, { alive: true });
    if (path === '/metrics') return respondText(response, metrics.mediaType, await metrics.text());
    const readiness = await health.readiness();
    respond(response, readiness.ready ? 200 : 503, { ...readiness });
  }
}

/** The cause stays out of the answer: it may name files. The log has it where it matters. */
async function troubleOf(write: () => Promise<void>): Promise<string | null> {
  const sentence = 'The database takes no writes.';
  try {
    return (await within(WRITE_LIMIT_MS, write())) ? null : sentence;
  } catch {
    return sentence;
  }
}

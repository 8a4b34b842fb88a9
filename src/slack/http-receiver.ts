/** Bolt's ear over HTTP: Slack calls us, every call is signed, and its answer is the acknowledgement. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../base/clock.ts';
import { type HttpLimits, type HttpServer, respond, serveHttp } from '../base/http-server.ts';
import type { Log } from '../base/log.ts';
import { within } from '../base/within.ts';
import { Delivery } from './delivery.ts';
import { readSlackRequest } from './http-request.ts';
import type { SlackReceiver } from './receiver.ts';
import { createReception, type Reception } from './reception.ts';

/** Where Slack's calls come in. */
export interface HttpWay {
  readonly signingSecret: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Hears the port once it listens. */
  readonly listening?: (port: number) => void;
  readonly timing?: Partial<HttpTiming>;
}

/** How patient the ear is; milliseconds. */
export interface HttpTiming extends HttpLimits {
  /** After this long without an answer of ours a call is let go; Slack hung up after three seconds. */
  readonly answerMs: number;
  /** At the end, how long to wait for what is in hand. */
  readonly drainMs: number;
}

const HTTP_TIMING: HttpTiming = {
  headersMs: 5000,
  requestMs: 10_000,
  answerMs: 5000,
  drainMs: 7000,
};

/** How long a client that sends too much may go on before its socket is cut. */
const LINGER_MS = 1000;

/** An ear that is not listening yet. `start` throws a `SlipwayError` when the port cannot be had. */
export function createHttpReceiver(
  way: HttpWay,
  { wall, log }: { readonly wall: Clock; readonly log: Log },
): SlackReceiver {
  const timing = { ...HTTP_TIMING, ...way.timing };
  const reception = createReception(log);
  const note = refusalNotes(wall, log);
  let server: HttpServer | null = null;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = await readSlackRequest(request, { signingSecret: way.signingSecret, wall });
    if (asked.kind === 'check') return respond(response, 200, asked.answer);
    if (asked.kind === 'delivery')
      return deliver({ reception, log, limitMs: timing.answerMs }, asked, response);
    note(asked.why);
    respond(response, asked.status);
    cutAfterwards(request);
  };

  return {
    init: (app) => reception.init(app),
    async start() {
      const { host, port } = way;
      const setting = 'SLIPWAY_HTTP_PORT';
      server = await serveHttp({ host, port, setting, limits: timing, log, answer });
      way.listening?.(server.port);
      log.info('slack.listening', { host, port: server.port });
    },
    async stop() {
      // What was begun before is still answered: Slack sends a press or a modal only once.
      await server?.close(timing.drainMs);
      server = null;
      await reception.close(0);
    },
    parkedBecause: () => (server === null ? 'Slipway does not listen for Slack.' : null),
  };
}

async function deliver(
  desk: { readonly reception: Reception; readonly log: Log; readonly limitMs: number },
  asked: Pick<Delivery, 'body'> & { readonly retryNum: number | undefined },
  response: ServerResponse,
): Promise<void> {
  const send = async (payload?: Readonly<Record<string, unknown>>) =>
    respond(response, 200, payload);
  const delivery = new Delivery(asked.body, send, desk.log);
  desk.reception.deliver(delivery, asked.retryNum);
  await within(desk.limitMs, delivery.finished);
  // Slack tries an event again, and tells a person that nothing happened.
  if (!response.headersSent && !response.destroyed) respond(response, 503);
}

/** The rest of a body that nobody wants: the client may read its answer first, then the socket goes. */
function cutAfterwards(request: IncomingMessage): void {
  if (request.complete) return;
  request.resume();
  const cut = setTimeout(() => request.socket.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(cut));
  request.once('end', () => clearTimeout(cut));
}

/** One line a minute for each reason, however often somebody knocks. */
function refusalNotes(wall: Clock, log: Log): (why: string) => void {
  const lastMinute = new Map<string, string>();
  return (why) => {
    const minute = wall.now().slice(0, 16);
    if (lastMinute.get(why) === minute) return;
    lastMinute.set(why, minute);
    log.warn('slack.refused', { why });
  };
}

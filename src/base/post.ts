/** One POST over a connection that stays open: a third of what `fetch` costs, for what a person waits for. */
import { Agent, type Dispatcher } from 'undici';
import { patience } from './patience.ts';
import { socketDispatcher } from './way-out.ts';

/** What came back, whatever its status; `text` is all of the body. */
export interface Reply {
  readonly status: number;
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Where to, with which headers and words. The whole exchange has `timeoutMs`. */
export interface Posting {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

// A person goes on pressing for a while, and a new connection costs two or three ways to the other side. Below
// the minute after which load balancers hang up.
const KEPT_OPEN_MS = 50_000;

let straight: Dispatcher | null = null;

/** The way out of this machine that every other request takes too. */
function wayOut(): Dispatcher {
  return socketDispatcher() ?? (straight ??= new Agent({ keepAliveTimeout: KEPT_OPEN_MS }));
}

/**
 * Sends it once and follows no redirect. Rejects with the network's own error, or with a `TimeoutError` when not
 * all of the reply was there in time; then nothing is sent any more.
 */
export function post({ url, headers, body, timeoutMs }: Posting): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let late: DOMException | null = null;
    let head: Omit<Reply, 'text'> | null = null;
    const chunks: Buffer[] = [];
    const stopWaiting = patience(timeoutMs, () => {
      late = new DOMException('no answer in time', 'TimeoutError');
      controller?.abort(late);
      // It may wait for a connection still, and then nobody tells.
      reject(late);
    });
    const question = {
      method: 'POST',
      origin: url.origin,
      path: url.pathname + url.search,
    } as const;
    wayOut().dispatch(
      { ...question, headers: { ...headers }, body, headersTimeout: 0, bodyTimeout: 0 },
      {
        onRequestStart(started) {
          controller = started;
          if (late !== null) started.abort(late);
        },
        onResponseStart(_, status, received) {
          head = { status, headers: received };
        },
        onResponseData(_, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          stopWaiting();
          const text = Buffer.concat(chunks).toString();
          if (head === null) reject(new Error('a reply without a status'));
          else resolve({ ...head, text });
        },
        onResponseError(_, error) {
          stopWaiting();
          reject(error);
        },
      },
    );
  });
}

import type { Clock } from '../../base/clock.ts';

/** An HTTP answer before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer in JSON. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** An answer as a page, as GitHub's gateways and its web site give it. */
export function html(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** An answer of GitHub's REST kind: a sentence and where to read on. */
export function complaint(status: number, message: string, documentation: string): Reply {
  const documentation_url = `https://docs.github.com/${documentation}`;
  return json(status, { message, documentation_url, status: String(status) });
}

/** Headers of every answer. `date` follows the sandbox's clock: to a client it is the server's time. */
export function commonHeaders(clock: Clock, requestId: number): Readonly<Record<string, string>> {
  const id = requestId.toString(16).toUpperCase().padStart(4, '0');
  return {
    server: 'github.com',
    date: new Date(clock.now()).toUTCString(),
    'x-github-request-id': `5A4D:${id}`,
    'x-github-media-type': 'github.v4; format=json',
  };
}

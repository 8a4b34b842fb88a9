/** What a request from outside is: something of Slack's, a check of the address, or nothing for us. */
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../base/clock.ts';
import { isData } from './form-values.ts';
import { signatureFlaw } from './signature.ts';

/** The one address that takes everything Slack sends. */
export const SLACK_PATH = '/slack/events';
/** Bytes of the largest body; Slack's own views end far below. */
export const LARGEST_BODY = 1024 * 1024;

/** What a request turned out to be. `why` is a word for the log, never a part of the request. */
export type SlackRequest =
  | { readonly kind: 'refused'; readonly status: number; readonly why: string }
  | { readonly kind: 'check'; readonly answer?: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'delivery';
      readonly body: Readonly<Record<string, unknown>>;
      /** Slack's own count of tries before this one. */
      readonly retryNum: number | undefined;
    };

type Data = Readonly<Record<string, unknown>>;

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** Reads and checks one request. Throws only when the client is gone before its body was read. */
export async function readSlackRequest(
  request: IncomingMessage,
  { signingSecret, wall }: { readonly signingSecret: string; readonly wall: Clock },
): Promise<SlackRequest> {
  const type = contentType(request);
  const early = refusedByHead(request, type);
  if (early !== null) return early;
  const body = await bodyOf(request);
  if (body === null) return refused(413, 'too_large');
  // Slack does not sign its look at the certificate; nothing is done for it.
  if (type === FORM && isCertificateCheck(body)) return { kind: 'check' };
  const flaw = signatureFlaw(
    signingSecret,
    {
      timestamp: request.headers['x-slack-request-timestamp'],
      signature: request.headers['x-slack-signature'],
      body,
    },
    wall.now(),
  );
  if (flaw !== null) return refused(401, flaw);
  const data = type === FORM ? fromForm(body.toString('utf8')) : fromJson(body.toString('utf8'));
  if (data === null) return refused(400, 'unreadable');
  if (data['type'] === 'url_verification')
    return { kind: 'check', answer: { challenge: String(data['challenge']) } };
  return { kind: 'delivery', body: data, retryNum: retryNumber(request) };
}

function refused(status: number, why: string): SlackRequest {
  return { kind: 'refused', status, why };
}

function refusedByHead(request: IncomingMessage, type: string): SlackRequest | null {
  if (request.url?.split('?', 1)[0] !== SLACK_PATH) return refused(404, 'wrong_path');
  if (request.method !== 'POST') return refused(405, 'wrong_method');
  if (type !== FORM && type !== JSON_TYPE) return refused(415, 'wrong_type');
  // Slack packs nothing; unpacking for strangers would let a small body become a large one.
  if (request.headers['content-encoding'] !== undefined) return refused(415, 'packed');
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY)
    return refused(413, 'too_large');
  return null;
}

function contentType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** All bytes, or null for too many; what comes after that is read and dropped. */
function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | null>();
  const parts: Buffer[] = [];
  let size = 0;
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size <= LARGEST_BODY) parts.push(part);
    else {
      parts.length = 0;
      resolve(null);
    }
  });
  request.once('end', () => resolve(Buffer.concat(parts)));
  request.once('error', reject);
  request.once('close', () => reject(new Error('the client is gone')));
  return promise;
}

function isCertificateCheck(body: Buffer): boolean {
  return body.length < 1024 && new URLSearchParams(body.toString('utf8')).get('ssl_check') === '1';
}

/** A slash command comes as plain fields, every interaction as JSON in the field `payload`. */
function fromForm(text: string): Data | null {
  const fields = new URLSearchParams(text);
  const payload = fields.get('payload');
  return payload === null ? Object.fromEntries(fields) : fromJson(payload);
}

function fromJson(text: string): Data | null {
  try {
    const data: unknown = JSON.parse(text);
    return isData(data) ? data : null;
  } catch {
    return null;
  }
}

function retryNumber(request: IncomingMessage): number | undefined {
  const said = request.headers['x-slack-retry-num'];
  return typeof said === 'string' && /^\d{1,3}$/.test(said) ? Number(said) : undefined;
}

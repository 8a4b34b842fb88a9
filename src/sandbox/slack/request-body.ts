import type { IncomingMessage } from 'node:http';
import type { Arguments } from './methods/arguments.ts';
import { isPlain } from './plain.ts';
import { Refusal } from './refusal.ts';

/** Slack takes no larger request; 5 MB is far above any message or view. */
const LARGEST_BODY = 5_000_000;

/** All bytes of a request's body. */
async function bodyBytes(request: IncomingMessage, most = LARGEST_BODY): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) throw new Refusal('request_too_large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function fromJson(text: string): Arguments {
  try {
    const parsed: unknown = JSON.parse(text === '' ? '{}' : text);
    if (isPlain(parsed)) return parsed;
  } catch {
    throw new Refusal('invalid_json');
  }
  throw new Refusal('json_not_object');
}

async function fromMultipart(bytes: Buffer, type: string): Promise<Arguments> {
  const body = new Uint8Array(bytes);
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  return Object.fromEntries(form);
}

function decoded(bytes: Buffer, type: string): Arguments | Promise<Arguments> {
  const kind = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (bytes.length === 0) return {};
  if (kind === 'application/json') return fromJson(bytes.toString('utf8'));
  if (kind === 'multipart/form-data') return fromMultipart(bytes, type);
  if (kind === 'application/x-www-form-urlencoded')
    return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
  throw new Refusal('invalid_post_type');
}

/** A method's arguments from the query and from a form, multipart or JSON body. */
export async function callArguments(request: IncomingMessage): Promise<Arguments> {
  const query = new URL(request.url ?? '/', 'http://sandbox').searchParams;
  const bytes = await bodyBytes(request);
  const body = await decoded(bytes, request.headers['content-type'] ?? '');
  return { ...Object.fromEntries(query), ...body };
}

/** The bytes of an uploaded file: the raw body, or the one file of a multipart form. */
export async function uploadedBytes(request: IncomingMessage): Promise<Buffer> {
  const type = request.headers['content-type'] ?? '';
  const bytes = await bodyBytes(request, 50_000_000);
  if (!type.startsWith('multipart/form-data')) return bytes;
  const form = Object.values(await fromMultipart(bytes, type));
  const file = form.find((value) => value instanceof Blob);
  return file ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
}

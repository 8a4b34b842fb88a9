/**
 * The way out of this machine: straight, or through a company's proxy, and whose certificates are trusted.
 * Said once, at the start; it holds for every request of the process, sockets included.
 */
import { readFileSync } from 'node:fs';
import { createSecureContext, getCACertificates } from 'node:tls';
import type { Dispatcher } from 'undici';
import { SlipwayError } from './errors.ts';

/** How to get out. */
export interface WayOut {
  /** Address of a proxy for https, with a name and password in it where it wants them; null for none. */
  readonly proxy: string | null;
  /** Hosts that are reached straight, with commas between them, as `NO_PROXY` is written. */
  readonly noProxy: string;
  /** A PEM file with certificates that are trusted beside the public ones; null for none. */
  readonly caFile: string | null;
}

let taken: { readonly way: WayOut; readonly dispatcher: Dispatcher } | null = null;

/**
 * Takes this way from now on. Throws SlipwayError when the file of certificates is none. The library is loaded
 * only where the way is special.
 */
export async function takeWayOut(way: WayOut): Promise<void> {
  if (way.proxy === null && way.caFile === null) return;
  const ca = [...getCACertificates('default'), ...readCertificates(way.caFile)];
  const { dispatchThrough } = await import('./proxy-dispatcher.ts');
  const dispatcher = dispatchThrough(way.proxy ?? '', way.noProxy, ca);
  taken = { way, dispatcher };
}

/** What a socket is opened with; undefined where nothing is special. */
export function socketDispatcher(): Dispatcher | undefined {
  return taken?.dispatcher;
}

/** ` through the proxy http://proxy:3128`, for a sentence; empty without one. Never with its password. */
export function throughProxy(): string {
  const proxy = taken?.way.proxy ?? null;
  return proxy === null ? '' : ` through the proxy ${new URL(proxy).origin}`;
}

/** The way in one line for an operator. */
export function wayOutLine({ proxy, noProxy, caFile }: WayOut): string {
  const except = noProxy === '' ? '' : `, straight to ${noProxy}`;
  const way = proxy === null ? 'straight' : `through the proxy ${new URL(proxy).origin}${except}`;
  const trust = caFile === null ? '' : `; trusts the certificates of ${caFile} as well`;
  return `${way}${trust}`;
}

function readCertificates(file: string | null): readonly string[] {
  if (file === null) return [];
  try {
    const text = readFileSync(file, 'utf8');
    if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new Error('no certificate in it');
    createSecureContext({ ca: text });
    return [text];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SlipwayError(
      'invalid',
      `SLIPWAY_CA_FILE names ${file}, which I cannot use (${why}). It has to be a PEM file with certificates that I may read.`,
      error,
    );
  }
}

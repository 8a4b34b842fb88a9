/**
 * Who may speak to the page: this machine's browser, from the page itself. A name that another site has
 * pointed at 127.0.0.1 fails on the Host header; a form or script of another site fails on Origin or on
 * the content type, which it cannot set without asking first.
 */
import type { NextFunction, Request, Response } from 'express';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}

/** Lets only requests to a loopback Host through, and forbids the page to reach anything else. */
export function onlyLoopback(request: Request, response: Response, next: NextFunction): void {
  response.set({
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data: http://127.0.0.1:* http://localhost:*",
      "connect-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  if (LOOPBACK.test(request.headers.host ?? '')) next();
  else refuse(response, 403, 'This page answers only on this machine.');
}

function sameOrigin(request: Request): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || origin === `http://${host ?? ''}`;
}

/** Lets only JSON posted by the page itself through. */
export function onlyOwnJson(request: Request, response: Response, next: NextFunction): void {
  if (!sameOrigin(request)) refuse(response, 403, 'Only the page itself may post here.');
  else if (request.is('application/json') === false) refuse(response, 415, 'Post JSON.');
  else next();
}

import type { Instant } from '../base/time.ts';

const TIMEOUT_MS = 10_000;

/**
 * What time it is at Slack, in whole seconds, by the header of an answer; null when there is no answer, or
 * none with a date. Carries no token: every answer of Slack has the header, also a refusal.
 */
export async function readSlackTime(apiUrl: string): Promise<Instant | null> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const { headers } = await fetch(new URL('api.test', apiUrl), { method: 'POST', signal });
    const milliseconds = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
  } catch {
    return null;
  }
}

/** Whether a request comes from Slack: https://docs.slack.dev/authentication/verifying-requests-from-slack */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../base/time.ts';

/** What is wrong with a request's signature. */
export type SignatureFlaw = 'unsigned' | 'out_of_time' | 'forged';

/** What a request says of itself; a header that came twice is no header. */
export interface SignedRequest {
  readonly timestamp: string | readonly string[] | undefined;
  readonly signature: string | readonly string[] | undefined;
  /** The body as it came, byte for byte. */
  readonly body: Buffer;
}

/** Seconds that a request may be old, or ahead of our clock: five minutes, as Slack proposes. */
const MOST_SECONDS = 300;

/** What is wrong with it at `now`; null when Slack signed it just now. */
export function signatureFlaw(
  secret: string,
  request: SignedRequest,
  now: Instant,
): SignatureFlaw | null {
  const { timestamp, signature, body } = request;
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return 'unsigned';
  if (typeof signature !== 'string' || !/^v0=[0-9a-f]{64}$/.test(signature)) return 'unsigned';
  // Ahead counts as well: a captured request must not be good for years because its clock was wrong.
  const seconds = Math.floor(Date.parse(now) / 1000) - Number(timestamp);
  if (Math.abs(seconds) > MOST_SECONDS) return 'out_of_time';
  const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(signature.slice(3), 'hex')) ? null : 'forged';
}

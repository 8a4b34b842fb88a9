/** Texts that people who mean no good, or only paste, put into titles and answers. */
import fc from 'fast-check';

/** One of each known kind. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<!channel> look here',
  '<!here>',
  '<!everyone>',
  '<@U0MARA> please',
  '<!subteam^S123|all>',
  '<https://evil.example|https://github.com/oci-labs/atlas>',
  '&lt;!channel&gt;',
  '*bold* _it_ ~strike~ `code` ```block```',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  'x'.repeat(10_000),
  '\u202Egnp.exe\u202C',
  'שלום עולם',
  '👩‍👩‍👧‍👦'.repeat(200),
  'null\u0000byte',
  '\uD800 lone',
  '',
  '   ',
  '\n\n\n',
  ':siren: @here @channel #general',
  '"quoted" \\ back\\slash ${x} {{y}} %s',
];

/** Any of them, or any text at all. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 400 }),
);

/** Marks that only Slipway may write, and only where it means them: these start a ping or a link. */
const PINGS = /<!(?!date\^\d+\^)|<@|<#|<https?:/;

/** Finds a text in a payload that Slack would read as a ping or a link although nobody here wrote it. */
export function pingsIn(payload: unknown): readonly string[] {
  const found: string[] = [];
  const look = (value: unknown, parsed: boolean): void => {
    if (typeof value === 'string') {
      if (parsed && PINGS.test(value)) found.push(value);
    } else if (Array.isArray(value)) value.forEach((one) => look(one, parsed));
    else if (typeof value === 'object' && value !== null) {
      const isMrkdwn = 'type' in value && value.type === 'mrkdwn';
      if (pingsAll(value)) found.push(JSON.stringify(value));
      for (const [key, one] of Object.entries(value))
        look(one, (isMrkdwn && key === 'text') || (key === 'text' && isMessage(value)));
    }
  };
  look(payload, false);
  return found;
}

/** Everybody whom a payload's rich text mentions by name; each of them is notified. */
export function mentionsIn(payload: unknown): readonly string[] {
  if (Array.isArray(payload)) return payload.flatMap(mentionsIn);
  if (typeof payload !== 'object' || payload === null) return [];
  if ('type' in payload && payload.type === 'user' && 'user_id' in payload)
    return [String(payload.user_id)];
  return Object.values(payload).flatMap(mentionsIn);
}

/**
 * What a call carried, as data: an SDK sends blocks and views as JSON inside a form, and nothing would
 * be found in that text.
 */
export function opened(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(args).map(([name, value]) => [name, parsed(name, value)] as const);
  return Object.fromEntries(entries);
}

function parsed(name: string, value: unknown): unknown {
  const isData = name === 'blocks' || name === 'view' || name === 'metadata';
  return isData && typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
}

/** Rich text has pings of its own, for a channel or a group. */
function pingsAll(value: object): boolean {
  return 'type' in value && (value.type === 'broadcast' || value.type === 'usergroup');
}

/** A message's own `text` is read as mrkdwn, unlike the text inside a block's object. */
function isMessage(value: object): boolean {
  return 'blocks' in value && !('type' in value);
}

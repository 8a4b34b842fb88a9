/** Whatever happens in whatever order: in the end one visible message with the last words, or a reason. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { plusMilliseconds } from '../../src/base/time.ts';
import { openBench, saying, type Bench } from './bench.ts';
import { createLife, mortalPoster, mortalStore } from './mortal.ts';
import type { Fate } from './scripted-poster.ts';

const MESSAGES = {
  top: { to: 'C1' },
  reply: { to: 'C1', threadOf: 'top' },
  direct: { to: 'U1' },
} as const;
const RUNS = 120;
type Key = keyof typeof MESSAGES;
const KEYS = ['top', 'reply', 'direct'] as const;

const fate = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Fate>('ok') },
  { weight: 6, arbitrary: fc.constantFrom<Fate>('lost', 'vanished', 'late') },
  fc.constant<Fate>({ kind: 'unreachable', cause: 'ENOTFOUND' }),
  fc.integer({ min: 0, max: 400 }).map((seconds): Fate => ({ kind: 'wait', seconds })),
  fc
    .constantFrom('invalid_blocks', 'msg_too_long', 'token_revoked', 'is_archived')
    .map((code): Fate => ({ kind: 'refused', code })),
);

const event = fc.oneof(
  fc.record({
    kind: fc.constant('say'),
    key: fc.constantFrom(...KEYS),
    text: fc.nat(3),
    usefulMs: fc.constantFrom(null, null, 0, 1_000, 60_000, 300_000),
  }),
  fc.record({ kind: fc.constant('fate'), fate }),
  fc.record({ kind: fc.constant('blind'), permanent: fc.boolean() }),
  fc.record({
    kind: fc.constant('pass'),
    ms: fc.constantFrom(1, 500, 1_000, 15_000, 90_000, 600_000),
  }),
  fc.record({ kind: fc.constant('kill'), step: fc.nat(30) }),
  fc.record({ kind: fc.constant('land') }),
);
type Event = Extract<typeof event extends fc.Arbitrary<infer E> ? E : never, { kind: string }>;

/** What was said last, by key. */
type Said = Map<Key, string>;

async function play(bench: Bench, said: Said, step: Event): Promise<void> {
  if ('key' in step) {
    // An answer belongs to a message that was said.
    if (step.key === 'reply' && !said.has('top')) return;
    const text = `${step.key} ${step.text}`;
    said.set(step.key, text);
    const end =
      step.usefulMs === null
        ? {}
        : { usefulUntil: plusMilliseconds(bench.clock.now(), step.usefulMs) };
    await bench.say(saying(step.key, text, { ...MESSAGES[step.key], ...end }));
  } else if ('fate' in step) bench.poster.fates.push(step.fate);
  else if ('permanent' in step)
    bench.poster.blind.push({ cause: 'blind', permanent: step.permanent });
  else if ('ms' in step) await pass(bench, step.ms);
  else if ('step' in step) await killAt(bench, step.step);
  else bench.poster.land();
}

/** What was asked of Slack lands within a minute and a half, or never: longer no request takes. */
async function pass(bench: Bench, ms: number): Promise<void> {
  if (ms > 90_000) {
    await bench.pass(89_000);
    bench.poster.land();
  }
  await bench.pass(ms);
}

async function killAt(bench: Bench, step: number): Promise<void> {
  const life = createLife(step);
  const poster = mortalPoster(bench.poster, life);
  const mortal = bench.another({ store: mortalStore(bench.store, life), poster });
  await Promise.race([mortal.drain(), life.over]);
}

/** No more mishaps, and all the time that any pause or look may take. */
async function calmDown(bench: Bench): Promise<void> {
  bench.poster.fates.length = 0;
  bench.poster.blind.length = 0;
  bench.poster.land();
  for (let i = 0; i < 40; i += 1) await bench.pass(300_000);
}

async function check(bench: Bench, said: Said): Promise<void> {
  for (const [key, text] of said) {
    const row = await bench.row(key);
    const visible = bench.poster.standing.filter(({ message }) =>
      message.text.startsWith(`${key} `),
    );
    expect(['sent', 'skipped', 'failed', 'unconfirmed']).toContain(row.state);
    expect(visible.length).toBeLessThanOrEqual(row.state === 'skipped' ? 0 : 1);
    if (row.state === 'sent') expect(visible.map(({ message }) => message.text)).toEqual([text]);
    else expect(row.reason).toMatch(/./);
  }
}

test('one visible message with the last words, or a reason', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 25 }), async (events) => {
      const bench = await openBench();
      const said: Said = new Map();
      for (const step of events) await play(bench, said, step);
      await calmDown(bench);
      await check(bench, said);
      await bench.store.close();
    }),
    { numRuns: RUNS },
  );
});

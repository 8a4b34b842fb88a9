/** A small form of the siege, over both ways, and the judge that reads its outcome. */
import { expect, test } from 'vitest';
import { besiege, type HostileOutcome } from './hostile.ts';
import { reportHostile } from './report.ts';

test(
  'case 11, case 42: replays, forgeries and fuzzed payloads do nothing twice and ping nobody',
  { timeout: 240_000 },
  async () => {
    const outcome = await besiege({ attempts: 600, seed: 11 });
    const { sieges, lost, doubled, forged, pings, exitCodes } = outcome;
    expect(sieges.flatMap(({ wrongAnswers }) => wrongAnswers)).toEqual([]);
    expect({ lost, doubled, forged, pings }).toEqual({
      lost: [],
      doubled: [],
      forged: 0,
      pings: [],
    });
    expect(exitCodes).toEqual([0, 0, 0]);
    expect(outcome.arrivals).toBeGreaterThan(40);
    expect(outcome.looked).toBeGreaterThan(20);
  },
);

const bytes = (...heaps: readonly number[]) =>
  heaps.map((heap) => ({ inLine: 3, memory: { rss: 100, heap, outside: 10 } }));

const CALM: HostileOutcome = {
  sieges: [{ way: 'http', sent: new Map(), wrongAnswers: [], samples: bytes(50, 100, 100, 104) }],
  lost: [],
  doubled: [],
  forged: 0,
  arrivals: 1,
  pings: [],
  looked: 1,
  exitCodes: [0],
  logged: new Map(),
};

test.each<readonly [string, Partial<HostileOutcome>]>([
  ['a command that was lost', { lost: ['soak-1'] }],
  ['an arrival that was handled twice', { doubled: ['soak-1'] }],
  ['a forgery that got in', { forged: 1 }],
  ['a ping', { pings: ['<!channel>'] }],
  ['a crash', { exitCodes: [null] }],
  [
    'memory that grows',
    {
      sieges: [
        { way: 'http', sent: new Map(), wrongAnswers: [], samples: bytes(50, 100, 100, 106) },
      ],
    },
  ],
])('the judge sees %s', (_, fault) => {
  expect(reportHostile(CALM).faults).toBe(0);
  expect(reportHostile({ ...CALM, ...fault }).faults).toBe(1);
});

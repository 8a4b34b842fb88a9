/** How long Slack waits for an acknowledgement. Ours is on disk by then; the bare app keeps nothing. */
import { inTurn, paired, percentile, type Effort, type Figure } from './figures.ts';
import type { Mode } from './program.ts';
import type { Deed, LoadOrder } from './side-orders.ts';
import { openStage, seededOnce, type Actor } from './stage.ts';

interface Pace {
  readonly words: string;
  readonly pace: LoadOrder['pace'];
  readonly count: number;
  readonly goal: number;
}

const PACES: readonly Pace[] = [
  { words: '100 a second', pace: { perSecond: 100 }, count: 300, goal: 1.3 },
  { words: '16 in flight', pace: { inFlight: 16 }, count: 800, goal: 2 },
];
const QUIET_MS = 500;
const MOST_LOOKS = 40;

/** The 99th percentile for a command and for a check-in's form, over HTTP and over sockets. */
export async function partAcks(effort: Effort, folder: string): Promise<readonly Figure[]> {
  const seeded = await seededOnce(folder);
  // With what the product says in the end: else the figures would be those of a refusal.
  const deeds: readonly (readonly [string, Deed, RegExp])[] = [
    ['/release status', seeded.status, /Right now/],
    ['a check-in', seeded.checkIn, /Recorded/],
  ];
  const figures: Figure[] = [];
  for (const mode of ['http', 'socket'] satisfies Mode[]) {
    const stage = await openStage(mode, seeded, folder);
    for (const [words, deed, said] of deeds) {
      for (const pace of PACES) {
        const one = (actor: Actor) => p99(actor, deed, pace, effort.scale);
        // The first calls compile what the later ones run.
        await Promise.all([one(stage.bare), one(stage.ours)]);
        await provesDone(stage.ours, said);
        const pairs = await inTurn(
          effort.rounds,
          () => one(stage.bare),
          () => one(stage.ours),
        );
        const what = `p99 of the acknowledgement of ${words}, ${pace.words}, ${mode}`;
        figures.push(paired({ part: 'acks', what, unit: 'ms' }, pairs, pace.goal));
      }
    }
    await stage.stop();
  }
  return figures;
}

/** What was acknowledged is handled in the end; on a busy machine that takes a while. */
async function provesDone({ side }: Actor, expected: RegExp): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const { said } = await side.settle(QUIET_MS);
    if (expected.test(said)) return;
  }
  throw new Error(`nothing like ${String(expected)} was answered`);
}

async function p99(
  { program, side }: Actor,
  deed: Deed,
  { pace, count }: Pace,
  scale: number,
): Promise<number> {
  const { address } = program;
  const amount = Math.max(3, Math.round(count * scale));
  const { ms, lost } = await side.load({
    deed,
    pace,
    count: amount,
    until: 'acknowledged',
    address,
  });
  if (lost > 0) throw new Error(`${lost} were not acknowledged`);
  await side.settle(QUIET_MS * scale);
  return percentile(ms, 0.99);
}

/** How long a start takes, and how much memory an idle program holds. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inTurn, paired, type Effort, type Figure, type Pair } from './figures.ts';
import { startBare, startOurs, type Mode, type Program } from './program.ts';
import { openSide, type Side } from './side.ts';

const START_GOAL = 1.75;
const MEMORY_GOAL = 1.5;
// What a start leaves to be cleared away is cleared by then.
const IDLE_MS = 2000;

interface Start {
  readonly cpu: number;
  readonly ms: number;
  readonly mb: number;
}

/** Starts both in turn, over sockets and over HTTP. Our first start fills the compile cache and is not counted. */
export async function partStart(effort: Effort, folder: string): Promise<readonly Figure[]> {
  const side = await openSide();
  try {
    return await startsOf(effort, folder, side);
  } finally {
    await side.stop();
  }
}

async function startsOf(
  { rounds, scale }: Effort,
  folder: string,
  side: Side,
): Promise<readonly Figure[]> {
  const lookAt = async (starting: Promise<Program>): Promise<Start> => {
    const program = await starting;
    await pause(IDLE_MS * scale);
    const mb = program.residentMb();
    await program.stop();
    return { ms: program.startMs, cpu: program.startCpuMs, mb };
  };
  const figures: Figure[] = [];
  for (const mode of ['socket', 'http'] satisfies Mode[]) {
    const ours = () => startOurs(mode, side, join(folder, `start-${mode}.db`));
    await (await ours()).stop();
    const pairs = await inTurn(
      rounds,
      () => lookAt(startBare(mode, side)),
      () => lookAt(ours()),
    );
    const start = { part: 'start', what: `start, ${mode}`, unit: 'ms' } as const;
    const cpu = { part: 'start', what: `processor time of a start, ${mode}`, unit: 'ms' } as const;
    const memory = { part: 'start', what: `memory when idle, ${mode}`, unit: 'MB' } as const;
    figures.push(paired(start, pairs.map(of('ms')), START_GOAL));
    figures.push(paired(cpu, pairs.map(of('cpu')), START_GOAL));
    figures.push(paired(memory, pairs.map(of('mb')), MEMORY_GOAL));
  }
  return figures;
}

const of =
  (name: keyof Start) =>
  ({ bare, ours }: Pair<Start>): Pair => ({ bare: bare[name], ours: ours[name] });

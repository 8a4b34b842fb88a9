/** Both programs ready, each with a far side of its own, so that they can be measured in turn. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBare, startOurs, type Mode, type Program } from './program.ts';
import { seedDatabase, type Seeded } from './seed.ts';
import { openSide, type Side } from './side.ts';

/** A program and who calls it. */
export interface Actor {
  readonly program: Program;
  readonly side: Side;
}

/** Both programs. */
export interface Stage {
  readonly bare: Actor;
  readonly ours: Actor;
  stop(): Promise<void>;
}

/** Starts both; ours on a copy of the seeded database. */
export async function openStage(mode: Mode, seeded: Seeded, folder: string): Promise<Stage> {
  const file = join(folder, `stage-${mode}-${performance.now()}.db`);
  copyFileSync(seeded.databaseFile, file);
  const [bareSide, ourSide] = await Promise.all([openSide(), openSide()]);
  const bare = { side: bareSide, program: await startBare(mode, bareSide) };
  const quiet = { SLIPWAY_LOG_LEVEL: 'info' };
  const ours = { side: ourSide, program: await startOurs(mode, ourSide, file, quiet) };
  return {
    bare,
    ours,
    async stop() {
      for (const { program, side } of [bare, ours]) {
        await program.stop();
        await side.stop();
      }
    },
  };
}

let seeding: Promise<Seeded> | null = null;

/** The seeded database of this run, played once. */
export function seededOnce(folder: string): Promise<Seeded> {
  return (seeding ??= seedDatabase(folder));
}

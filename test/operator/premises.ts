/** A database of Slipway with a project in it, the world around it, and the program as an operator runs it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { rememberPerson, rememberWorkspace } from '../../src/release/people.ts';
import { saveProject } from '../../src/release/save-project.ts';
import { startOutsideWorld, type OutsideWorld } from '../../src/sandbox/outside-world.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import type { Tx } from '../../src/store/db.ts';
import { openStore } from '../../src/store/store.ts';
import { aProject } from '../support/builders.ts';
import {
  settingsFor,
  startProgram,
  type Environment,
  type Running,
} from '../support/child-program.ts';

export const MIGRATIONS = join(import.meta.dirname, '../../migrations');

/** The operator's machine: a folder of its own, and the world that the settings point to. */
export interface Premises {
  readonly world: OutsideWorld;
  readonly folder: string;
  readonly database: string;
  /** Starts the program; `changes` with undefined take a setting away. */
  run(words: readonly string[], changes?: Environment): Running;
  /** Writes into the database as the program would. */
  write(work: (tx: Tx) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Premises whose database, unless `empty`, has Atlas: Mara manages it, Ivo and Dana are members. */
export async function openPremises(kind: 'atlas' | 'empty' = 'atlas'): Promise<Premises> {
  const clock = machineClock;
  const world = await startOutsideWorld({ clock, wall: clock, start: clock.now() });
  const folder = mkdtempSync(join(tmpdir(), 'slipway-operator-'));
  const database = join(folder, 'slipway.db');
  const premises: Premises = {
    world,
    folder,
    database,
    run(words, changes = {}) {
      const quick = { SLIPWAY_SETTLE_SECONDS: '1', SLIPWAY_POST_SPACING_MS: '0' };
      const env = settingsFor(world, database, { ...quick, ...changes });
      return startProgram(words, env, folder);
    },
    async write(work) {
      const store = await openStore({
        file: database,
        migrationsFolder: MIGRATIONS,
        log: silentLog,
      });
      await store.transact(clock.now(), work);
      await store.close();
    },
    async close() {
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  if (kind === 'atlas') await premises.write((tx) => saveAtlas(tx, world.slack.teamId));
  return premises;
}

/** Writes Atlas with Mara, Ivo and Dana, as the setup would. */
export async function saveAtlas(tx: Tx, workspaceId: string): Promise<void> {
  await rememberWorkspace(tx, { id: workspaceId, name: 'Harbor Labs', botUserId: 'U0BOT' });
  for (const { id, name, zone } of [PEOPLE.mara, PEOPLE.ivo, PEOPLE.dana]) {
    const rights = { isAdmin: false, isGuest: false, isDeactivated: false, isOutside: false };
    await rememberPerson(tx, workspaceId, { id, name, zone, ...rights });
  }
  const project = aProject({
    workspaceId,
    roles: [{ role: 'release_manager', userId: PEOPLE.mara.id }],
    members: [PEOPLE.ivo.id, PEOPLE.dana.id],
  });
  const atlas = { id: 'R_atlas', owner: 'oci-labs', name: 'atlas', isPrivate: false };
  await saveProject(tx, { ...project, repositories: [atlas] }, PEOPLE.mara.id);
}

/** `slipway restore <file>`: puts a copy in place of the database, while no bot runs. */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { SlipwayError } from '../base/errors.ts';
import { silentLog } from '../base/log.ts';
import type { Instant } from '../base/time.ts';
import { readConfig } from '../config/read-config.ts';
import { noteRestoration } from '../jobs/restoration.ts';
import { openReader } from '../store/reader.ts';
import { healthOf } from '../store/sign-of-life.ts';
import { openStore } from '../store/store.ts';
import { takePlace } from '../store/take-place.ts';
import type { OperatorDesk } from './desk.ts';

const USAGE = 'slipway restore <file>';

/**
 * Copies the copy, brings it up to date, notes in it that it was put back, and only then changes places. The
 * copy stays, and what stood there is kept beside. Throws SlipwayError when a bot runs or the copy is not good.
 */
export async function restoreCommand(
  words: readonly string[],
  { clock, migrationsFolder, print }: OperatorDesk,
): Promise<number> {
  const [source, ...more] = words;
  if (source === undefined || source.startsWith('-') || more.length > 0) {
    print(USAGE);
    return 2;
  }
  const { databaseFile } = readConfig().config;
  const now = clock.now();
  const { isWell, sentence } = healthOf(databaseFile, now);
  if (isWell) throw running(sentence);
  const ready = `${databaseFile}.restoring-${process.pid}`;
  const keep = `${databaseFile}.before-${now.replaceAll(/[:.]/g, '-')}`;
  try {
    await prepare(source, ready, migrationsFolder, now);
    if (!takePlace(databaseFile, ready, keep))
      throw running('Another program has the database open.');
  } finally {
    for (const ending of ['', '-wal', '-shm']) rmSync(ready + ending, { force: true });
  }
  print(
    `${databaseFile} is now as in ${source}. What stood there before, if anything, is ${keep}.`,
  );
  print('For three days messages are looked for in Slack before they are posted.');
  return 0;
}

async function prepare(
  source: string,
  ready: string,
  migrationsFolder: string,
  now: Instant,
): Promise<void> {
  const reader = await openReader(source, migrationsFolder, 'take');
  try {
    // On a new machine nothing has made the folder of the database yet.
    mkdirSync(dirname(ready), { recursive: true });
    await reader.copyTo(ready);
  } finally {
    reader.close();
  }
  const store = await openStore({ file: ready, migrationsFolder, log: silentLog });
  try {
    await store.transact(now, noteRestoration);
  } finally {
    await store.close();
  }
}

function running(why: string): SlipwayError {
  return new SlipwayError(
    'unavailable',
    `${why} Stop the bot first; after a crash wait three minutes. I have changed nothing.`,
  );
}

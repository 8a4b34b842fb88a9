import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SlipwayError } from '../base/errors.ts';
import type { Instant } from '../base/time.ts';
import { openReader, type Reader } from '../store/reader.ts';
import { healthOf, seenAt } from '../store/sign-of-life.ts';
import { well, wrong, type Finding } from './finding.ts';

const MEGABYTE = 1_000_000;
/** Of free disk: SQLite writes everything twice, to its log and to the file. */
const LEAST_FREE = 200 * MEGABYTE;

/** Whether the bot of this database works. One that was stopped is well too, one that fell silent is not. */
export function examineProgram(databaseFile: string, now: Instant): Finding {
  if (seenAt(databaseFile) === null) return well('Bot: not running');
  const { isWell, sentence } = healthOf(databaseFile, now);
  if (isWell) return well(`Bot: ${sentence}`);
  return wrong(`Bot: ${sentence} It was killed, or it hangs: see its log, and start it again.`);
}

/** Whether there is room where the database is, or will be. */
export function examineDisk(databaseFile: string): Finding {
  const folder = nearestFolder(databaseFile);
  const { bavail, bsize } = statfsSync(folder);
  const size = existsSync(databaseFile) ? statSync(databaseFile).size : 0;
  return diskFinding(folder, bavail * bsize, size);
}

/** `free` bytes in `folder` for a database of `size` bytes: room for a copy, and no less than 200 MB. */
export function diskFinding(folder: string, free: number, size: number): Finding {
  const megabytes = `${Math.floor(free / MEGABYTE)} MB`;
  if (free >= Math.max(LEAST_FREE, size * 2)) return well(`Disk: ${megabytes} free in ${folder}`);
  return wrong(`Disk: only ${megabytes} free in ${folder}. Make room before nothing can be saved.`);
}

/** Whether the database is sound and ours, and the database opened for reading when it is. */
export async function examineDatabase(
  file: string,
  migrationsFolder: string,
): Promise<{ readonly finding: Finding; readonly reader: Reader | null }> {
  if (!existsSync(file)) {
    return { finding: well(`Database: ${file} will be made at the first start`), reader: null };
  }
  try {
    const reader = await openReader(file, migrationsFolder);
    return { finding: well(`Database: ${file} is sound and up to date`), reader };
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error;
    return { finding: wrong(`Database: ${error.message}`), reader: null };
  }
}

function nearestFolder(file: string): string {
  let folder = dirname(resolve(file));
  while (!existsSync(folder)) folder = dirname(folder);
  return folder;
}

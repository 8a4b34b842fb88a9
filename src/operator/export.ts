/** `slipway export <user id> [file]`: everything that is stored about one person, as JSON. */
import { existsSync, writeFileSync } from 'node:fs';
import { SlipwayError } from '../base/errors.ts';
import { readConfig } from '../config/read-config.ts';
import { openReader } from '../store/reader.ts';
import type { OperatorDesk } from './desk.ts';
import { exportPerson } from './export-person.ts';
import { personAsked } from './person-asked.ts';

const USAGE = 'slipway export <slack user id> [file]';
// It holds what a person wrote: for the user who made it, nobody else.
const OWNER_ONLY = 0o600;

/**
 * Reads all of it at one instant, also while the bot runs, and writes one file for the operator's eyes alone,
 * or prints it when no file is named. Throws SlipwayError when the file is there already or cannot be written.
 */
export async function exportCommand(
  words: readonly string[],
  { clock, migrationsFolder, print }: OperatorDesk,
): Promise<number> {
  const [userId, target, ...more] = words;
  if (userId === undefined || more.length > 0 || words.some((word) => word.startsWith('-'))) {
    print(USAGE);
    return 2;
  }
  personAsked(userId);
  if (target !== undefined && existsSync(target)) throw taken(target);
  const reader = await openReader(readConfig().config.databaseFile, migrationsFolder);
  try {
    const person = await exportPerson(reader.db, userId, clock.now());
    if (person === null) throw new SlipwayError('not_found', `Nothing is stored about ${userId}.`);
    const json = JSON.stringify(person, null, 2);
    if (target === undefined) print(json);
    else {
      write(target, `${json}\n`);
      print(`${target} holds everything that is stored about ${userId}, readable for you alone.`);
    }
    return 0;
  } finally {
    reader.close();
  }
}

function write(target: string, json: string): void {
  try {
    writeFileSync(target, json, { mode: OWNER_ONLY, flag: 'wx' });
  } catch (error) {
    if (existsSync(target)) throw taken(target);
    const why = error instanceof Error ? error.message : String(error);
    throw new SlipwayError(
      'unavailable',
      `I cannot write ${target} (${why}). See whether its folder is there, may be written, and has room.`,
      error,
    );
  }
}

function taken(target: string): SlipwayError {
  return new SlipwayError(
    'unavailable',
    `The file ${target} is there already, and I overwrite nothing. Name another one.`,
  );
}

/** `slipway backup <file>`: a copy of the database while the program works on it. */
import { chmodSync, existsSync, linkSync, rmSync } from 'node:fs';
import { SlipwayError } from '../base/errors.ts';
import { readConfig } from '../config/read-config.ts';
import { checkStandingFile } from '../store/known-file.ts';
import { openReader } from '../store/reader.ts';
import type { OperatorDesk } from './desk.ts';

const USAGE = 'slipway backup <file>';
// The copy holds what people wrote: for the user who made it, nobody else.
const OWNER_ONLY = 0o600;

/**
 * Copies the database as it stands at one instant, looks whether the copy is sound, and only then gives it
 * its name. Throws SlipwayError when a file of that name is there, or when the copy cannot be made.
 */
export async function backupCommand(
  words: readonly string[],
  { migrationsFolder, print }: OperatorDesk,
): Promise<number> {
  const [target, ...more] = words;
  if (target === undefined || target.startsWith('-') || more.length > 0) {
    print(USAGE);
    return 2;
  }
  refuseTaken(target);
  const { databaseFile } = readConfig().config;
  const reader = await openReader(databaseFile, migrationsFolder, 'take');
  const unfinished = `${target}.unfinished-${process.pid}`;
  try {
    await reader.copyTo(unfinished);
    chmodSync(unfinished, OWNER_ONLY);
    checkStandingFile(unfinished);
    // A link, not a move: it fails when somebody took the name meanwhile.
    linkSync(unfinished, target);
  } catch (error) {
    refuseTaken(target);
    throw cannotWrite(target, error);
  } finally {
    rmSync(unfinished, { force: true });
    reader.close();
  }
  print(`${target} is a copy of ${databaseFile}, looked through and sound.`);
  return 0;
}

function refuseTaken(target: string): void {
  if (!existsSync(target)) return;
  throw new SlipwayError(
    'unavailable',
    `The file ${target} is there already, and I overwrite nothing. Name another one.`,
  );
}

function cannotWrite(target: string, error: unknown): unknown {
  if (error instanceof SlipwayError) return error;
  const why = error instanceof Error ? error.message : String(error);
  const sentence = `I cannot write the copy ${target} (${why}). See whether its folder is there, may be written, and has room.`;
  return new SlipwayError('unavailable', sentence, error);
}

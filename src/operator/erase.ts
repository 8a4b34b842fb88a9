/** `slipway erase <user id> --yes`: takes one person out of the database, while no bot runs. */
import { prefixCommands, typed } from '../base/command-names.ts';
import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { SlipwayError } from '../base/errors.ts';
import { readConfig } from '../config/read-config.ts';
import { openReader } from '../store/reader.ts';
import { rewriteAlone } from '../store/rewrite-alone.ts';
import { healthOf } from '../store/sign-of-life.ts';
import type { OperatorDesk } from './desk.ts';
import { countParts, erasePerson, type Counted } from './erase-person.ts';
import { personAsked } from './person-asked.ts';

const USAGE = 'slipway erase <slack user id> [--yes]';

/**
 * Without `--yes` it only counts, also while the bot runs. With it, it refuses beside a bot: the bot holds
 * people in memory and would write them back, and the bytes of a file can only go when nobody has it open.
 * Throws SlipwayError when a bot runs or nothing is stored about this person.
 */
export async function eraseCommand(
  words: readonly string[],
  { clock, migrationsFolder, print }: OperatorDesk,
): Promise<number> {
  const isMeant = words.includes('--yes');
  const [userId, ...more] = words.filter((word) => word !== '--yes');
  if (userId === undefined || more.length > 0) {
    print(USAGE);
    return 2;
  }
  personAsked(userId);
  const { databaseFile, admins, commandPrefix } = readConfig().config;
  prefixCommands(commandPrefix);
  const parts = await counted(databaseFile, migrationsFolder, userId);
  if (parts.length === 0) throw nobody(userId);
  if (!isMeant) {
    print(plan(userId, parts));
    return 0;
  }
  const now = clock.now();
  const { isWell, sentence } = healthOf(databaseFile, now);
  if (isWell) throw running(sentence);
  const done = await rewriteAlone(databaseFile, now, (tx) => erasePerson(tx, userId));
  if (done === null) throw running('Another program has the database open.');
  print(
    `${userId} is erased. ${done.result} places in records of others now say "someone who left".`,
  );
  print(elsewhere(userId, databaseFile, admins.includes(userId)));
  return 0;
}

async function counted(file: string, folder: string, userId: string): Promise<readonly Counted[]> {
  const reader = await openReader(file, folder);
  try {
    return await countParts(reader.db, userId);
  } finally {
    reader.close();
  }
}

function plan(userId: string, parts: readonly Counted[]): string {
  const listed = (which: Counted['onErase']): readonly string[] => {
    const texts = parts.filter(({ onErase }) => onErase === which).map(({ text }) => `  ${text}`);
    return texts.length === 0 ? ['  nothing'] : texts;
  };
  return [
    `Nothing is changed yet. About ${userId} this would be deleted:`,
    ...listed('delete'),
    'These would stay for others, with "someone who left" and without what was typed:',
    ...listed('keep'),
    'Wherever else their id, name or confirmed GitHub login stands, it is replaced. Posted figures stay.',
    `To do it, stop the bot and type: slipway erase ${userId} --yes`,
  ].join('\n');
}

/** What we cannot reach, or must not. */
function elsewhere(userId: string, databaseFile: string, isAdmin: boolean): string {
  const kept = copiesBeside(databaseFile);
  return [
    'Not erased, because it is not in this database:',
    '  what stands in Slack: messages in channels and direct messages. Delete them there.',
    '  copies of the database, until you delete them or erase in each (SLIPWAY_DATABASE names one).',
    ...kept.map((path) => `    ${path}`),
    '  logs, which hold user ids; and GitHub, where their issues are read from again when they change.',
    ...(isAdmin ? [`  the setting SLIPWAY_ADMINS, which names ${userId}. Take it out.`] : []),
    `A role they held is empty now: choose somebody else with ${typed('/release')} setup. If they use Slipway again,`,
    'or are asked again as a member of a project, Slipway knows them again.',
  ].join('\n');
}

function copiesBeside(databaseFile: string): readonly string[] {
  const folder = dirname(resolve(databaseFile));
  const name = `${basename(databaseFile)}.before-`;
  return readdirSync(folder)
    .filter((each) => each.startsWith(name))
    .map((each) => join(folder, each));
}

function nobody(userId: string): SlipwayError {
  return new SlipwayError('not_found', `Nothing is stored about ${userId}.`);
}

function running(why: string): SlipwayError {
  return new SlipwayError(
    'unavailable',
    `${why} Stop the bot first; after a crash wait three minutes. I have changed nothing.`,
  );
}

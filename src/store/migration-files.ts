import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Db } from './db.ts';

/**
 * One step of the schema. `name` is the file's without its ending, so that built code shares it. Its code is
 * loaded when `up` is called: most starts have no step to take.
 */
export interface Migration {
  readonly name: string;
  readonly up: (db: Db) => Promise<void>;
}

const FILE_NAME = /^(?<name>\d{4}-[a-z0-9-]+)\.(?:ts|js)$/;

/** The steps in `folder`, in order of name. Throws when two share a number; `up` throws when its file has none. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const found: Migration[] = [];
  for (const file of (await readdir(folder)).sort()) {
    const name = FILE_NAME.exec(file)?.groups?.['name'];
    if (name !== undefined) found.push({ name, up: (db) => runUp(join(folder, file), db) });
  }
  const numbers = new Set(found.map(({ name }) => numberOf(name)));
  if (numbers.size < found.length) throw new Error(`two migrations in ${folder} share a number`);
  return found;
}

/** The number a migration's name begins with; the file's `user_version` is that of the newest. */
export function numberOf(name: string): number {
  return Number(name.slice(0, 4));
}

async function runUp(path: string, db: Db): Promise<void> {
  const loaded: unknown = await import(pathToFileURL(path).href);
  if (typeof loaded === 'object' && loaded !== null && 'up' in loaded && isUp(loaded.up)) {
    return loaded.up(db);
  }
  throw new Error(`the migration ${path} exports no function up(db)`);
}

function isUp(value: unknown): value is Migration['up'] {
  return typeof value === 'function';
}

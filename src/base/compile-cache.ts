/** Compiled code, kept from one start to the next: most of a start is reading and compiling. */
import { existsSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { dirname, join } from 'node:path';

const FOLDER = '.compile-cache';

/**
 * Uses what earlier starts kept in the database's folder, for all that is loaded from now on. Code that lies
 * there is run, so it is a folder that only the bot writes to, and not the machine's shared one. Where it
 * cannot be had (no such folder yet, no right to write), the start is slower and nothing else is different.
 */
export function useCompileCache(databaseFile: string): void {
  const folder = dirname(databaseFile);
  if (databaseFile !== ':memory:' && existsSync(folder)) enableCompileCache(join(folder, FOLDER));
}

/** Keeps what was compiled so far. Without this it would be kept only at a clean end. */
export function keepCompiled(): void {
  flushCompileCache();
}

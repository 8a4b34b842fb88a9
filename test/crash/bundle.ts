/** The bot in one file: loading hundreds is most of what a life costs, and lives are many. */
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';

const ROOT = join(import.meta.dirname, '../..');

/**
 * Writes it into `folder`, which is made, and returns the file. It stands as deep in there as its source does
 * in the project, so that it finds migrations and modules by the same way. Nothing is left out or made
 * smaller: what runs is the code of the product.
 */
export async function bundleBot(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  for (const name of ['node_modules', 'manifest.yml', 'package.json'])
    symlinkSync(join(ROOT, name), join(folder, name));
  const steps = readdirSync(join(ROOT, 'migrations')).filter((name) => name.endsWith('.ts'));
  const inputs = ['test/crash/bot.ts', ...steps.map((name) => `migrations/${name}`)];
  await build({
    input: Object.fromEntries(inputs.map((path) => [path.slice(0, -3), join(ROOT, path)])),
    platform: 'node',
    // Native code cannot be part of it, and points are passed in the one that is shared.
    external: ['better-sqlite3'],
    logLevel: 'silent',
    output: { format: 'esm', dir: folder, chunkFileNames: 'test/crash/[name]-[hash].js' },
  });
  return join(folder, 'test/crash/bot.js');
}

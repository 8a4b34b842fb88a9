/** Files that belong to the program and are read while it runs. */
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The path of a file beside this program's own `package.json`, such as `manifest.yml` or `migrations`. In the
 * sources that is the project; in the built program it is `dist/`, which has all of them.
 */
export function ownFile(name: string): string {
  const manifest = findPackageJSON(import.meta.url);
  if (manifest === undefined) throw new Error('the program has no package.json above it');
  return join(dirname(manifest), name);
}

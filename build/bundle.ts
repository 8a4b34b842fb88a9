/** Builds the program into one folder: a few files of JavaScript, and what they read beside them. */
import {
  copyFileSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { leaveOut } from './leave-out.ts';
import { licencesOf } from './licences.ts';

/** The one package that stays a package: its heart is machine code. */
const NATIVE = 'better-sqlite3';
const COPIED = ['manifest.yml', 'LICENSE'];

/**
 * Builds `project` into `target`, in place of what is there; a build that fails leaves that alone. What starts
 * there is `slipway.js`; a lazy import becomes a file of its own; so do each migration, and what a thread runs,
 * under their names.
 */
export async function bundle(project: string, target: string): Promise<void> {
  const fresh = `${target}.new`;
  rmSync(fresh, { recursive: true, force: true });
  try {
    await buildInto(project, fresh);
    rmSync(target, { recursive: true, force: true });
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function buildInto(project: string, target: string): Promise<void> {
  mkdirSync(target, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: project,
    entryPoints: [
      { in: 'src/main.ts', out: 'slipway' },
      { in: 'src/store/checkpoint-thread.ts', out: 'checkpoint-thread' },
      ...migrationsOf(project),
    ],
    outdir: target,
    bundle: true,
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node22.18',
    // The local workspace is for who has the sources; without it a start without tokens says what to do.
    external: [NATIVE, './sandbox/main.ts'],
    plugins: [leaveOut],
    // Names stay as they are: they stand in stack traces and in what errors are called.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    // CommonJS packages ask for Node's own modules by this name.
    banner: {
      js: "import{createRequire as slipwayRequire}from'node:module';const require=slipwayRequire(import.meta.url);",
    },
    metafile: true,
    logLevel: 'warning',
  });
  for (const file of COPIED) copyFileSync(join(project, file), join(target, file));
  writeFileSync(join(target, 'package.json'), packageOf(project));
  writeFileSync(join(target, 'LICENSES.md'), licencesOf(project, Object.keys(metafile.inputs)));
}

function migrationsOf(project: string): readonly { readonly in: string; readonly out: string }[] {
  return globSync('migrations/*.ts', { cwd: project }).map((path) => ({
    in: path,
    out: path.replace(/\.ts$/, ''),
  }));
}

/** Says what the built program is and what it still needs. */
function packageOf(project: string): string {
  const { name, version, license, engines, dependencies } = JSON.parse(
    readFileSync(join(project, 'package.json'), 'utf8'),
  ) as Readonly<Record<string, unknown>> & {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const needs = { [NATIVE]: dependencies[NATIVE] };
  const built = { name, version, license, private: true, type: 'module', engines };
  return `${JSON.stringify({ ...built, bin: 'slipway.js', dependencies: needs }, null, 2)}\n`;
}

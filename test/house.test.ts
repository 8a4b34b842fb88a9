/** The plan of the house: who may import whom, no circles, one reader of the environment and the clock. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');

interface File {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: readonly File[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => {
    const text = readFileSync(join(SRC, name), 'utf8');
    return { path: name, text, imports: importsOf(name, text) };
  });

/** Specifiers of static, type and lazy imports; own files as paths below src. */
function importsOf(name: string, text: string): readonly string[] {
  const pattern = /(?:from\s+|import\s*\(\s*|import\s+)'([^']+)'/g;
  return [...text.matchAll(pattern)].map(([, specifier = '']) =>
    specifier.startsWith('.')
      ? relative(SRC, resolve(dirname(join(SRC, name)), specifier))
      : specifier,
  );
}

/** The room a file stands in: `features/plan`, `store`, or the file itself at the top. */
function roomOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  if (first === 'features') return `features/${second}`;
  return path.includes('/') ? first : first.replace(/\.ts$/, '');
}

const PORTS = ['slack/port', 'github/port'];
const FRONT_DESK = [
  'feature',
  'front-desk',
  'places',
  'turns',
  'windows',
  'context',
  'dispatch',
  'trouble',
  'routes',
  'ways',
  'admit',
  'help',
  'again',
];

/** What each room may import beside itself: rooms, or single files without `.ts`. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  main: ['start', 'config', 'operator', 'store', 'base'],
  start: [
    'app',
    'config',
    'health',
    'metrics',
    'slack',
    'github',
    'release',
    'store',
    'base',
    'sandbox',
  ],
  operator: ['config', 'slack', 'github', 'features/*', 'release', 'store', 'jobs', 'base'],
  sandbox: ['app', 'config', 'slack', 'github', 'release', 'store', 'jobs', 'base'],
  app: [...FRONT_DESK, 'features/*', 'jobs', 'store', 'release', ...PORTS, 'base'],
  'front-desk': [...FRONT_DESK, 'authority', 'jobs', 'slack/arrivals', ...PORTS, 'base'],
  context: [
    'feature',
    'routes',
    'authority',
    'jobs/contract',
    'release',
    'store',
    ...PORTS,
    'base',
  ],
  again: ['slack/arrivals', 'slack/blocks', 'base'],
  dispatch: [
    'admit',
    'again',
    'feature',
    'routes',
    'help',
    'slack/arrivals',
    'slack/blocks',
    'base',
  ],
  admit: ['feature', 'authority', 'release', 'slack/arrivals', ...PORTS, 'base'],
  ways: ['again', 'feature', 'routes', 'authority', 'slack/arrivals'],
  trouble: ['again', 'feature', 'slack/arrivals', 'slack/blocks', ...PORTS, 'base'],
  routes: ['feature', 'authority', 'release'],
  places: [],
  turns: ['routes', 'slack/arrivals'],
  windows: ['trouble', 'jobs/open-windows', 'slack/arrivals', 'slack/blocks', ...PORTS, 'base'],
  help: ['base', 'feature', 'slack/blocks'],
  feature: [
    ...PORTS,
    'slack/arrivals',
    'slack/blocks',
    'authority',
    'jobs',
    'release',
    'store',
    'base',
  ],
  features: [
    'feature',
    'authority',
    'release',
    'slack/blocks',
    'slack/inputs',
    'slack/arrivals',
    'slack/form-values',
    'slack/show',
    ...PORTS,
    'jobs/contract',
    'store',
    'base',
  ],
  jobs: ['store', ...PORTS, 'slack/blocks', 'base'],
  authority: ['release', 'store', 'base'],
  release: ['store', 'base'],
  slack: ['base'],
  github: ['base'],
  store: ['base'],
  config: ['base'],
  metrics: ['store', 'base'],
  health: ['base'],
  base: [],
};

function mayImport(from: string, target: string): boolean {
  const room = roomOf(from);
  const other = roomOf(target);
  if (room === other) return true;
  const allowed = ALLOWED[room.startsWith('features/') ? 'features' : room] ?? [];
  return allowed.some(
    (entry) =>
      entry === other ||
      `${entry}.ts` === target ||
      (entry === 'features/*' && /^features\/[^/]+\/index\.ts$/.test(target)),
  );
}

const own = (file: File): readonly string[] => file.imports.filter((path) => path.endsWith('.ts'));

describe('the house', () => {
  test('every import stays within the plan', () => {
    const broken = files.flatMap((file) =>
      own(file)
        .filter((target) => !mayImport(file.path, target))
        .map((target) => `${file.path} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test('features and the street know no SDK', () => {
    const sdk = /^(@slack\/(?!types$)|@octokit\/|better-sqlite3|node-cron|pino)/;
    const broken = files
      .filter(({ path }) => /^(features|release|base)\//.test(path))
      .filter(({ path }) => path !== 'base/pino-log.ts')
      .flatMap((file) =>
        file.imports.filter((name) => sdk.test(name)).map((name) => `${file.path} -> ${name}`),
      );
    expect(broken).toEqual([]);
  });

  test('no file imports itself through others, types included', () => {
    expect(circles(files)).toEqual([]);
  });

  test('one file reads the environment', () => {
    const readers = files
      .filter(({ text }) => /\bprocess\.env\b/.test(text))
      .map(({ path }) => path);
    expect(readers).toEqual(['config/environment.ts']);
  });

  test('one file reads the clock', () => {
    const readers = files
      .filter(({ path }) => !path.startsWith('sandbox/page/client/'))
      .filter(({ text }) =>
        /\bDate\.now\(|new Date\(\)|performance\.now\(|Temporal\.Now/.test(text),
      )
      .map(({ path }) => path);
    expect(readers).toEqual(['base/clock.ts']);
  });

  test('the sandbox is reached by a lazy import only', () => {
    const eager = files
      .filter(({ path }) => !path.startsWith('sandbox/'))
      .filter(({ text }) => /^import[^(]*from '[^']*sandbox\//m.test(text))
      .map(({ path }) => path);
    expect(eager).toEqual([]);
  });

  test('the front door loads nothing large before it knows what is wanted', () => {
    const main = files.find(({ path }) => path === 'main.ts');
    const eager = [...(main?.text ?? '').matchAll(/^import[^(\n]*from '([^']+)'/gm)].map(
      ([, from]) => from,
    );
    const small = [
      './base/clock.ts',
      './base/compile-cache.ts',
      './base/own-files.ts',
      './base/scrub.ts',
      './config/environment.ts',
    ];
    expect(eager.filter((from) => from?.startsWith('node:') !== true)).toEqual(small);
  });

  test('no file is longer than 350 lines', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 351).map(({ path }) => path);
    expect(long).toEqual([]);
  });

  test('the street stays a street: few files, and none knows Slack or GitHub', () => {
    const street = files.filter(({ path }) => path.startsWith('release/'));
    expect(street.length).toBeLessThanOrEqual(16);
  });

  test('a house has no sub-folders', () => {
    const deep = files.filter(({ path }) => /^features\/[^/]+\/[^/]+\//.test(path));
    expect(deep.map(({ path }) => path)).toEqual([]);
  });

  test('nothing is exported by default', () => {
    const broken = files.filter(({ text }) => /^export default/m.test(text));
    expect(broken.map(({ path }) => path)).toEqual([]);
  });

  test('the top of the house holds only its known files', () => {
    const top = files
      .filter(({ path }) => !path.includes('/'))
      .map(({ path }) => path.replace('.ts', ''));
    expect(top.filter((name) => !(name in ALLOWED))).toEqual([]);
  });
});

/** Circles as `a -> b -> a`, found by depth-first search. */
function circles(all: readonly File[]): readonly string[] {
  const byPath = new Map(all.map((file) => [file.path, file]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const next of own(byPath.get(path) ?? { path, text: '', imports: [] }))
      visit(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of all) visit(path, []);
  return found;
}

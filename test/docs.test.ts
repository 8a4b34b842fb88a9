/** The documents say what is true: commands, links, paths and settings in them exist. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { settingsTable } from '../src/config/settings.ts';
import { checkin } from '../src/features/checkin/index.ts';
import { hotfix } from '../src/features/hotfix/index.ts';
import { plan } from '../src/features/plan/index.ts';
import { report } from '../src/features/report/index.ts';
import { setup } from '../src/features/setup/index.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...globSync('docs/**/*.md', { cwd: ROOT }),
];
const texts = documents.map((path) => ({ path, text: read(path) }));

const manifest = z
  .object({ version: z.string(), scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

/** Everything of a shape in all documents, once, with where it was found first. */
function found(shape: RegExp): readonly (readonly [what: string, path: string])[] {
  const all = new Map<string, string>();
  for (const { path, text } of texts)
    for (const [, what = ''] of text.matchAll(shape)) if (!all.has(what)) all.set(what, path);
  return [...all];
}

describe('commands', () => {
  test('every npm command is a script', () => {
    const named = found(/\bnpm (?:run )?(?!ci\b|install\b|rebuild\b|run\b)([a-z][\w:-]*)/g);
    const words = named.filter(([name]) => !['and', 'commands', 'scripts'].includes(name));
    expect(words.length).toBeGreaterThan(6);
    for (const [name, path] of words) expect(Object.keys(manifest.scripts), path).toContain(name);
  });

  test('every slipway command is one', () => {
    const usage = read('src/main.ts');
    for (const [name] of found(/`(?:npx )?slipway ([\w-]+)`/g))
      expect(usage).toContain(`slipway ${name} `);
  });

  test('every slash command is one', () => {
    const known = [checkin, hotfix, plan, report, setup].flatMap(({ commands = [] }) =>
      commands.map(({ command, name }) => `${command} ${name}`.trim()),
    );
    const named = found(/(?<=`)(\/(?:release|checkin|hotfix)(?: [a-z]+)?)/g);
    expect(named.length).toBeGreaterThan(6);
    for (const [words, path] of named)
      if (!words.endsWith(' help')) expect(known, `${words} in ${path}`).toContain(words);
  });

  test('what the README tells a newcomer to run, a new machine runs', () => {
    const steps = read('.ci/run').split('\n');
    const test = /^npm ci && (npm test)$/m.exec(read('README.md'))?.[1];
    expect(test).toBe('npm test');
    expect(steps.some((step) => step.startsWith('npm ci'))).toBe(true);
    expect(steps).toContain(test);
  });
});

describe('what is pointed at exists', () => {
  test('links and pictures', () => {
    const broken = texts.flatMap(({ path, text }) =>
      [
        ...text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g),
        ...text.matchAll(/<img src="([^"]+)"/g),
      ]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(ROOT, dirname(path), target)))
        .map((target) => `${path} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test('files and folders of the project', () => {
    const named = found(/`((?:src|test|docs|migrations|\.ci)\/[\w./-]*)`/g);
    expect(named.length).toBeGreaterThan(30);
    const missing = named.filter(([path]) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });
});

describe('settings', () => {
  const code = (text: string): string => `\`${text}\``;
  const expected = settingsTable().map(({ name, meaning, fallback, example }) => [
    code(name),
    meaning,
    fallback === null || fallback === '' ? 'nothing' : code(fallback),
    code(example),
  ]);

  test('the table of the manual is that of the program', () => {
    const rows = read('docs/settings.md')
      .split('\n')
      .filter((line) => /^\| `[A-Z_]+` /.test(line))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    const wanted = expected.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
    expect(rows, `docs/settings.md should have:\n${wanted}\n`).toEqual(expected);
  });

  test('the README and .env.example name settings that exist', () => {
    const known = settingsTable().map(({ name }) => name);
    const named = found(/`((?:SLIPWAY|SLACK|GITHUB)_[A-Z_]+)`/g).map(([name]) => name);
    const example = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(
      ([, name = '']) => name,
    );
    expect(example).toContain('SLACK_BOT_TOKEN');
    for (const name of [...named, ...example])
      expect([...known, 'SLIPWAY_'].includes(name), name).toBe(true);
  });
});

test('every event of the log is explained in the manual, and no other', () => {
  const logged = globSync('src/**/*.ts', { cwd: ROOT }).flatMap((path) =>
    [...read(path).matchAll(/\blog\??\.(?:debug|info|warn|trouble)\(\s*'([^']+)'/g)].map(
      ([, event = '']) => event,
    ),
  );
  const manual = read('docs/operate.md');
  const explained = manual.slice(manual.indexOf('## The log')).split('\n## ')[0] ?? '';
  const rows = [...explained.matchAll(/^\| `([^`]+)` +\| (\S.*\.) +\|$/gm)];
  expect(logged.length).toBeGreaterThan(50);
  expect(rows.map(([, event]) => event)).toEqual([...new Set(logged)].toSorted());
});

test('the newest version of the changelog is that of the package', () => {
  expect(/^## \[(\d+\.\d+\.\d+)\]/m.exec(read('CHANGELOG.md'))?.[1]).toBe(manifest.version);
});

test('installing needs no compiler: npm is told not to build SQLite anew', () => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly gypfile?: boolean }>>;
  };
  // better-sqlite3 ships its binaries and says so itself, but `npm install` drops the word from the lock
  // file: put `"gypfile": false` back into its entry after changing dependencies.
  expect(lock.packages['node_modules/better-sqlite3']?.gypfile).toBe(false);
});

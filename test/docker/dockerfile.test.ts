/** The Dockerfile as text. `npm run docker:replay` builds and starts what it describes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildContext } from './build-context.ts';
import { readDockerfile } from './dockerfile.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const lines = readDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
const isSeen = buildContext(ROOT);
const lastStage = lines.slice(lines.findLastIndex(({ kind }) => kind === 'from'));

describe('the image', () => {
  test('runs as a user without rights, with its data in a volume', () => {
    expect(lastStage).toContainEqual({ kind: 'user', value: 'node' });
    const volume = lastStage.find(({ kind }) => kind === 'volume');
    const environment = lastStage.find(({ kind }) => kind === 'env');
    expect(volume).toEqual({ kind: 'volume', value: '/data' });
    expect(environment).toMatchObject({
      values: new Map([
        ['NODE_ENV', 'production'],
        ['SLIPWAY_DATABASE', '/data/slipway.db'],
      ]),
    });
  });

  test('starts node itself, and asks the program how it is', () => {
    expect(lastStage.at(-1)).toEqual({ kind: 'cmd', command: ['node', 'slipway.js'] });
    expect(lastStage).toContainEqual({
      kind: 'healthcheck',
      command: ['node', 'slipway.js', 'health'],
    });
  });

  test('has the major version of node that the tests run on', () => {
    const images = lines.flatMap((line) => (line.kind === 'from' ? [line.image] : []));
    const major = process.versions.node.split('.')[0] ?? '';
    expect(images).toEqual([`node:${major}-slim`, `node:${major}-slim`]);
  });
});

describe('what a build sees', () => {
  const copied = lines.flatMap((line) =>
    line.kind === 'copy' && line.from === null ? line.sources : [],
  );

  test('everything that is copied, and nothing else of the project', () => {
    for (const path of copied) expect(existsSync(join(ROOT, path)), path).toBe(true);
    const seen = readdirSync(ROOT).filter(isSeen);
    expect(seen.sort()).toEqual([...new Set(copied)].sort());
  });

  test('not the local workspace, nor anything secret', () => {
    expect(isSeen('src/main.ts')).toBe(true);
    for (const path of ['src/sandbox', 'src/sandbox/main.ts', '.env', 'data/slipway.db', '.git'])
      expect(isSeen(path), path).toBe(false);
  });
});

describe('lines that would go wrong unseen', () => {
  test.each(['CMD node slipway.js', 'ENTRYPOINT ["node"]', 'ADD . /app'])('%s', (line) => {
    expect(() => readDockerfile(line)).toThrow();
  });
});

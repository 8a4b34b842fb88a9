/** The first read of a large repository: how much memory it takes, and what a kill in the middle costs. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openFarGitHub } from './far-github.ts';
import { makeRepository } from './part-sync.ts';
import { guarded } from '../support/children.ts';

const ISSUES = 10_000;
const NOW = '2026-11-20T14:00:00.000Z';
const PROGRAM = fileURLToPath(import.meta.resolve('./first-read.ts'));
const MB = 1024 * 1024;

/** Bytes of the heap before each page, or 0 where it was not measured; `at` is called for each page. */
async function readOnce(
  words: readonly string[],
  at: (pages: number, child: ChildProcess) => void,
): Promise<readonly number[]> {
  const child = guarded(fork(PROGRAM, [...words], { execArgv: ['--expose-gc'] }));
  const heap: number[] = [];
  child.on('message', (bytes: number) => {
    heap.push(bytes);
    at(heap.length, child);
  });
  await once(child, 'exit');
  return heap;
}

test(
  'killed in the middle of ten thousand issues, one page is read twice, and memory stays flat',
  { timeout: 240_000 },
  async () => {
    const github = await openFarGitHub(ISSUES);
    const folder = mkdtempSync(join(tmpdir(), 'slipway-first-read-'));
    onTestFinished(async () => {
      await github.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    const file = join(folder, 'many.db');
    await makeRepository(file);
    const words = [github.url, file, NOW];

    const first = await readOnce(words, (pages, child) => {
      if (pages === 51) child.kill('SIGKILL');
    });
    expect(first.length).toBeLessThan(60);
    const second = await readOnce(words, () => undefined);

    const sqlite = new Database(file, { readonly: true });
    const count = sqlite.prepare<[], { n: number }>('select count(*) as n from tracked_item').get();
    sqlite.close();
    expect(count?.n).toBe(ISSUES);
    // A hundred pages, the one that was in hand, and one that the overlap of two minutes begins.
    expect(first.length + second.length).toBeLessThanOrEqual(102);
    for (const pages of [first, second]) {
      const [atStart = 0, afterTen = 0, ...later] = pages.filter((bytes) => bytes > 0);
      expect(later.length).toBeGreaterThan(2);
      expect(Math.max(...later) - afterTen).toBeLessThan(10 * MB);
      expect(Math.max(afterTen, ...later) - atStart).toBeLessThan(40 * MB);
    }
  },
);

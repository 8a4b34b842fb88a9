/**
 * Measures Slipway against bare programs in the same run, in turn, and says whether the goals are met. It
 * judges nothing: the exit code is 0 either way.
 *
 *   npm run bench [-- --only start,acks] [--rounds 5] [--json]
 *
 * What is started is the built program; it is built anew first.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from '../../build/bundle.ts';
import { syncMs } from './disk.ts';
import type { Figure } from './figures.ts';
import { PARTS } from './parts.ts';
import { tableOf } from './table.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(PARTS).join(',') },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const PROJECT = resolve(import.meta.dirname, '../..');
await bundle(PROJECT, join(PROJECT, 'dist'));
const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
const disk = syncMs(folder);
const figures: Figure[] = [];
const failed: string[] = [];
for (const name of values.only.split(',')) {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`${name} is not one of ${Object.keys(PARTS).join(', ')}`);
  process.stderr.write(`${name} …\n`);
  try {
    figures.push(...(await part({ rounds: Number(values.rounds), scale: 1 }, folder)));
  } catch (error) {
    failed.push(`${name}: ${String(error)}`);
  }
}
rmSync(folder, { recursive: true, force: true });
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
const at = new Date().toISOString();
if (values.json) print(JSON.stringify({ at, machine, syncMs: disk, figures, failed }));
else {
  print(`${at}, ${machine}; one sync to disk takes ${disk.toFixed(2)} ms\n`);
  print(tableOf(figures));
  for (const line of failed) print(`not measured: ${line}`);
}

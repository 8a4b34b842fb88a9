/** What one sync of a small append costs on this disk: everything durable is measured against it. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './figures.ts';

const TIMES = 200;
const BYTES = 512;

/** The median of many, milliseconds. */
export function syncMs(folder: string): number {
  const file = openSync(join(folder, 'sync'), 'a');
  const bytes = Buffer.alloc(BYTES);
  const times = Array.from({ length: TIMES }, () => {
    writeSync(file, bytes);
    const begun = performance.now();
    fsyncSync(file);
    return performance.now() - begun;
  });
  closeSync(file);
  return median(times);
}

/** That a picture shows something, at the width of its screen, and loads quickly. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { SHARPNESS, STANDS } from './picture-names.ts';
import { pngSize } from './png.ts';

/** Looks at one file of a walk. */
export function expectSensible(folder: string, file: string): void {
  const bytes = readFileSync(join(folder, file));
  const size = pngSize(bytes);
  const stand = STANDS.findLast(({ suffix }) => file.endsWith(`${suffix}.png`));
  const { width = 0, scrolled = 0 } = stand ?? {};
  expect(bytes.length).toBeGreaterThan(5_000);
  expect(bytes.length).toBeLessThan(200_000);
  expect(size?.width).toBeGreaterThan(250 * SHARPNESS);
  expect(size?.width).toBeLessThanOrEqual(width * SHARPNESS);
  // The smallest is a message of one line.
  expect(size?.height).toBeGreaterThan(50 * SHARPNESS);
  expect(size?.height).toBeLessThanOrEqual(scrolled * SHARPNESS);
}

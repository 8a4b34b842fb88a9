/** The document says what the table says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { everyWay } from './doors.ts';
import { whoMayDoWhat } from './who-may.ts';

const PATH = join(import.meta.dirname, '../../docs/who-may-do-what.md');

test('docs/who-may-do-what.md is the table, in words', async () => {
  const wanted = whoMayDoWhat(await everyWay());
  expect(wanted).not.toContain('{name}');
  expect(wanted).not.toMatch(/undefined|: \.|; \./);
  expect(readFileSync(PATH, 'utf8'), `docs/who-may-do-what.md should be:\n${wanted}`).toBe(wanted);
});

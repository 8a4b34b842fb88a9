/** What a killed bot left is counted once, and what was left before is not counted again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createInHandReader } from './in-hand.ts';

test('a kill counts for what was begun since the kill before', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-in-hand-'));
  const file = join(folder, 'slipway.db');
  const sqlite = new Database(file);
  for (const table of ['message', 'arrival', 'promise'])
    sqlite.exec(`create table ${table} (key text, state text, attempts integer)`);
  const { note, count } = createInHandReader(file);
  note();
  expect(count).toMatchObject({ kills: 1, atWork: 0 });
  sqlite.exec("insert into message values ('digest', 'sending', 1), ('ask', 'sending', 1)");
  sqlite.exec("insert into promise values ('digest', 'doing', 1)");
  note();
  expect(count).toEqual({ kills: 2, sending: 1, arrived: 0, keeping: 1, atWork: 1 });
  note();
  expect(count).toMatchObject({ kills: 3, atWork: 1 });
  sqlite.exec("update message set attempts = 2 where key = 'ask'");
  sqlite.exec("insert into arrival values ('press', 'waiting', 1), ('form', 'handled', 1)");
  note();
  expect(count).toEqual({ kills: 4, sending: 2, arrived: 1, keeping: 1, atWork: 2 });
  sqlite.close();
  rmSync(folder, { recursive: true });
});

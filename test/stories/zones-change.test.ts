/** Zones change their rules, are unknown, and people move: one question and one digest a week all the same. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { berlin, digestsOf, planAtlas } from '../support/atlas.ts';
import { kindOf } from '../support/quiet-contract.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
  await planAtlas(town);
});
afterEach(async () => {
  await town.leave();
});

/** Changes the database while the bot is dead, and starts it again. */
async function withinDeath(statement: string): Promise<void> {
  await town.kill();
  const sqlite = new Database(town.databaseFile);
  sqlite.exec(statement);
  sqlite.close();
  await town.start();
  await town.quiet();
}

const dueAt = (kind: string): readonly unknown[] =>
  town
    .rows(
      "select distinct due_at from promise where kind = ? and state = 'waiting' order by due_at",
      kind,
    )
    .map((row) => row['due_at']);

const asksOf = (id: string) =>
  town.posts.filter((post) => post.place === id && kindOf(post) === 'check-in');

test('case 26: promised under other rules of the zone: a new start moves it, and the digest comes once', async () => {
  const right = dueAt('report.digest');
  expect(right[0]).toBe(berlin('2026-11-20', '15:00'));
  // As a Node with other rules would have left them: an hour late.
  await withinDeath(
    "update promise set due_at = replace(due_at, 'T14:', 'T15:'), try_at = replace(try_at, 'T14:', 'T15:') where kind = 'report.digest'",
  );
  expect(dueAt('report.digest')).toEqual(right);
  await town.pushTo(berlin('2026-11-27', '14:00'));
  expect(digestsOf(town)).toHaveLength(1);
});

test('case 26: the digest was posted when new rules move its time: not again', async () => {
  await town.pushTo(berlin('2026-11-20', '15:00'));
  // The week's own time now lies an hour ahead.
  await withinDeath("update project set digest_time = '16:00'");
  await town.pushTo(berlin('2026-11-27', '14:00'));
  expect(digestsOf(town)).toHaveLength(1);
});

test('case 26: zones that this runtime does not know: it starts, counts them as UTC, and asks once', async () => {
  await withinDeath(
    "update project set zone = 'Mars/Olympus'; update person set zone = 'Mars/Olympus'",
  );
  expect(dueAt('report.digest')[0]).toBe('2026-11-20T15:00:00.000Z');
  await town.pushTo('2026-11-20T15:00:00.000Z');
  expect(digestsOf(town)).toHaveLength(1);
  expect(asksOf(PEOPLE.ivo.id)).toHaveLength(1);
  const mara = town.person('mara');
  await mara.types('#atlas', '/release status');
  expect(town.troubles).toEqual([]);
});

test('case 26: people move in the middle of the week, east and west: one question that week, and one the next', async () => {
  const { slack } = town.world;
  await town.pushTo(berlin('2026-11-18', '12:00'));
  const moves = new Map<string, string>([
    [PEOPLE.ivo.id, 'Pacific/Auckland'],
    [PEOPLE.dana.id, 'America/Los_Angeles'],
    [PEOPLE.noor.id, 'Pacific/Honolulu'],
    [PEOPLE.sam.id, 'Asia/Kolkata'],
    [PEOPLE.paul.id, 'Europe/London'],
  ]);
  for (const person of slack.people()) {
    const zone = moves.get(person.id);
    if (zone !== undefined) slack.addPerson({ ...person, zone });
  }
  const counts = (): readonly number[] => [...moves.keys()].map((id) => asksOf(id).length);
  await town.pushTo(berlin('2026-11-22', '23:00'));
  expect(counts()).toEqual([1, 1, 1, 1, 1]);
  await town.pushTo(berlin('2026-11-29', '23:00'));
  expect(counts()).toEqual([2, 2, 2, 2, 2]);
});

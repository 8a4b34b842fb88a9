/** What `/metrics` tells: the figures of a real town, in a format that Prometheus reads, and nobody's name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machineClock, pushedClock } from '../src/base/clock.ts';
import { silentLog } from '../src/base/log.ts';
import { writeSaying } from '../src/jobs/say.ts';
import { openStore } from '../src/store/store.ts';
import { createCounter, createHistogram } from '../src/metrics/counts.ts';
import { watchProcess } from '../src/metrics/process-gauges.ts';
import { createProgramMeter } from '../src/metrics/program-meter.ts';
import { createScrape } from '../src/metrics/scrape.ts';
import { inText } from '../src/metrics/text-format.ts';
import { PEOPLE } from '../src/sandbox/seed/people.ts';
import { berlin, planAtlas } from './support/atlas.ts';
import { aTown, type Town } from './support/town.ts';

const MANUAL = readFileSync(join(import.meta.dirname, '../docs/operate.md'), 'utf8');

let town: Town;
const meter = createProgramMeter();
const watched = watchProcess('1.2.3');
let text: string;
// As they were at the scrape: tests run in any order, and some make the town say more.
let sent: number;
let posted: number;

/** A scrape at this moment of the town. */
function scraper(changes: Partial<Parameters<typeof createScrape>[0]> = {}) {
  return createScrape({
    db: town.bot().store.db,
    meter,
    process: watched,
    line: () => null,
    clock: town.clock,
    wall: pushedClock(machineClock.now()),
    log: silentLog,
    ...changes,
  });
}
const value = (name: string, from = text): number =>
  Number(
    from
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  );

beforeAll(async () => {
  town = await aTown({ meter });
  await planAtlas(town);
  await town.pushTo(berlin('2026-11-19', '10:05'));
  await town.person('ivo').presses('@slipway', 'Likely');
  await town.person('dana').types('#atlas', '/release frobnicate');
  await town.pushTo(berlin('2026-11-19', '10:30'));
  await town.settle();
  text = await scraper()();
  sent = town.rows("select key from message where state = 'sent'").length;
  posted = town.world.slack.calls().filter(({ method }) => method === 'chat.postMessage').length;
}, 60_000);
afterAll(async () => {
  watched.stop();
  await town.leave();
});

test('every line is of the text format 0.0.4, and every metric says what it is once', () => {
  const lines = text.trimEnd().split('\n');
  const label = String.raw`[a-z_]+="(?:[^"\\\n]|\\["\\n])*"`;
  const sample = new RegExp(
    String.raw`^[a-z_]+(\{${label}(,${label})*\})? (-?\d[\d.e+-]*|NaN|[+-]Inf)$`,
  );
  for (const line of lines)
    if (!line.startsWith('#')) expect(line).toMatch(sample);
    else expect(line).toMatch(/^# (HELP [a-z_]+ \S.*\.|TYPE [a-z_]+ (counter|gauge|histogram))$/);
  const helped = lines
    .filter((line) => line.startsWith('# HELP'))
    .map((line) => line.split(' ')[2]);
  expect(new Set(helped).size).toBe(helped.length);
  expect(text.endsWith('\n')).toBe(true);
  const series = lines.filter((line) => !line.startsWith('#')).map((line) => line.split(' ')[0]);
  expect(new Set(series).size).toBe(series.length);
});

test('the figures are those of the town', () => {
  expect(value('slipway_messages{state="sent"}')).toBe(sent);
  expect(value('slipway_messages{state="failed"}')).toBe(0);
  expect(value('slipway_promises{state="late"}')).toBe(0);
  expect(value('slipway_outbox_oldest_seconds')).toBe(0);
  expect(value('slipway_arrivals_waiting')).toBe(0);
  expect(value('slipway_arrivals_total{kind="action",outcome="handled"}')).toBeGreaterThan(0);
  expect(value('slipway_acknowledge_seconds_count')).toBeGreaterThan(3);
  expect(value('slipway_acknowledge_seconds_bucket{le="+Inf"}')).toBe(
    value('slipway_acknowledge_seconds_count'),
  );
  expect(value('slipway_slack_calls_total{method="chat.postMessage",outcome="done"}')).toBe(posted);
  expect(value('slipway_github_requests_total{outcome="fine"}')).toBeGreaterThan(1);
  expect(value('slipway_github_points_spent_total')).toBeGreaterThan(1);
  expect(value('slipway_github_points_left')).toBeGreaterThan(0);
  expect(text).toMatch(/^slipway_sync_age_seconds\{project="prj_\w+"\} \d+$/m);
  expect(text).toMatch(/^slipway_build_info\{version="1\.2\.3",node="24[\d.]+"\} 1$/m);
  expect(value('slipway_line_up')).toBe(1);
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e7);
});

test('no name of a person, channel, project or repository is in it, and no secret', () => {
  const { slack, github } = town.world;
  const hidden = [
    ...Object.values(PEOPLE).flatMap(({ id, name, login }) => [id, name, login]),
    'C0ATLAS',
    'Atlas',
    'oci-labs',
    slack.botToken,
    slack.appToken,
    github.token,
  ];
  for (const word of hidden) expect(text).not.toContain(word);
});

test('the table of the manual names every metric, and no other', () => {
  const told = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  const explained = [...MANUAL.matchAll(/^\| `((?:slipway|process|nodejs)_[a-z_]+)`/gm)].map(
    ([, name]) => name,
  );
  expect(explained.toSorted()).toEqual(told.toSorted());
});

test('a throttled channel shows as seconds to wait and as a message that grows old', async () => {
  town.world.slack.faults.add({
    method: 'chat.postMessage',
    kind: 'rate-limited',
    times: 1,
    retryAfter: '30',
  });
  const before = value('slipway_slack_throttled_seconds_total');
  await town.bot().store.transact(town.clock.now(), (tx) =>
    writeSaying(tx, {
      key: 'throttled',
      workspaceId: town.world.slack.teamId,
      to: 'C0ATLAS',
      message: { text: 'hello', blocks: [] },
    }),
  );
  await town.quiet();
  const now = await scraper()();
  expect(value('slipway_slack_throttled_seconds_total', now)).toBe(before + 30);
  expect(value('slipway_messages{state="ready"}', now)).toBe(1);
  await town.settle();
});

test('scrapes in a row ask the database once', async () => {
  const wall = pushedClock(machineClock.now());
  const ask = scraper({ wall });
  const first = await ask();
  expect(await ask()).toBe(first);
  wall.push(new Date(Date.parse(wall.now()) + 5000).toISOString());
  expect(await ask()).not.toBe(first);
});

test('a database that cannot be read is said, and the rest is told', async () => {
  const migrationsFolder = join(import.meta.dirname, '../migrations');
  const gone = await openStore({ file: ':memory:', migrationsFolder, log: silentLog });
  await gone.close();
  const now = await scraper({ db: gone.db })();
  expect(value('slipway_database_readable', now)).toBe(0);
  expect(value('slipway_acknowledge_seconds_count', now)).toBeGreaterThan(3);
});

describe('counting', () => {
  test('labels stay few, whatever comes', () => {
    const counter = createCounter(['method']);
    for (let n = 0; n < 5000; n += 1) counter.add([`m${n}`]);
    const samples = counter.samples();
    expect(samples.length).toBe(201);
    expect(samples.at(-1)).toEqual({ labels: { method: 'other' }, value: 4800 });
  });

  test('a histogram counts what is at most its bound', () => {
    const histogram = createHistogram([1, 2]);
    for (const seconds of [0.5, 1, 1.5, 9]) histogram.observe(seconds);
    const [one, two, all, sum, count] = histogram.samples().map((sample) => sample.value);
    expect([one, two, all, sum, count]).toEqual([2, 3, 4, 12, 4]);
  });

  test('signs that would end a label are escaped', () => {
    const samples = [{ labels: { a: 'x"\\\ny' }, value: Number.POSITIVE_INFINITY }];
    expect(inText([{ name: 'n', type: 'gauge', help: 'H.', samples }])).toBe(
      '# HELP n H.\n# TYPE n gauge\nn{a="x\\"\\\\\\ny"} +Inf\n',
    );
  });
});

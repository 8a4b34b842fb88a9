/** A stranger follows the operator's manual: every command as it is written there, in its order. */
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { openStore } from '../../src/store/store.ts';
import { machineClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { MIGRATIONS, openPremises, saveAtlas, type Premises } from './premises.ts';
import { asked, fires, samplesIn, type Sample } from './promql.ts';
import { guarded } from '../support/children.ts';
import { freePort } from '../support/free-port.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const MANUAL = read('docs/operate.md');
/** Comments are stage directions: what the stranger does by hand. */
const lines = [...MANUAL.matchAll(/^```sh\n([^`]*)```$/gm)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
);
const { bin, scripts } = z
  .object({ bin: z.object({ slipway: z.string() }), scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

/** What the shell of the stranger has: `npx slipway` is the program of the folder, `npm start` its script. */
const SHELL = `set -e
npx() { test "$1" = slipway; shift; node '${bin.slipway}' "$@"; }
npm() { test "$1" = start; exec ${scripts['start'] ?? 'false'}; }
`;

interface Shell {
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
  readonly output: () => string;
  readonly end: () => void;
}

function shell(line: string, cwd: string): Shell {
  const env = {
    HOME: process.env['HOME'],
    PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
  };
  const child = guarded(spawn('bash', ['-c', SHELL + line], { cwd, env, detached: true }), true);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, output })),
  );
  const end = (): void => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  };
  return { ended, output: () => output, end };
}

let premises: Premises;
let here: string;
let port: number;
let bot: Shell | null = null;
let hasAtlas = false;
const outputs = new Map<string, string>();

beforeAll(async () => {
  premises = await openPremises('empty');
  here = aMachine('first');
  port = await freePort();
});
afterAll(async () => {
  await stopBot();
  await premises.close();
});

/** A folder of the project, with nothing done in it yet. */
function aMachine(name: string): string {
  const folder = join(premises.folder, name);
  mkdirSync(folder);
  for (const part of ['src', 'migrations', 'node_modules', 'package.json', 'manifest.yml', 'docs'])
    symlinkSync(join(ROOT, part), join(folder, part));
  copyFileSync(join(ROOT, '.env.example'), join(folder, '.env.example'));
  return folder;
}

async function stopBot(): Promise<void> {
  bot?.end();
  await bot?.ended;
  bot = null;
}

function fillIn(): void {
  const { slack, github } = premises.world;
  const filled = readFileSync(join(here, '.env'), 'utf8')
    .replace(/^SLACK_BOT_TOKEN=$/m, `SLACK_BOT_TOKEN=${slack.botToken}`)
    .replace(/^SLACK_APP_TOKEN=$/m, `SLACK_APP_TOKEN=${slack.appToken}`)
    .replace(/^GITHUB_TOKEN=$/m, `GITHUB_TOKEN=${github.token}`)
    .replace(/^#SLIPWAY_HEALTH_PORT=3001$/m, `SLIPWAY_HEALTH_PORT=${port}`);
  expect(filled).toContain(`SLIPWAY_HEALTH_PORT=${port}`);
  // Where the outside world is: in this test on this machine.
  const world = `SLACK_API_URL=${slack.apiUrl}\nGITHUB_API_URL=${github.url}\n`;
  writeFileSync(join(here, '.env'), filled + world);
}

const DIRECTIONS: Readonly<Record<string, () => void | Promise<void>>> = {
  'put your tokens into .env, and take the # from SLIPWAY_HEALTH_PORT': fillIn,
  'stop the bot': stopBot,
  'put the new version in place': () => undefined,
  'go on at the other machine': () => {
    here = join(premises.folder, 'slipway');
  },
};

/** From the first start on there is something to back up and to export: Atlas, with Ivo in it. */
async function startBot(line: string): Promise<void> {
  const started = shell(line, here);
  bot = started;
  await vi.waitFor(() => expect(started.output()).toContain('slipway.ready'), { timeout: 30_000 });
  if (hasAtlas) return;
  hasAtlas = true;
  const file = join(here, 'data/slipway.db');
  const store = await openStore({ file, migrationsFolder: MIGRATIONS, log: silentLog });
  await store.transact(machineClock.now(), (tx) => saveAtlas(tx, premises.world.slack.teamId));
  await store.close();
}

/** Words that cannot be done here are held against what the project says elsewhere. */
function hold(line: string): void {
  const [tool, ...words] = line.split(' ');
  if (tool === 'npm') expect(`${read('Dockerfile')}${read('README.md')}`).toContain(line);
  else if (tool === 'promtool') expect(existsSync(join(ROOT, words.at(-1) ?? ''))).toBe(true);
  else holdDocker(line, words);
}

function holdDocker(line: string, words: readonly string[]): void {
  const [readme, dockerfile] = [read('README.md'), read('Dockerfile')];
  expect(readme).toContain('--name slipway');
  expect(['exec', 'cp', 'stop', 'start', 'run']).toContain(words[0]);
  const command = /node slipway\.js (\w+)/.exec(line)?.[1];
  if (words[0] === 'exec' || words[0] === 'run') {
    expect(dockerfile).toContain('CMD ["node", "slipway.js"]');
    expect(read('src/main.ts')).toContain(`slipway ${command ?? '?'} `);
  }
  for (const [, volume] of line.matchAll(/(slipway-data:\/data)/g))
    expect(readme).toContain(volume);
  for (const [, path] of line.matchAll(/(?<=[ :])(\/\w+)\//g))
    expect(
      path === '/data' ? dockerfile.includes('VOLUME /data') : line.includes(`:${path}"`),
    ).toBe(true);
  if (words[0] === 'run') expect(readme).toContain('docker build -t slipway .');
}

function carry(line: string): void {
  const [, ...words] = line.split(' ');
  const [host, folder = ''] = (words.at(-1) ?? '').split(':');
  expect([host, folder]).toEqual(['other', 'slipway/']);
  aMachine('slipway');
  for (const file of words.slice(0, -1))
    copyFileSync(join(here, file), join(premises.folder, 'slipway', basename(file)));
}

async function follow(line: string): Promise<void> {
  if (line.startsWith('# ')) {
    const direction = DIRECTIONS[line.slice(2)];
    if (direction === undefined)
      throw new Error(`the manual says what nobody here can do: ${line}`);
    await direction();
  } else if (line === 'npm start') await startBot(line);
  else if (/^(npm ci|docker|promtool) /.test(line)) hold(line);
  else if (line.startsWith('scp ')) carry(line);
  else {
    expect(line).toMatch(/^(npx slipway|curl|cp|mkdir) /);
    const { code, output } = await shell(line.replace('3001', String(port)), here).ended;
    expect(code, `${line}\n${output}`).toBe(0);
    outputs.set(line, output);
  }
}

test(
  'every command of the manual does what it says, from nothing to another machine',
  { timeout: 240_000 },
  async () => {
    expect(lines.length).toBeGreaterThan(25);
    for (const line of lines) await follow(line);
    expect(outputs.get('npx slipway doctor')).toContain('✓');
    expect(outputs.get('npx slipway doctor')).not.toContain('⛔');
    expect(outputs.get('npx slipway doctor')).toContain('365');
    expect(JSON.parse(outputs.get('npx slipway ledger due --json') ?? '')).toBeInstanceOf(Array);
    expect(outputs.get('npx slipway erase U0IVO')).toContain('--yes');
    expect(readFileSync(join(here, 'ivo.json'), 'utf8')).toContain('U0IVO');
    const metrics = outputs.get('curl -fsS http://127.0.0.1:3001/metrics') ?? '';
    const samples = samplesIn(metrics);
    const firing = rules.filter(({ expr }) => fires(expr, samples, samples));
    expect(firing).toEqual([]);
    for (const { expr } of rules)
      for (const { name, labels } of asked(expr)) {
        expect(metrics, expr).toContain(`# TYPE ${name.replace(/_bucket$/, '')} `);
        const series = samples.filter((sample) => sample.name === name);
        for (const label of labels)
          if (series.length > 0)
            expect(Object.keys(series[0]?.labels ?? {}), expr).toContain(label);
      }
  },
);

const rules = z
  .object({
    groups: z.tuple([
      z.object({
        rules: z.array(
          z.object({
            alert: z.string(),
            expr: z.string(),
            for: z
              .string()
              .regex(/^\d+m$/)
              .optional(),
            annotations: z.object({ summary: z.string() }),
          }),
        ),
      }),
    ]),
  })
  .parse(parse(read('docs/alerts.yml'))).groups[0].rules;

describe('the rules for Prometheus', () => {
  const WELL = 'slipway_line_up 1\n';
  const bad: Readonly<Record<string, string>> = {
    SlipwayHearsNothing: 'slipway_line_up 0',
    SlipwayDatabaseUnreadable: 'slipway_database_readable 0',
    SlipwayMessageFailed: 'slipway_messages{state="failed"} 1',
    SlipwayMessagesWait: 'slipway_outbox_oldest_seconds 601',
    SlipwayLate: 'slipway_promises{state="late"} 1',
    SlipwayPromiseFailed: 'slipway_promises{state="failed"} 1',
    SlipwayHandlersHang: 'slipway_arrivals_waiting 51',
    SlipwayGitHubOld: 'slipway_sync_age_seconds{project="prj_a"} 3601',
    SlipwayToldOfFailures: 'slipway_arrivals_total{kind="action",outcome="not_saved"} 1',
    SlipwayAnswersLate:
      'slipway_acknowledge_seconds_bucket{le="1"} 9\nslipway_acknowledge_seconds_bucket{le="2.5"} 10\nslipway_acknowledge_seconds_bucket{le="+Inf"} 10',
    SlipwaySlackUnreachable:
      'slipway_slack_calls_total{method="chat.postMessage",outcome="unreachable"} 6',
    SlipwayThrottled: 'slipway_slack_throttled_seconds_total 61',
    SlipwayGitHubRefuses: 'slipway_github_requests_total{outcome="no"} 1',
    SlipwayGitHubBudgetLow: 'slipway_github_points_left 499',
    SlipwayTwoVersions:
      'slipway_build_info{version="1.0.0",node="24"} 1\nslipway_build_info{version="1.1.0",node="24"} 1',
    SlipwayBusy: 'slipway_event_loop_delay_seconds{quantile="0.99"} 0.3',
    SlipwayMemory: 'process_resident_memory_bytes 600000000',
  };
  const none: readonly Sample[] = [];

  test.each(rules)(
    '$alert wakes somebody when it should, and only then',
    ({ alert, expr, annotations }) => {
      const trouble = alert === 'SlipwayDown' ? '' : `${WELL}${bad[alert] ?? 'none'}\n`;
      expect(
        fires(
          expr,
          none,
          samplesIn(trouble.replace(/^slipway_line_up 1\n(?=slipway_line_up)/, '')),
        ),
      ).toBe(true);
      expect(fires(expr, none, samplesIn(WELL))).toBe(false);
      for (const [, command] of annotations.summary.matchAll(/slipway (doctor|ledger \w+)/g))
        expect(MANUAL).toContain(`npx slipway ${command?.split(' ')[0] ?? ''}`);
    },
  );

  test('speak of what the table of the manual wakes somebody for', () => {
    const named = new Set(rules.flatMap(({ expr }) => asked(expr).map(({ name }) => name)));
    const table = [...MANUAL.matchAll(/^\| `((?:slipway|process|nodejs)_[a-z_]+)`/gm)].map(
      ([, name]) => name,
    );
    for (const name of named) expect(table).toContain(name.replace(/_bucket$/, ''));
  });
});

/** `slipway doctor` against the small Slack and GitHub, sound and with one thing wrong at a time. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { truncateSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { clockFinding } from '../../src/operator/clock-rule.ts';
import { examineAccount, examineBoards } from '../../src/operator/look-at-github.ts';
import { diskFinding } from '../../src/operator/look-at-machine.ts';
import { shared } from '../../src/release/tables.ts';
import { openPremises, type Premises } from './premises.ts';

let premises: Premises;
beforeEach(async () => {
  premises = await openPremises();
});
afterEach(() => premises.close());

/** The exit code and the lines, those that are wrong apart. */
async function doctor(changes: Readonly<Record<string, string | undefined>> = {}) {
  const { code, output } = await premises.run(['doctor'], changes).ended;
  const lines = output.trimEnd().split('\n');
  for (const line of lines) expect(line).toMatch(/^(✓|⛔) \S/u);
  const { slack, github } = premises.world;
  for (const secret of [slack.botToken, slack.appToken, github.token])
    expect(output).not.toContain(secret);
  return { code, lines, wrong: lines.filter((line) => line.startsWith('⛔')) };
}

test('a sound bot, while it runs: every look on a line, and nothing is changed or said', async () => {
  const bot = premises.run([]);
  await vi.waitFor(() => expect(premises.world.slack.connections()).toBe(2), { timeout: 15_000 });
  const { code, lines } = await doctor();
  expect(lines.map((line) => line.replaceAll(premises.folder, '~').replace(/\d+ (MB|sec)/, 'N $1')))
    .toMatchInlineSnapshot(`
      [
        "✓ Settings: understood",
        "✓ Bot: Slipway gave its last sign of life N seconds ago.",
        "✓ Disk: N MB free in ~",
        "✓ Retention: answers and words go 365 days after their release",
        "✓ Probes: off; SLIPWAY_HEALTH_PORT opens a port for probes and /metrics",
        "✓ Database: ~/slipway.db is sound and up to date",
        "✓ Time zones: all are known",
        "✓ Way out: straight",
        "✓ Slack: the bot token is of Sandbox (T0SLIPWAY1)",
        "✓ Slack: all 9 needed scopes are granted",
        "✓ Slack: the app token opens sockets",
        "✓ Clock: this machine and Slack agree within a minute",
        "✓ GitHub: the token is of slipway-bot",
        "✓ Atlas: the bot is in #atlas",
        "✓ Atlas: 3 people with a part in it, all in the workspace",
        "✓ Atlas: oci-labs/atlas can be read",
        "✓ Atlas: oci-labs/atlas: the fix of a hotfix can be read",
      ]
    `);
  expect(code).toBe(0);
  expect(premises.world.slack.connections()).toBe(2);
  expect(premises.world.slack.messages('C0ATLAS')).toEqual([]);
  bot.signal('SIGTERM');
  await bot.ended;
});

describe('what is wrong is said with what to do, and the rest is looked at all the same', () => {
  test('settings', async () => {
    const { code, lines } = await doctor({ SLIPWAY_SYNC_MINUTES: 'x', SLACK_API_URL: 'y' });
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^⛔ Settings: S.* is "[xy]"/u),
      expect.stringMatching(/^⛔ Settings: S.* is "[xy]"/u),
    ]);
  });

  test('no tokens', async () => {
    const none = { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', GITHUB_TOKEN: '' };
    const { code, wrong } = await doctor(none);
    expect([code, wrong]).toEqual([1, [expect.stringContaining('no token is set')]]);
  });

  test('case 26: a time zone that this Node does not know', async () => {
    await premises.write(async (tx) => {
      await shared(tx.db)
        .updateTable('person')
        .set({ zone: 'Mars/Olympus' })
        .where('name', '=', 'Ivo')
        .execute();
    });
    const { code, wrong } = await doctor();
    expect(code).toBe(1);
    expect(wrong).toEqual([
      '⛔ Time zones: this Node does not know Mars/Olympus of Ivo, and takes UTC instead. Use a newer Node, or choose another zone.',
    ]);
  });

  test('all three tokens at once', async () => {
    const { code, wrong } = await doctor({
      SLACK_BOT_TOKEN: 'xoxb-unknown',
      SLACK_APP_TOKEN: 'xapp-unknown',
      GITHUB_TOKEN: 'ghp_unknown',
    });
    expect(code).toBe(1);
    expect(wrong).toEqual([
      expect.stringContaining('Slack refuses SLACK_BOT_TOKEN (invalid_auth).'),
      expect.stringContaining('Slack refuses SLACK_APP_TOKEN (invalid_auth).'),
      expect.stringContaining('GitHub does not accept the token.'),
    ]);
  });

  test('the bot was taken out of the channel, somebody left, and a repository is gone', async () => {
    const { slack, github } = premises.world;
    slack.removeFrom('C0ATLAS', slack.botUserId);
    slack.deactivate(PEOPLE.ivo.id);
    github.world.deleteRepository('oci-labs/atlas');
    const { code, wrong } = await doctor();
    expect(code).toBe(1);
    expect(wrong).toEqual([
      '⛔ Atlas: the bot is not in #atlas. Type /invite @Slipway there.',
      expect.stringMatching(/^⛔ Atlas: member: Ivo .*\(U0IVO\) has left the workspace\. Choose/u),
      expect.stringMatching(/^⛔ Atlas: oci-labs\/atlas: .* See that GITHUB_TOKEN covers it\./u),
    ]);
  });

  test('an app in place of the token: its repositories, and never its key', async () => {
    const { github } = premises.world;
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    github.world.addUser({ login: 'slipway-app[bot]' });
    github.apps.add({ id: 77, slug: 'slipway-app', publicKey });
    const installed = { id: 501, appId: 77, account: 'oci-labs', privateRepositories: [] };
    const asApp = {
      GITHUB_TOKEN: undefined,
      GITHUB_APP_ID: '77',
      GITHUB_APP_PRIVATE_KEY: privateKey.replaceAll('\n', '\\n'),
    };
    const permissions = { issues: 'read', metadata: 'read', pull_requests: 'write' };
    github.apps.install({ ...installed, permissions });
    const { code, lines } = await doctor(asApp);
    expect(lines).toContain(
      '✓ GitHub: the app works as slipway-app[bot] and may read what it needs',
    );
    expect(lines).toContain('✓ Atlas: oci-labs/atlas can be read');
    expect(code).toBe(0);
    expect(lines.join()).not.toContain(privateKey.slice(40, 80));
  });

  test('the channel is archived', async () => {
    premises.world.slack.archive('C0ATLAS');
    expect((await doctor()).wrong).toEqual([expect.stringContaining('#atlas is archived.')]);
  });

  test('the database is damaged', async () => {
    truncateSync(premises.database, statSync(premises.database).size - 8192);
    const { code, wrong } = await doctor();
    expect([code, wrong]).toEqual([
      1,
      [expect.stringContaining('is damaged. I have not touched it')],
    ]);
  });

  test('a bot that fell silent', async () => {
    writeFileSync(`${premises.database}.alive`, '');
    utimesSync(`${premises.database}.alive`, 1_000_000_000, 1_000_000_000);
    const { code, wrong } = await doctor();
    expect([code, wrong]).toEqual([1, [expect.stringContaining('It was killed, or it hangs')]]);
  });

  test('a clock that is off', async () => {
    const early = await relay(premises.world.slack.apiUrl, -600_000);
    const { port } = early.address() as { port: number };
    const { code, wrong } = await doctor({ SLACK_API_URL: `http://127.0.0.1:${port}/api/` });
    early.close();
    expect(code).toBe(1);
    expect(wrong).toEqual([
      expect.stringMatching(/^⛔ Clock: this machine is (599|60\d) seconds ahead of Slack\./u),
    ]);
  });
});

/** Hands everything on to the small Slack, whose clock then seems to be off by `milliseconds`. */
async function relay(apiUrl: string, milliseconds: number): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    const handOn = async (): Promise<void> => {
      const { authorization = '', 'content-type': type = 'text/plain' } = request.headers;
      const answer = await fetch(new URL(request.url ?? '', apiUrl), {
        method: 'POST',
        headers: { authorization, 'content-type': type },
        body: Buffer.concat(chunks),
      });
      const there = Date.parse(answer.headers.get('date') ?? '') + milliseconds;
      const scopes = answer.headers.get('x-oauth-scopes');
      response.setHeader('date', new Date(there).toUTCString());
      response.setHeader('content-type', 'application/json');
      if (scopes !== null) response.setHeader('x-oauth-scopes', scopes);
      response.end(await answer.text());
    };
    request.on('end', () => void handOn());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

test('before the first start all is well without a database, and none is made', async () => {
  const file = `${premises.folder}/later/none.db`;
  for (let twice = 0; twice < 2; twice += 1) {
    const { code, lines } = await doctor({ SLIPWAY_DATABASE: file });
    expect(code).toBe(0);
    expect(lines).toContain(`✓ Database: ${file} will be made at the first start`);
  }
});

test('what an app may not read is a finding each, with where to allow it', async () => {
  const permissions = { issues: 'write', metadata: 'read' };
  const identity = () => Promise.resolve({ login: 'slipway-app[bot]', scopes: [], permissions });
  expect((await examineAccount({ identity })).map(({ isWell, text }) => [isWell, text])).toEqual([
    [true, 'GitHub: the app works as slipway-app[bot]'],
    [
      false,
      "GitHub: the app may not read pull requests. Set Pull requests to “Read-only” in the app's permissions, and accept the change in the installation.",
    ],
  ]);
});

test('an app that may not read GitHub Projects is a finding where a project keeps its points there', async () => {
  const asking = (permissions: Readonly<Record<string, string>> | null) => ({
    identity: () => Promise.resolve({ login: 'slipway-app[bot]', scopes: [], permissions }),
  });
  const atlas = { name: 'Atlas', pointsField: 'Estimate' };
  const zephyr = { name: 'Zephyr', pointsField: null };
  const lacking = asking({ issues: 'read' });
  expect(await examineBoards(lacking, [zephyr])).toEqual([]);
  expect(await examineBoards(asking(null), [atlas])).toEqual([]);
  expect(await examineBoards(lacking, [atlas, zephyr])).toMatchObject([
    { isWell: false, text: expect.stringContaining('where Atlas keeps its points') as string },
  ]);
  const allowed = asking({ organization_projects: 'read' });
  expect(await examineBoards(allowed, [atlas])).toMatchObject([{ isWell: true }]);
});

test.each([
  ['2026-11-20T10:00:00.000Z', true],
  ['2026-11-20T10:01:00.000Z', true],
  ['2026-11-20T10:01:04.000Z', false],
  ['2026-11-20T09:59:00.000Z', true],
  ['2026-11-20T09:58:50.000Z', false],
  [null, false],
])('Slack tells %s at ten o’clock', (there, isWell) => {
  const found = clockFinding('2026-11-20T10:00:00.000Z', there, '2026-11-20T10:00:01.000Z');
  expect(found.isWell, found.text).toBe(isWell);
});

test.each([
  [200e6, 1e6, true],
  [199e6, 1e6, false],
  [700e6, 400e6, false],
  [800e6, 400e6, true],
])('%d bytes free beside a database of %d', (free, size, isWell) => {
  expect(diskFinding('/data', free, size).isWell).toBe(isWell);
});

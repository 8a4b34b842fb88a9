/** The whole program behind a company's proxy, with certificates of the company's own. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  connectProxy,
  makeCertificates,
  tlsFront,
  type Listening,
} from '../support/private-road.ts';
import { openRefusingProxy } from '../canaries/refusing-proxy.ts';
import { openPremises, type Premises } from './premises.ts';

// Each program that is started loads everything anew.
const SLOW = { timeout: 120_000 };

const SLACK = 'slack.harbor.example';
const GITHUB = 'api.github.harbor.example';

let premises: Premises;
let caFile: string;
let slack: Listening;
let github: Listening;
let proxy: Awaited<ReturnType<typeof connectProxy>>;

beforeEach(async () => {
  premises = await openPremises();
  const { slack: slackWorld, github: gitHubWorld } = premises.world;
  const made = makeCertificates(premises.folder, [SLACK, GITHUB]);
  caFile = made.caFile;
  slack = await tlsFront(made.host, Number(new URL(slackWorld.apiUrl).port), SLACK);
  github = await tlsFront(made.host, Number(new URL(gitHubWorld.url).port), GITHUB);
  proxy = await connectProxy({ [SLACK]: slack.port, [GITHUB]: github.port }, 'ship:harbour');
});
afterEach(async () => {
  await Promise.all([slack.stop(), github.stop(), proxy.stop()]);
  await premises.close();
});

const settings = (): Readonly<Record<string, string>> => ({
  SLACK_API_URL: `https://${SLACK}:${slack.port}/api/`,
  GITHUB_API_URL: `https://${GITHUB}:${github.port}`,
  HTTPS_PROXY: `http://ship:harbour@127.0.0.1:${proxy.port}`,
  SLIPWAY_CA_FILE: caFile,
});

test(
  'calls, both sockets and GitHub go through it; the doctor says so, without the password',
  SLOW,
  async () => {
    const bot = premises.run([], settings());
    await vi.waitFor(() => expect(premises.world.slack.connections()).toBe(2), { timeout: 60_000 });
    const before = proxy.asked.length;
    expect(new Set(proxy.asked)).toEqual(new Set([SLACK, GITHUB]));
    // What Slack delivers comes in by a socket through the proxy, and is acknowledged by it; on a busy machine
    // perhaps not in Slack's three seconds the first time.
    const mara = premises.world.slack.as('U0MARA');
    await expect
      .poll(() => mara.command('C0ATLAS', '/release help'), { timeout: 30_000 })
      .toMatchObject({ kind: 'ok' });
    const { output } = await premises.run(['doctor'], settings()).ended;
    expect(output).toContain(`✓ Way out: through the proxy http://127.0.0.1:${proxy.port}; trusts`);
    expect(output).toContain('✓ Slack: the app token opens sockets');
    expect(output).not.toContain('harbour@');
    expect(proxy.asked.length).toBeGreaterThan(before);
    bot.signal('SIGTERM');
    const ended = await bot.ended;
    expect(ended.code).toBe(0);
    expect(ended.output).not.toContain('ship:harbour');
  },
);

test('a proxy that refuses is named in a sentence', SLOW, async () => {
  const wrongWord = { HTTPS_PROXY: `http://ship:wrong@127.0.0.1:${proxy.port}` };
  const refused = await premises.run([], { ...settings(), ...wrongWord }).ended;
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.output).toContain(
    `Slack does not answer at https://${SLACK}:${slack.port}/api/ through the proxy http://127.0.0.1:${proxy.port}`,
  );
});

test(
  'a proxy that hangs up is asked once for each question, and named in a sentence',
  SLOW,
  async () => {
    const rude = await openRefusingProxy();
    rude.turn('nothing');
    const hungUp = { HTTPS_PROXY: `http://ship:canary@127.0.0.1:${rude.port}` };
    const refused = await premises.run([], { ...settings(), ...hungUp }).ended;
    await rude.stop();
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.output).toContain(`through the proxy http://127.0.0.1:${rude.port}`);
    expect(rude.asked()).toBe(1);
  },
);

test('a file of certificates that is missing, or none, is said in a sentence', SLOW, async () => {
  const missing = await premises.run([], { ...settings(), SLIPWAY_CA_FILE: '/nowhere/ca.pem' })
    .ended;
  expect(missing).toMatchObject({ code: 1 });
  expect(missing.output).toMatch(/^SLIPWAY_CA_FILE names \/nowhere\/ca\.pem, which I cannot use/m);
  const letter = join(premises.folder, 'letter.pem');
  writeFileSync(letter, 'Dear operator');
  const text = await premises.run(['doctor'], { ...settings(), SLIPWAY_CA_FILE: letter }).ended;
  expect(text.output).toMatch(/^⛔ Way out: SLIPWAY_CA_FILE names .*no certificate in it/m);
});

test('without the certificates of the company nothing is said to Slack', SLOW, async () => {
  const unknown = await premises.run([], { ...settings(), SLIPWAY_CA_FILE: '' }).ended;
  expect(unknown).toMatchObject({ code: 1 });
  expect(unknown.output).toContain('Slack does not answer');
});

test('hosts of NO_PROXY are reached straight', SLOW, async () => {
  const near = {
    ...settings(),
    NO_PROXY: '127.0.0.1,localhost',
    SLACK_API_URL: premises.world.slack.apiUrl,
  };
  const { output } = await premises.run(['doctor'], near).ended;
  expect(output).toContain('✓ Slack: the bot token is of Sandbox');
  expect(proxy.asked).not.toContain(SLACK);
  expect(proxy.asked).toContain(GITHUB);
});

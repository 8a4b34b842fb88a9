/** Wrong settings of every kind, and a proxy that refuses: what the program says of them holds no secret. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Environment } from '../support/child-program.ts';
import { openRefusingProxy, REFUSALS, type RefusingProxy } from './refusing-proxy.ts';
import { openRig, type CanaryRig } from './rig.ts';
import { canariesIn, canaryFor, makeKey } from './secrets.ts';

const PATIENCE = { timeout: 120_000 };

let rig: CanaryRig;
let proxy: RefusingProxy;
beforeAll(async () => {
  rig = await openRig();
  proxy = await openRefusingProxy();
}, 60_000);
afterAll(async () => {
  await proxy.stop();
  await rig.close();
});

const over = (changes: Environment, without: readonly string[] = []): Environment =>
  rig.settings(['SLACK_SIGNING_SECRET', 'GITHUB_APP_PRIVATE_KEY', ...without], changes);

/** As an app, with this for its key. */
const withKey = (key: string): Environment =>
  over({ GITHUB_APP_ID: '77', GITHUB_APP_PRIVATE_KEY: key }, ['GITHUB_TOKEN']);

const broken = (pem: string): string => pem.replace(/\n-----END[\s\S]*/, '');

/** Each kind of mistake, with the setting that the sentence has to name. */
function mistakes(): readonly (readonly [string, string, Environment])[] {
  const elliptic = makeKey('ec');
  const file = join(rig.folder, 'half.pem');
  writeFileSync(file, broken(rig.key.privateKey));
  return [
    ['tokens in each other’s place', 'SLACK_BOT_TOKEN', over(swapped())],
    ['a bot token of no known shape', 'SLACK_BOT_TOKEN', over({ SLACK_BOT_TOKEN: 'canary' })],
    ['a token in two words', 'SLACK_APP_TOKEN', over({ SLACK_APP_TOKEN: 'xapp-canary canary' })],
    ['a short secret', 'SLACK_SIGNING_SECRET', over({ SLACK_SIGNING_SECRET: 'canary' })],
    ['a short GitHub token', 'GITHUB_TOKEN', over({ GITHUB_TOKEN: 'canary' })],
    ['a key cut off', 'GITHUB_APP_PRIVATE_KEY', withKey(broken(rig.key.privateKey))],
    [
      'a key cut off, in one line',
      'GITHUB_APP_PRIVATE_KEY',
      withKey(broken(rig.key.privateKey).replaceAll('\n', '\\n')),
    ],
    [
      'a key without its first line',
      'GITHUB_APP_PRIVATE_KEY',
      withKey(headless(rig.key.privateKey)),
    ],
    ['a file with half a key', 'GITHUB_APP_PRIVATE_KEY', withKey(file)],
    ['a file that is not there', 'GITHUB_APP_PRIVATE_KEY', withKey('/canary/app.pem')],
    ['a key of another kind', 'GITHUB_APP_PRIVATE_KEY', withKey(elliptic.privateKey)],
    ['a key without an app', 'GITHUB_APP_ID', over({ GITHUB_APP_PRIVATE_KEY: rig.key.privateKey })],
    [
      'a proxy of another kind',
      'HTTPS_PROXY',
      over({ HTTPS_PROXY: 'socks5://a:canary@127.0.0.1:9' }),
    ],
    ['a proxy that is no address', 'HTTPS_PROXY', over({ HTTPS_PROXY: 'canary:canary@proxy' })],
    [
      'a name in an address',
      'SLACK_API_URL',
      over({ SLACK_API_URL: 'http://a:canary@slack.example' }),
    ],
    [
      'a question in an address',
      'GITHUB_API_URL',
      over({ GITHUB_API_URL: 'http://github.example/?key=canary' }),
    ],
    [
      'a token among people',
      'SLIPWAY_ADMINS',
      over({ SLIPWAY_ADMINS: canaryFor('SLACK_BOT_TOKEN') }),
    ],
    [
      'a secret for a number',
      'SLIPWAY_HTTP_PORT',
      over({ SLIPWAY_HTTP_PORT: canaryFor('GITHUB_TOKEN') }),
    ],
    ['a setting that is none', 'SLIPWAY_PASSWORD', over({ SLIPWAY_PASSWORD: 'canary' })],
  ];
}

const swapped = (): Environment => ({
  SLACK_BOT_TOKEN: canaryFor('SLACK_APP_TOKEN'),
  SLACK_APP_TOKEN: canaryFor('SLACK_BOT_TOKEN'),
});

/** As when somebody copies the lines between the dashes only. */
const headless = (pem: string): string => pem.split('\n').slice(1, -2).join('\n');

test('case 48: a wrong setting is named, and its value is not', PATIENCE, async () => {
  const all = mistakes();
  const unnamed: string[] = [];
  const leaks: string[] = [];
  // Two at a time: the machine may have no more cores, and each loads the program anew.
  const queue = [...all];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [what, name, env] = next;
      const isStarted = what === 'a setting that is none';
      const output = await rig.run(env, isStarted ? 'doctor' : 'migrate');
      if (!output.includes(name) && !isStarted) unnamed.push(`${what}: ${output}`);
      leaks.push(...canariesIn(output, rig.key.pieces).map((line) => `${what}: ${line}`));
    }
  };
  await Promise.all([work(), work()]);
  expect({ unnamed, leaks }).toEqual({ unnamed: [], leaks: [] });
});

test.each(REFUSALS)(
  'case 48: a proxy that answers %s learns the password, nobody else does',
  PATIENCE,
  async (refusal) => {
    proxy.turn(refusal);
    const before = proxy.asked();
    const env = over({
      HTTPS_PROXY: `http://slipway:${canaryFor('SLACK_SIGNING_SECRET')}%40x@127.0.0.1:${proxy.port}`,
      SLACK_API_URL: 'https://slack.harbor.example/api/',
      GITHUB_API_URL: 'https://api.github.harbor.example',
    });
    const outputs = await Promise.all([rig.run(env), rig.run(env, 'doctor')]);
    const asked = proxy.asked() - before;
    expect(asked).toBeGreaterThan(0);
    // Two programs, a few questions each: nobody is stormed.
    expect(asked).toBeLessThan(20);
    for (const output of outputs)
      expect(output).toContain(`through the proxy http://127.0.0.1:${proxy.port}`);
    expect(canariesIn(outputs.join('\n'))).toEqual([]);
  },
);

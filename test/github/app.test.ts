/** Slipway as a GitHub App: Octokit's own signing against a GitHub that checks it. */
import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plusMinutes } from '../../src/base/time.ts';
import { createGitHub } from '../../src/github/create-github.ts';
import { GitHubTrouble, type GitHubPort } from '../../src/github/port.ts';
import { recordingLog } from '../support/recording-log.ts';
import { ATLAS, rig, START, type Rig } from './real-github.ts';

const pair = (type: 'pkcs1' | 'pkcs8') =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type, format: 'pem' },
  });
const KEYS = pair('pkcs1');
const OTHER_KEYS = pair('pkcs8');
const READ = { issues: 'read', pull_requests: 'read', metadata: 'read' };

async function appRig(): Promise<Rig & { installed(id?: number, account?: string): void }> {
  const town = await rig(3);
  town.sandbox.world.addUser({ login: 'slipway-app[bot]' });
  town.sandbox.apps.add({ id: 77, slug: 'slipway-app', publicKey: KEYS.publicKey });
  return {
    ...town,
    installed: (id = 501, account = 'oci-labs') =>
      town.sandbox.apps.install({
        id,
        appId: 77,
        account,
        permissions: READ,
        privateRepositories: 'all',
      }),
  };
}

function asApp(
  { sandbox, wall }: Rig,
  app: { id?: string; privateKey?: string; installationId?: number; apiUrl?: string } = {},
  log = recordingLog(),
): GitHubPort {
  const { id = '77', privateKey = KEYS.privateKey, installationId = null } = app;
  return createGitHub({
    app: { id, privateKey, installationId },
    apiUrl: app.apiUrl ?? sandbox.url,
    wall,
    log,
    firstPauseMs: 1,
  });
}

const trouble = async (call: Promise<unknown>): Promise<GitHubTrouble> => {
  const error: unknown = await call.then(
    () => new Error('nothing was wrong'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof GitHubTrouble) return error;
  throw error;
};

describe('a token', () => {
  test('is got for the only installation, and says what the app may do', async () => {
    const town = await appRig();
    town.installed();
    const github = asApp(town);
    expect(await github.identity()).toEqual({
      login: 'slipway-app[bot]',
      scopes: [],
      permissions: READ,
    });
    expect((await github.issues(ATLAS, null, null)).items).toHaveLength(3);
    expect(town.sandbox.apps.tokensGiven()).toBe(1);
  });

  test('is signed for with either kind of PEM, and got below /api/v3 of an Enterprise Server', async () => {
    const town = await appRig();
    town.installed();
    town.sandbox.apps.add({ id: 77, slug: 'slipway-app', publicKey: OTHER_KEYS.publicKey });
    const github = asApp(town, {
      privateKey: OTHER_KEYS.privateKey,
      apiUrl: `${town.sandbox.url}/api`,
    });
    expect(await github.labels(ATLAS)).toHaveLength(2);
  });

  test('is one for all who ask at once', async () => {
    const town = await appRig();
    town.installed();
    const github = asApp(town);
    await Promise.all([1, 2, 3, 4, 5].map(() => github.labels(ATLAS)));
    expect(town.sandbox.apps.tokensGiven()).toBe(1);
  });

  test('is renewed before its hour ends, and not before it has to be', async () => {
    const town = await appRig();
    town.installed();
    const github = asApp(town);
    const at = async (minutes: number): Promise<number> => {
      town.clock.push(plusMinutes(START, minutes));
      town.wall.push(plusMinutes(START, minutes));
      await github.labels(ATLAS);
      return town.sandbox.apps.tokensGiven();
    };
    expect([await at(0), await at(45), await at(51), await at(95), await at(102)]).toEqual([
      1, 1, 2, 2, 3,
    ]);
    expect(town.sandbox.calls().every(({ status }) => status === 200)).toBe(true);
  });

  test('that was taken back is replaced without a word', async () => {
    const town = await appRig();
    town.installed();
    const github = asApp(town);
    await github.labels(ATLAS);
    town.sandbox.tokens.revokeOf(501);
    expect(await github.labels(ATLAS)).toHaveLength(2);
    expect(town.sandbox.apps.tokensGiven()).toBe(2);
  });

  test('is chosen among several installations by its number', async () => {
    const town = await appRig();
    town.installed();
    town.installed(502, 'others');
    const error = await trouble(asApp(town).identity());
    expect(error.kind).toBe('refused');
    expect(error.sentence).toBe(
      'The GitHub App is installed in several places: oci-labs (501), others (502). Put the number of one into GITHUB_APP_INSTALLATION_ID.',
    );
    expect(await asApp(town, { installationId: 502 }).labels(ATLAS)).toHaveLength(2);
  });
});

describe('refused, in one sentence with the next step', () => {
  test('case 38: the app was uninstalled', async () => {
    const town = await appRig();
    town.installed();
    const github = asApp(town, { installationId: 501 });
    await github.labels(ATLAS);
    town.sandbox.apps.uninstall(501);
    const error = await trouble(github.labels(ATLAS));
    expect(error.kind).toBe('refused');
    expect(error.sentence).toMatch(/not installed any more.*Install it on the organisation again/);
    const found = await trouble(asApp(town).labels(ATLAS));
    expect(found.sentence).toMatch(/installed nowhere\. Install it/);
  });

  test('case 38: the app was uninstalled and installed again, under another number', async () => {
    const town = await appRig();
    town.installed();
    const github = asApp(town);
    await github.labels(ATLAS);
    town.sandbox.apps.uninstall(501);
    await trouble(github.labels(ATLAS));
    town.installed(509);
    expect(await github.labels(ATLAS)).toHaveLength(2);
  });

  test.each([
    ['with a token in hand', true],
    ['before the first one', false],
  ])('case 38: the installation is suspended, %s, and goes on by itself', async (_, isUnderWay) => {
    const town = await appRig();
    town.installed();
    const github = asApp(town);
    if (isUnderWay) await github.labels(ATLAS);
    town.sandbox.apps.suspend(501, true);
    const error = await trouble(github.labels(ATLAS));
    expect(error.kind).toBe('refused');
    expect(error.sentence).toMatch(/is suspended\. Lift that/);
    town.sandbox.apps.suspend(501, false);
    expect(await github.labels(ATLAS)).toHaveLength(2);
  });

  test.each([
    ['a key that is not the app’s', { privateKey: OTHER_KEYS.privateKey }],
    ['an app that is not there', { id: '78' }],
  ])('%s', async (_, app) => {
    const town = await appRig();
    town.installed();
    const log = recordingLog();
    const error = await trouble(asApp(town, app, log).identity());
    expect(error.kind).toBe('refused');
    expect(error.sentence).toMatch(/GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY belong together/);
    expect(`${error.stack} ${log.text()}`).not.toMatch(/PRIVATE KEY-----|ghs_|eyJ/);
  });

  test('a repository that the installation does not hold', async () => {
    const town = await appRig();
    town.sandbox.world.addRepository({ owner: 'oci-labs', name: 'secret', isPrivate: true });
    town.sandbox.apps.install({
      id: 501,
      appId: 77,
      account: 'oci-labs',
      permissions: READ,
      privateRepositories: [],
    });
    const error = await trouble(asApp(town).repository({ owner: 'oci-labs', name: 'secret' }));
    expect(error.kind).toBe('missing');
    expect(error.sentence).toMatch(/among the installation's repositories/);
  });
});

test('nobody loads what signs, but who asks as an app', () => {
  const folder = join(import.meta.dirname, '../../src');
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  for (const name of ['@octokit/auth-app', '@octokit/request']) {
    expect(texts.filter((text) => text.includes(`import('${name}')`))).toHaveLength(1);
    expect(texts.filter((text) => text.includes(`from '${name}'`))).toEqual([]);
  }
});

test('GitHub down while a token is needed is an outage, not a refusal', async () => {
  const town = await appRig();
  await town.sandbox.stop();
  const error = await trouble(asApp(town).identity());
  expect(error).toMatchObject({ kind: 'down' });
  expect(error.sentence).toContain('ECONNREFUSED');
});

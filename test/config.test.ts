/** The environment as the program understands it, and the sentences for what it does not. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../src/config/read-config.ts';
import { settingsTable } from '../src/config/settings.ts';

const TOKENS = {
  SLACK_BOT_TOKEN: 'xoxb-1-canary',
  SLACK_APP_TOKEN: 'xapp-1-canary',
  GITHUB_TOKEN: 'ghp_canary123',
};

const { SLACK_APP_TOKEN: _, ...WITHOUT_APP_TOKEN } = TOKENS;
const HTTP = {
  ...WITHOUT_APP_TOKEN,
  SLACK_SIGNING_SECRET: 'canary-canary-canary',
  SLIPWAY_HTTP_PORT: '3000',
};

const { GITHUB_TOKEN: _token, ...SLACK_TOKENS } = TOKENS;
const KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey.trim();
const APP = { ...SLACK_TOKENS, GITHUB_APP_ID: '77', GITHUB_APP_PRIVATE_KEY: KEY };

const problem = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'no problem';
};

describe('the mode', () => {
  test('without any token the local workspace starts, with every default', () => {
    const { mode, secrets, config } = readConfig({ PATH: '/bin' });
    expect(mode).toBe('sandbox');
    expect(secrets).toBeNull();
    expect(config).toEqual({
      slackApiUrl: 'https://slack.com/api/',
      gitHubApiUrl: 'https://api.github.com',
      databaseFile: 'data/slipway.db',
      logLevel: 'info',
      admins: [],
      commandPrefix: '',
      wayOut: { proxy: null, noProxy: '', caFile: null },
      settleSeconds: 90,
      postSpacingMs: 1000,
      syncMinutes: 10,
      keepDays: 365,
      http: null,
      health: null,
      sandboxPort: 4000,
      sandboxStart: null,
    });
  });

  test('with all three the real one starts, and the tokens stand apart', () => {
    const read = readConfig(TOKENS);
    expect(read.mode).toBe('real');
    expect(read.secrets).toEqual({
      slackBotToken: 'xoxb-1-canary',
      slackAppToken: 'xapp-1-canary',
      gitHub: { token: 'ghp_canary123' },
    });
    expect(JSON.stringify(read.config)).not.toContain('canary');
  });

  test.each([
    [['SLACK_BOT_TOKEN'], 'SLACK_APP_TOKEN and GITHUB_TOKEN are not set.'],
    [['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'], 'GITHUB_TOKEN is not set.'],
    [['GITHUB_TOKEN', 'SLACK_APP_TOKEN'], 'SLACK_BOT_TOKEN is not set.'],
  ] as const)('with only %j it says what is missing', (names, sentence) => {
    const some = Object.fromEntries(names.map((name) => [name, TOKENS[name]]));
    expect(problem(some)).toContain(sentence);
    expect(problem(some)).not.toContain('canary');
  });

  test('with a signing secret and a port Slack calls us', () => {
    const read = readConfig(HTTP);
    expect(read.mode).toBe('real');
    expect(read.secrets).toEqual({
      slackBotToken: 'xoxb-1-canary',
      slackSigningSecret: 'canary-canary-canary',
      gitHub: { token: 'ghp_canary123' },
    });
    expect(read.config.http).toEqual({ host: '0.0.0.0', port: 3000 });
    expect(JSON.stringify(read.config)).not.toContain('canary');
  });

  test.each([
    [['SLACK_SIGNING_SECRET'], 'SLACK_SIGNING_SECRET is not set. Set all four for HTTP mode'],
    [['SLIPWAY_HTTP_PORT'], 'SLIPWAY_HTTP_PORT is not set.'],
    [['SLACK_BOT_TOKEN', 'GITHUB_TOKEN'], 'SLACK_BOT_TOKEN and GITHUB_TOKEN are not set.'],
  ])('HTTP mode without %j says what is missing', (names, sentence) => {
    const some = Object.entries(HTTP).filter(([name]) => !names.includes(name));
    expect(problem(Object.fromEntries(some))).toContain(sentence);
  });

  test.each([['SLACK_SIGNING_SECRET'], ['SLIPWAY_HTTP_PORT']] as const)(
    'an app-level token and %s together are refused',
    (name) => {
      const said = problem({ ...TOKENS, [name]: HTTP[name] });
      expect(said).toContain('Set one or the other.');
      expect(said).not.toContain('canary');
    },
  );

  test('with an app’s number and key GitHub is asked as that app', () => {
    const { mode, secrets, config } = readConfig({ ...APP, GITHUB_APP_INSTALLATION_ID: '501' });
    expect(mode).toBe('real');
    expect(secrets?.gitHub).toEqual({ app: { id: '77', privateKey: KEY, installationId: 501 } });
    expect(JSON.stringify(config)).not.toContain('PRIVATE');
    expect(readConfig(APP).secrets?.gitHub).toMatchObject({ app: { installationId: null } });
  });

  test('the key may be one line of text, or a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-key-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'app.pem'), `${KEY}\n`);
    for (const given of [KEY.replaceAll('\n', '\\n'), join(folder, 'app.pem')])
      expect(readConfig({ ...APP, GITHUB_APP_PRIVATE_KEY: given }).secrets?.gitHub).toMatchObject({
        app: { privateKey: KEY },
      });
  });

  test.each([
    ['nothing there', `/nowhere/${'deep/'.repeat(20)}app.pem`, 'no file that can be read is there'],
    ['half a key', KEY.slice(0, 400), 'whole and without a passphrase'],
    [
      'another kind of key',
      generateKeyPairSync('ec', {
        namedCurve: 'P-256',
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      }).privateKey,
      'an RSA key is needed',
    ],
  ])('a key that is %s is refused without showing it', (_, given, words) => {
    const said = problem({ ...APP, GITHUB_APP_PRIVATE_KEY: given });
    expect(said).toContain(words);
    expect(said).not.toContain('BEGIN');
    expect(said).not.toContain(given.slice(40, 80));
  });

  test.each([
    [{ ...APP, GITHUB_TOKEN: 'ghp_canary123' }, 'Set one or the other.'],
    [{ ...SLACK_TOKENS, GITHUB_APP_ID: '77' }, 'GITHUB_APP_PRIVATE_KEY is not set.'],
    [{ GITHUB_APP_ID: '77', GITHUB_APP_PRIVATE_KEY: KEY }, 'SLACK_BOT_TOKEN and SLACK_APP_TOKEN'],
  ])('what does not go together, or lacks a part, is said (%#)', (environment, words) => {
    expect(problem(environment)).toContain(words);
  });

  test('an empty variable is one that is not set', () => {
    expect(readConfig({ SLACK_BOT_TOKEN: '', GITHUB_TOKEN: '  ' }).mode).toBe('sandbox');
  });
});

describe('what is read', () => {
  test.each([
    ['SLACK_API_URL', 'http://127.0.0.1:4000/api', 'slackApiUrl', 'http://127.0.0.1:4000/api/'],
    ['GITHUB_API_URL', 'https://ghe.example/api/', 'gitHubApiUrl', 'https://ghe.example/api'],
    ['GITHUB_API_URL', 'https://ghe.example/api/v3', 'gitHubApiUrl', 'https://ghe.example/api'],
    ['GITHUB_API_URL', 'https://api.acme.ghe.com', 'gitHubApiUrl', 'https://api.acme.ghe.com'],
    ['GITHUB_API_URL', 'http://localhost:5000', 'gitHubApiUrl', 'http://localhost:5000'],
    ['SLIPWAY_ADMINS', 'U1, W2  U3,', 'admins', ['U1', 'W2', 'U3']],
    ['SLIPWAY_SETTLE_SECONDS', '120', 'settleSeconds', 120],
    ['SLIPWAY_POST_SPACING_MS', '0', 'postSpacingMs', 0],
    ['SLIPWAY_SYNC_MINUTES', '5', 'syncMinutes', 5],
    ['SLIPWAY_KEEP_DAYS', '90', 'keepDays', 90],
    ['SLIPWAY_KEEP_DAYS', '0', 'keepDays', null],
    ['SLIPWAY_SANDBOX_PORT', '0', 'sandboxPort', 0],
    [
      'SLIPWAY_SANDBOX_START',
      '2026-11-20T11:00:00+01:00',
      'sandboxStart',
      '2026-11-20T10:00:00.000Z',
    ],
    ['SLIPWAY_HEALTH_PORT', '3001', 'health', { host: '127.0.0.1', port: 3001 }],
    ['SLIPWAY_LOG_LEVEL', 'debug', 'logLevel', 'debug'],
    ['SLIPWAY_DATABASE', '/data/x.db', 'databaseFile', '/data/x.db'],
  ] as const)('%s=%s', (name, value, field, expected) => {
    expect(readConfig({ [name]: value }).config[field]).toEqual(expected);
  });

  test('the config cannot be changed', () => {
    const { config } = readConfig({ SLIPWAY_ADMINS: 'U1' });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.admins)).toBe(true);
  });

  test('a name nobody knows is reported, not refused', () => {
    const { unknown } = readConfig({
      SLIPWAY_SETLE_SECONDS: '9',
      SLIPWAY_PORT: 'tcp://10.0.0.1:80',
    });
    expect(unknown).toEqual(['SLIPWAY_SETLE_SECONDS', 'SLIPWAY_PORT']);
  });
});

describe('what is refused', () => {
  test.each([
    ['SLIPWAY_SETTLE_SECONDS', '0', 'a whole number from 1 to 600'],
    ['SLIPWAY_SETTLE_SECONDS', '1.5', 'a whole number from 1 to 600'],
    ['SLIPWAY_SETTLE_SECONDS', '1e2', 'a whole number from 1 to 600'],
    ['SLIPWAY_SANDBOX_PORT', '65536', 'a whole number from 0 to 65535'],
    ['SLIPWAY_SYNC_MINUTES', '-5', 'a whole number from 1 to 1440'],
    ['SLIPWAY_HTTP_PORT', 'tcp://10.0.0.1:80', 'a whole number from 1 to 65535'],
    ['SLIPWAY_HEALTH_PORT', '0', 'a whole number from 1 to 65535'],
    ['SLIPWAY_HEALTH_HOST', 'slipway.example', 'an IP address'],
    ['SLIPWAY_LOG_LEVEL', 'verbose', 'debug, info, warn or error'],
    ['SLIPWAY_ADMINS', '@mara', 'Slack user ids'],
    ['SLIPWAY_SANDBOX_START', 'tomorrow', 'a date and time with its zone'],
    ['SLIPWAY_SANDBOX_START', '2026-11-20T10:00:00', 'a date and time with its zone'],
    ['SLACK_API_URL', 'http://slack.example/api/', 'https://'],
    ['SLACK_API_URL', 'nonsense', 'https://'],
    ['GITHUB_API_URL', 'ftp://x', 'https://'],
    ['GITHUB_API_URL', 'https://ghe.example', '/api at the end'],
  ])('%s=%s', (name, value, needed) => {
    const said = problem({ [name]: value });
    expect(said).toContain(`${name} is "${value}"`);
    expect(said).toContain(needed);
    expect(said).not.toContain('\n');
  });

  test('a wrong token is named without its value', () => {
    const said = problem({ ...TOKENS, SLACK_BOT_TOKEN: 'xoxp-canary' });
    expect(said).toBe(
      'SLACK_BOT_TOKEN is not right: a token that starts with xoxb- is needed, such as xoxb-….',
    );
  });

  test('so is a wrong signing secret', () => {
    const said = problem({ ...HTTP, SLACK_SIGNING_SECRET: 'canary' });
    expect(said).toMatch(/^SLACK_SIGNING_SECRET is not right: /);
    expect(said).not.toContain('canary');
  });

  test('several wrong ones come in one message, a line each', () => {
    const said = problem({ SLIPWAY_SYNC_MINUTES: 'x', SLIPWAY_LOG_LEVEL: 'y' });
    expect(said.split('\n')).toHaveLength(2);
  });
});

test('the table explains every setting, and its defaults and examples are accepted', () => {
  const table = settingsTable();
  expect(table.map(({ name }) => name)).toEqual([
    'SLACK_BOT_TOKEN',
    'SLACK_APP_TOKEN',
    'SLACK_SIGNING_SECRET',
    'GITHUB_TOKEN',
    'GITHUB_APP_ID',
    'GITHUB_APP_PRIVATE_KEY',
    'GITHUB_APP_INSTALLATION_ID',
    'SLACK_API_URL',
    'GITHUB_API_URL',
    'HTTPS_PROXY',
    'NO_PROXY',
    'SLIPWAY_CA_FILE',
    'SLIPWAY_DATABASE',
    'SLIPWAY_LOG_LEVEL',
    'SLIPWAY_ADMINS',
    'SLIPWAY_COMMAND_PREFIX',
    'SLIPWAY_SETTLE_SECONDS',
    'SLIPWAY_POST_SPACING_MS',
    'SLIPWAY_SYNC_MINUTES',
    'SLIPWAY_KEEP_DAYS',
    'SLIPWAY_HTTP_PORT',
    'SLIPWAY_HTTP_HOST',
    'SLIPWAY_HEALTH_PORT',
    'SLIPWAY_HEALTH_HOST',
    'SLIPWAY_SANDBOX_PORT',
    'SLIPWAY_SANDBOX_START',
  ]);
  for (const { name, meaning, example } of table) {
    expect(meaning, name).toMatch(/\.$/);
    const mode = name.startsWith('GITHUB_APP')
      ? APP
      : name in HTTP && !(name in TOKENS)
        ? HTTP
        : TOKENS;
    // No machine but the reader's own has the example's file.
    const value = name === 'GITHUB_APP_PRIVATE_KEY' ? KEY : example;
    expect(() => readConfig({ ...mode, [name]: value }), name).not.toThrow();
  }
  const defaults = table.flatMap(({ name, fallback }) =>
    fallback === null ? [] : [[name, fallback]],
  );
  expect(readConfig(Object.fromEntries(defaults)).config).toEqual(readConfig({}).config);
});

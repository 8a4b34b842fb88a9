/** The log's lines, and that no secret is in them. */
import { describe, expect, test } from 'vitest';
import type { Log } from '../../src/base/log.ts';
import { pinoLog } from '../../src/base/pino-log.ts';
import { scrub, scrubberOf } from '../../src/base/scrub.ts';

function captured(level: 'debug' | 'info' | 'warn' | 'error' = 'debug'): {
  readonly log: Log;
  readonly lines: Record<string, unknown>[];
} {
  const lines: Record<string, unknown>[] = [];
  return { log: pinoLog(level, { write: (line) => void lines.push(JSON.parse(line)) }), lines };
}

const SECRETS = [
  'xoxb-123456789012-abcdefGHIJ',
  'xoxp-1-2-3-abc',
  'xoxe.xoxp-1-Mi0yLT',
  'xapp-1-A012-345-deadbeef',
  'xwfp-abc-def',
  'ghp_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789',
  'gho_16C7e42F292c6912E7710c838347Ae178B4a',
  'ghs_16C7e42F292c6912E7710c838347Ae178B4a',
  'github_pat_11ABCDEFG0_abcdefghijklmnop',
  'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxIn0.c2lnbmF0dXJl',
  'https://hooks.slack.com/commands/T1/1/abcdef',
  'wss://wss-primary.slack.com/link/?ticket=1a2b&app_id=A1',
  'bot:hunter2',
  'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0',
];

describe('a secret', () => {
  test.each(SECRETS)('%s', (secret) => {
    const text = secret === 'bot:hunter2' ? `https://${secret}@proxy.example/x` : secret;
    const scrubbed = scrub(`calling with ${text} failed`);
    expect(scrubbed).not.toContain(secret);
    expect(scrubbed).toContain('[secret]');
    expect(scrubbed).toMatch(/^calling with .*failed$/s);
  });

  test('in a header or a key file', () => {
    expect(scrub('authorization: Bearer abcdefgh1234')).toBe('authorization: [secret]');
    expect(scrub('-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----')).toBe(
      '[secret]',
    );
  });

  test.each([
    'GitHub did not answer (502).',
    'digest:0198c5a2-7d1e-7c3a-9f00-3b1f6c2d4e5f:C012AB3CD:2026-11-16',
    '    at openStore (/opt/applications/production/slipway/releases/2026/src/store/open-store.ts:12:3)',
    'a token is needed',
    'https://github.example/oci-labs/atlas/issues/90',
  ])('is not seen in: %s', (text) => {
    expect(scrub(text)).toBe(text);
  });
});

describe('case 48: a secret that looks like nothing', () => {
  const key = `-----BEGIN KEY-----\nc2hvcnQtbGluZQ\n-----END KEY-----`;
  const hide = scrubberOf(['0123456789abcdef', key]);

  test('is known by its value, a key by each of its lines', () => {
    expect(hide('signed with 0123456789abcdef today')).toBe('signed with [secret] today');
    expect(hide('line c2hvcnQtbGluZQ of it')).toBe('line [secret] of it');
  });

  test('goes out of addresses, with accounts and what is asked', () => {
    expect(hide('no answer at https://bot:pass@host.example/api?access_token=abc&page=2.')).toBe(
      'no answer at https://[secret]host.example/api?access_token=[secret]&page=[secret]',
    );
  });

  test('never reaches a line', () => {
    const lines: string[] = [];
    const log = pinoLog('debug', { write: (line) => void lines.push(line) }, ['0123456789abcdef']);
    const cause = Object.assign(new Error('0123456789abcdef'), { code: '0123456789abcdef' });
    log
      .with({ a: '0123456789abcdef' })
      .trouble('x', new Error('y', { cause }), { b: '0123456789abcdef' });
    expect(lines.join('')).not.toContain('0123456789abcdef');
    expect(lines.join('')).toContain('[secret]');
  });
});

describe('a line', () => {
  test('is one JSON object: event, level, instant, fields', () => {
    const { log, lines } = captured();
    log.info('outbox.sent', { channel: 'C1', attempts: 2, late: false, thread: null });
    expect(lines).toEqual([
      {
        event: 'outbox.sent',
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        channel: 'C1',
        attempts: 2,
        late: false,
        thread: null,
      },
    ]);
  });

  test('carries what its log was given, and only from its level on', () => {
    const { log, lines } = captured('warn');
    const room = log.with({ room: 'slack', token: 'xoxb-1-abc' });
    room.debug('a');
    room.info('b');
    room.warn('c', { why: 'ghp_12345678' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      event: 'c',
      room: 'slack',
      token: '[secret]',
      why: '[secret]',
    });
  });
});

describe('trouble', () => {
  test('has name, message, code, stack and causes, scrubbed', () => {
    const { log, lines } = captured();
    const cause = Object.assign(new TypeError('fetch failed for xoxb-1-abc'), {
      code: 'ECONNRESET',
    });
    log.trouble('slack.down', new Error('call with ghp_12345678 failed', { cause }), { try: 1 });
    expect(lines[0]).toMatchObject({
      event: 'slack.down',
      level: 'error',
      try: 1,
      error: {
        name: 'Error',
        message: 'call with [secret] failed',
        stack: expect.stringContaining('pino-log.test.ts'),
        cause: { name: 'TypeError', code: 'ECONNRESET', message: 'fetch failed for [secret]' },
      },
    });
    expect(JSON.stringify(lines)).not.toMatch(/xoxb-|ghp_/);
  });

  test('leaves out what an error drags along: requests, answers, texts of people', () => {
    const { log, lines } = captured();
    const error = Object.assign(new Error('refused'), {
      request: { headers: { authorization: 'token x' }, body: 'what Mara wrote' },
      data: { view: 'what Mara wrote' },
    });
    log.trouble('x', error);
    expect(JSON.stringify(lines)).not.toContain('Mara');
  });

  test.each([['a string ghp_12345678'], [null], [undefined], [{ some: 'object' }]])(
    'takes anything thrown: %j',
    (thrown) => {
      const { log, lines } = captured();
      log.trouble('x', thrown);
      expect(lines).toHaveLength(1);
      expect(JSON.stringify(lines)).not.toContain('ghp_');
    },
  );

  test.each([
    () => JSON.parse('canary is no JSON'),
    () => Reflect.apply((value: object) => 'channel' in value, null, ['canary\nof two lines']),
  ])('case 48: keeps what the engine quotes to itself', (fail) => {
    const { log, lines } = captured();
    try {
      fail();
    } catch (error) {
      log.trouble('x', error);
    }
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain('canary');
    expect(JSON.stringify(lines)).toContain('pino-log.test.ts');
  });

  test('a circle of causes ends', () => {
    const { log, lines } = captured();
    const error = new Error('round');
    error.cause = error;
    log.trouble('x', error);
    expect(lines).toHaveLength(1);
  });
});

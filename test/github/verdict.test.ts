/** What each kind of answer amounts to. */
import { describe, expect, test } from 'vitest';
import { judge, type RawAnswer, type Verdict } from '../../src/github/verdict.ts';

const answer = (status: number, body: unknown, headers: RawAnswer['headers'] = {}): RawAnswer => ({
  status,
  body,
  headers,
});
const errors = (...list: readonly object[]) => ({
  data: { repository: { id: 'R' } },
  errors: list,
});
const DATE = 'Fri, 20 Nov 2026 10:00:00 GMT';
const RESET = String(Date.parse('2026-11-20T10:05:00Z') / 1000);

describe('an answer', () => {
  test.each<[string, RawAnswer, Partial<Verdict>]>([
    ['data', answer(200, { data: { a: 1 } }), { kind: 'fine', data: { a: 1 }, holes: 0 }],
    ['an empty list of errors', answer(200, { data: {}, errors: [] }), { kind: 'fine', holes: 0 }],
    [
      'rows that the token may not see',
      answer(200, errors({ type: 'FORBIDDEN', path: ['repository', 'items', 'nodes', 3] })),
      { kind: 'fine', holes: 1 },
    ],
    [
      'rows that failed',
      answer(
        200,
        errors(
          { type: 'NOT_FOUND', path: ['repository', 'items', 'nodes', 3] },
          { message: 'Something went wrong', path: ['repository', 'items', 'nodes', 4] },
        ),
      ),
      { kind: 'weak', cause: 'an incomplete answer' },
    ],
    [
      'too much asked',
      answer(200, { data: null, errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED', message: 'x' }] }),
      { kind: 'weak', cause: 'RESOURCE_LIMITS_EXCEEDED' },
    ],
    [
      'something went wrong',
      answer(200, { data: null, errors: [{ message: 'Something went wrong while executing' }] }),
      { kind: 'weak', cause: 'an error instead of an answer' },
    ],
    ['text', answer(200, 'hello'), { kind: 'weak', cause: 'an answer that is not JSON' }],
    ['a gateway page', answer(502, '<html>'), { kind: 'weak', cause: '502' }],
    ['503', answer(503, ''), { kind: 'weak', cause: '503' }],
    ['nothing', answer(0, 'ECONNRESET'), { kind: 'weak', cause: 'ECONNRESET' }],
  ])('%s', (_, raw, verdict) => {
    expect(judge(raw)).toMatchObject(verdict);
  });
});

describe('a limit', () => {
  const over = {
    data: null,
    errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }],
  };

  test("the hour's budget, to GitHub's reset by GitHub's clock, and a second more", () => {
    const headers = { 'x-ratelimit-reset': RESET, date: DATE };
    const limited = { kind: 'limited', which: 'primary', seconds: 301 };
    expect(judge(answer(200, over, headers))).toEqual(limited);
    expect(
      judge(
        answer(
          403,
          { message: 'API rate limit exceeded' },
          { ...headers, 'x-ratelimit-remaining': '0' },
        ),
      ),
    ).toEqual(limited);
  });

  test.each([
    ['no headers', {}],
    ['no date', { 'x-ratelimit-reset': RESET }],
    ['nonsense', { 'x-ratelimit-reset': 'soon', date: DATE }],
  ])('%s: how long is not known', (_, headers) => {
    expect(judge(answer(200, over, headers))).toEqual({
      kind: 'limited',
      which: 'primary',
      seconds: null,
    });
  });

  test('a reset that is past is one second away', () => {
    const headers = { 'x-ratelimit-reset': '1', date: DATE };
    expect(judge(answer(200, over, headers))).toMatchObject({ seconds: 1 });
  });

  test.each<[string, RawAnswer, number | null]>([
    [
      '403',
      answer(
        403,
        { message: 'You have exceeded a secondary rate limit.' },
        { 'retry-after': '60' },
      ),
      60,
    ],
    [
      '200',
      answer(200, { errors: [{ message: 'You have exceeded a secondary rate limit' }] }),
      null,
    ],
    ['429', answer(429, 'slow down', { 'retry-after': '5' }), 5],
    ['429 with nonsense', answer(429, '', { 'retry-after': 'soon' }), null],
    [
      'the old wording',
      answer(403, { message: 'You have triggered an abuse detection mechanism' }),
      null,
    ],
  ])('asked to slow down: %s', (_, raw, seconds) => {
    expect(judge(raw)).toEqual({ kind: 'limited', which: 'secondary', seconds });
  });
});

describe('a no', () => {
  test.each<[string, RawAnswer, string, string]>([
    ['401', answer(401, { message: 'Bad credentials' }), 'refused', 'GITHUB_TOKEN'],
    ['403', answer(403, { message: 'Resource not accessible' }), 'refused', 'which repositories'],
    [
      'single sign-on',
      answer(403, {}, { 'x-github-sso': 'required; url=…' }),
      'refused',
      'single sign-on',
    ],
    ['404', answer(404, 'Not Found'), 'refused', 'GITHUB_API_URL'],
    [
      'an unknown repository',
      answer(200, {
        data: { repository: null },
        errors: [{ type: 'NOT_FOUND', path: ['repository'], message: 'x' }],
      }),
      'missing',
      'does not show this repository',
    ],
    [
      'too few scopes',
      answer(200, { data: null, errors: [{ type: 'INSUFFICIENT_SCOPES', message: 'x' }] }),
      'refused',
      'may not read this.',
    ],
    [
      'an organisation with single sign-on',
      answer(200, {
        data: { repository: null },
        errors: [
          {
            type: 'FORBIDDEN',
            path: ['repository'],
            message: 'Resource protected by organization SAML enforcement',
          },
        ],
      }),
      'refused',
      'single sign-on',
    ],
  ])('%s', (_, raw, trouble, words) => {
    const verdict = judge(raw);
    expect(verdict).toMatchObject({ kind: 'no', trouble });
    expect(verdict.kind === 'no' && verdict.sentence).toContain(words);
  });
});

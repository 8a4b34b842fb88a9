import { expect, test } from 'vitest';
import { clientOf, furnishedGitHub } from './small-github.ts';

const WHO = '{ viewer { login } }';

test('a bad token and a missing one are refused with 401, and a revoked one is bad', async () => {
  const { url, token, tokens, calls } = await furnishedGitHub();
  await expect(clientOf(url, 'token wrong')(WHO)).rejects.toMatchObject({
    status: 401,
    message: expect.stringContaining('Bad credentials'),
  });
  await expect(clientOf(url)(WHO)).rejects.toMatchObject({
    status: 401,
    message: expect.stringContaining('requires you to be authenticated'),
  });
  tokens.revoke(token);
  await expect(clientOf(url, `token ${token}`)(WHO)).rejects.toMatchObject({ status: 401 });
  expect(calls()).toEqual([]);
});

test.each(['', '/api', '/api/v3'])(
  'the API answers below "%s", with token and bearer',
  async (path) => {
    const { url, token } = await furnishedGitHub();
    for (const kind of ['token', 'bearer', 'Bearer'])
      expect(await clientOf(url + path, `${kind} ${token}`)(WHO)).toEqual({
        viewer: { login: 'slipway-bot' },
      });
  },
);

test('the REST root and /user tell the scopes of a classic token and no others', async () => {
  const { url, token, tokens } = await furnishedGitHub();
  tokens.add({ value: 'fine', login: 'ann', scopes: null, privateRepositories: [] });
  const get = (path: string, value: string) =>
    fetch(url + path, { headers: { authorization: `token ${value}` } });
  const user = await get('/api/v3/user', token);
  expect(await user.json()).toMatchObject({ login: 'slipway-bot' });
  expect(user.headers.get('x-oauth-scopes')).toBe('repo, read:org');
  expect((await get('/', token)).headers.get('x-oauth-scopes')).toBe('repo, read:org');
  expect((await get('/user', 'fine')).headers.get('x-oauth-scopes')).toBeNull();
  expect((await get('/user', 'wrong')).status).toBe(401);
});

test.each([
  ['no JSON', 'hello', 400],
  ['no query', '{"variables":{}}', 400],
  [
    'variables that do not fit',
    '{"query":"query($n: Int!) { viewer { login } }","variables":{"n":"x"}}',
    200,
  ],
])('a body with %s is answered, not dropped', async (_what, body, status) => {
  const { url, token } = await furnishedGitHub();
  const headers = { authorization: `token ${token}` };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject(
    status === 400
      ? { message: expect.any(String) }
      : { errors: [{ message: expect.any(String) }] },
  );
});

test('links lead to pages of the sandbox, with text as text, and private ones nowhere', async () => {
  const { url, token, world } = await furnishedGitHub({ webUrl: '' });
  world.openIssue('o/r', { title: '<script>x</script>', author: 'ann', milestone: '1.0' });
  const query =
    '{ repository(owner: "o", name: "r") { url issue(number: 1) { url milestone { url } } } }';
  interface Links {
    repository: { url: string; issue: { url: string; milestone: { url: string } } };
  }
  const { repository } = await clientOf(url, `token ${token}`)<Links>(query);
  const { issue } = repository;
  for (const link of [issue.url, issue.milestone.url, repository.url]) {
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('&#60;script&#62;x');
  }
  world.editRepository('o/r', { isPrivate: true });
  expect((await fetch(issue.url)).status).toBe(404);
  expect((await fetch(`${url}/o/r/issues/99`)).status).toBe(404);
});

test('two sandboxes run side by side, and a taken port is said', async () => {
  const first = await furnishedGitHub();
  const second = await furnishedGitHub();
  expect(second.url).not.toBe(first.url);
  const port = Number(new URL(first.url).port);
  await expect(furnishedGitHub({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

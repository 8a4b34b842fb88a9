/** Every query is one GitHub understands, and costs what we say it costs. */
import { schema as published } from '@octokit/graphql-schema';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import * as queries from '../../src/github/queries.ts';
import { ATLAS, rig } from './real-github.ts';

// The published schema is not valid by graphql's own strict rules (a field twice); queries against it are.
const schema = buildSchema(published.idl, { assumeValidSDL: true });
const all = Object.entries(queries);

describe('every query', () => {
  test.each(all)('%s fits the public schema', (_, text) => {
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
  });

  test.each(all)('%s asks what it cost', (_, text) => {
    expect(text).toContain('rateLimit { cost remaining resetAt }');
  });

  test('a wrong one would be noticed', () => {
    const wrong = queries.LABELS.replace('nodes { name }', 'nodes { title }');
    expect(validate(schema, parse(wrong))).not.toEqual([]);
  });
});

describe('points', () => {
  test('a page of a hundred with labels and assignees costs two', async () => {
    const { github, sandbox } = await rig(3);
    const page = await github.issues(ATLAS, null, null);
    expect(page.points).toMatchObject({ cost: 2, remaining: 4998 });
    await github.pullRequests(ATLAS, null);
    await github.repository(ATLAS);
    await github.identity();
    expect(sandbox.calls().map(({ name, cost }) => [name, cost])).toEqual([
      ['Issues', 2],
      ['PullRequests', 2],
      ['Repository', 1],
      ['Identity', 1],
    ]);
  });
});

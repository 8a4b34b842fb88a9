/** What the Slack CLI finds in `.slack/`, run as it runs it. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

// Each hook starts a program of its own.
vi.setConfig({ testTimeout: 60_000 });

const ROOT = join(import.meta.dirname, '..');
const HOOKS = z.object({ hooks: z.record(z.string(), z.string()) });

/** Runs a hook in the project's folder, with this Node, no tokens, and words of the CLI behind it. */
async function run(hook: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const [program, ...words] = hook.split(' ');
  expect(program).toBe('node');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...words, '--source=local', '--protocol=default'],
    { cwd: ROOT, env: { PATH: process.env['PATH'], ...more } },
  );
  return stdout;
}

async function hooks(): Promise<Readonly<Record<string, string>>> {
  const file = HOOKS.parse(JSON.parse(readFileSync(join(ROOT, '.slack/hooks.json'), 'utf8')));
  return HOOKS.parse(JSON.parse(await run(file.hooks['get-hooks'] ?? ''))).hooks;
}

const manifest = (): unknown => parse(readFileSync(join(ROOT, 'manifest.yml'), 'utf8'));

test('get-manifest prints manifest.yml as JSON, before there is any token', async () => {
  expect(JSON.parse(await run((await hooks())['get-manifest'] ?? ''))).toEqual(manifest());
});

test('with a prefix only the names of the commands differ', async () => {
  const prefix = { SLIPWAY_COMMAND_PREFIX: 'acme-' };
  const printed = await run((await hooks())['get-manifest'] ?? '', prefix);
  expect(printed).toContain('"/acme-release"');
  expect(JSON.parse(printed.replaceAll('"/acme-', '"/'))).toEqual(manifest());
});

test('a prefix that Slack would refuse is said in a sentence', async () => {
  const wrong = run((await hooks())['get-manifest'] ?? '', { SLIPWAY_COMMAND_PREFIX: 'Acme ' });
  await expect(wrong).rejects.toThrow(/SLIPWAY_COMMAND_PREFIX is "Acme": up to 20 small letters/);
});

test('start is the program', async () => {
  expect((await hooks())['start']).toBe('node src/main.ts start');
});

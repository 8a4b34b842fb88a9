/** No program that a test or a rig starts outlives it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endChildren, guarded } from './children.ts';

const TESTS = join(import.meta.dirname, '..');
const FOR_EVER = "console.log('begun'); setInterval(() => undefined, 1_000)";

test('a program ends when the rig that started it is killed without a word', async () => {
  const script = `
    import { spawn } from 'node:child_process';
    import { guarded } from ${JSON.stringify(join(import.meta.dirname, 'children.ts'))};
    const short = guarded(spawn(process.execPath, ['-e', '0']));
    await new Promise((resolve) => short.once('exit', resolve));
    guarded(spawn(process.execPath, ['-e', ${JSON.stringify(FOR_EVER)}], { stdio: 'inherit' }));`;
  const rig = spawned(process.execPath, ['--input-type=module-typescript', '-e', script]);
  expect(await rig.says()).toBe('begun\n');
  rig.kill();
  // The program writes to where the rig wrote; that is closed when the last of them is gone.
  await rig.closed;
});

test('what is left at the end of a test file is ended, with all that it started', async () => {
  const group = spawned('sh', ['-c', `'${process.execPath}' -e "${FOR_EVER}" & wait`], true);
  expect(await group.says()).toBe('begun\n');
  endChildren();
  await group.closed;
});

function spawned(program: string, words: readonly string[], isGroup = false) {
  const child = guarded(spawn(program, words, { detached: isGroup }), isGroup);
  return {
    async says(): Promise<string> {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      return line.toString();
    },
    kill: () => void child.kill('SIGKILL'),
    closed: once(child, 'close'),
  };
}

test('every spawner is guarded', () => {
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const unguarded = files
    .filter((name) => !name.startsWith(join('support', 'children')))
    .filter((name) =>
      /(?<!guarded\(\s*)\b(?:spawn|fork)\(/.test(readFileSync(join(TESTS, name), 'utf8')),
    );
  expect(unguarded).toEqual([]);
});

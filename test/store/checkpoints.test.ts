/** The thread of checkpoints, in a program that has nothing else to wait for. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createScratch } from './scratch.ts';

const CHECKPOINTS = join(import.meta.dirname, '../../src/store/checkpoints.ts');

test('keeps a program alive until it has ended', async () => {
  const scratch = createScratch();
  await (await scratch.open()).close();
  const program = `${scratch.file}.program.ts`;
  writeFileSync(
    program,
    `import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
    import { startCheckpoints } from ${JSON.stringify(CHECKPOINTS)};
    const file = ${JSON.stringify(scratch.file)};
    const sqlite = new Database(file);
    sqlite.pragma('wal_autocheckpoint = 0');
    const checkpoints = startCheckpoints(file);
    await checkpoints.do('rest');
    const insert = sqlite.prepare('insert into note (id, text) values (?, ?)');
    for (let n = 0; n < 3000; n += 1) insert.run(String(n), 'x'.repeat(4000));
    await checkpoints.do('most');
    sqlite.close();
    await checkpoints.end();
    console.log('done');`,
  );
  expect(execFileSync(process.execPath, [program], { encoding: 'utf8', timeout: 20_000 })).toBe(
    'done\n',
  );
  scratch.remove();
});

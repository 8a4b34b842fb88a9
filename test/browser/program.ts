/** `npm start` without tokens, as a newcomer runs it: a process of its own, on a port that is free. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '../../src/base/time.ts';
import { guarded } from '../support/children.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const STARTED = /open (http:\/\/127\.0\.0\.1:\d+\/)/;

/** A program that runs. */
export interface RunningProgram {
  readonly url: string;
  /** All that it printed so far. */
  output(): string;
  /** Tells it to stop; resolves to its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the program with its clock at `start`. Rejects with its last words when it ends instead. */
export async function startProgram(start: Instant): Promise<RunningProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-browser-'));
  const child = guarded(
    spawn(process.execPath, [MAIN], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        SLIPWAY_SANDBOX_PORT: '0',
        SLIPWAY_SANDBOX_START: start,
      },
    }),
  );
  let output = '';
  const ended = once(child, 'close').then(() => child.exitCode);
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = STARTED.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    ended.then(() => reject(new Error(`the program ended: ${output}`)), reject);
  });
  return {
    url,
    output: () => output,
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

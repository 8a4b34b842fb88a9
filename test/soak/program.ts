/** The program as an operator starts it, in a process of its own that can be asked for its memory. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { guarded } from '../support/children.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const MEASURE = join(import.meta.dirname, 'measure.ts');

/** Memory of a program after a collection, in bytes. */
export interface Memory {
  /** What the machine gives it; the allocator keeps some of what is not used any more. */
  readonly rss: number;
  /** Objects that something still holds. */
  readonly heap: number;
  /** Buffers and the like. */
  readonly outside: number;
}

/** A program that listens to Slack. */
export interface Program {
  /** How much it uses; `snapshot` names a file that all its objects are written to as well. */
  memory(snapshot?: string): Promise<Memory>;
  /** Asks it to end well; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Null while it runs. */
  exitCode(): number | null;
  /** Lines of its log so far, by event. */
  logged(): ReadonlyMap<string, number>;
}

/** Starts it with these settings and nothing else; resolves when it says that it is ready. */
export async function startProgram(settings: Readonly<Record<string, string>>): Promise<Program> {
  const child = guarded(
    fork(MAIN, [], {
      env: { ...settings, PATH: process.env['PATH'] },
      execArgv: ['--expose-gc', '--import', MEASURE],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    }),
  );
  const logged = new Map<string, number>();
  const ready = Promise.withResolvers<void>();
  let rest = '';
  const hear = (chunk: Buffer): void => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = /"event":"([^"]+)"/.exec(line)?.[1] ?? line;
      logged.set(event, (logged.get(event) ?? 0) + 1);
      if (event === 'slipway.ready') ready.resolve();
    }
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  child.once('exit', () => ready.reject(new Error(`it ended: ${[...logged.keys()].join('; ')}`)));
  await ready.promise;
  return {
    async memory(snapshot) {
      child.send(snapshot ?? 'measure');
      const [memory] = (await once(child, 'message')) as [Memory];
      return memory;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill('SIGTERM');
      await once(child, 'exit');
      return child.exitCode;
    },
    exitCode: () => child.exitCode,
    logged: () => logged,
  };
}

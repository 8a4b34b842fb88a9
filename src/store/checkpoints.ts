import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ownFile } from '../base/own-files.ts';

/** A thread that copies what is in a log into its database. */
export interface Checkpoints {
  /** `most` goes on until little is left, `rest` is once. One at a time. Throws when the thread failed. */
  do(what: 'most' | 'rest'): Promise<void>;
  /** Closes its connection and ends it. */
  end(): Promise<void>;
}

/** Starts it; a thread that has nothing to do keeps no program alive. */
export function startCheckpoints(file: string): Checkpoints {
  const thread = new Worker(threadFile(), { workerData: file });
  thread.unref();
  const gone = new Promise<never>((_, reject) => {
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread of checkpoints has ended')));
  });
  gone.catch(() => undefined);
  return {
    async do(what) {
      const done = once(thread, 'message');
      // Whoever waits for it may have nothing else that keeps the program alive.
      thread.ref();
      thread.postMessage(what, []);
      await Promise.race([done, gone]).finally(() => thread.unref());
    },
    async end() {
      thread.ref();
      thread.postMessage('end', []);
      await gone.catch(() => undefined);
    },
  };
}

/** In the sources beside this file, in the built program beside its start. */
function threadFile(): URL | string {
  return import.meta.url.endsWith('.ts')
    ? new URL('./checkpoint-thread.ts', import.meta.url)
    : ownFile('checkpoint-thread.js');
}

/** Loaded before the program: tells the rig, when it asks, how much memory is in use after a collection. */
import { setImmediate as turn } from 'node:timers/promises';
import { writeHeapSnapshot } from 'node:v8';

// Node sends any JSON; the rig sends what to do, and for a snapshot the file to write.
async function answer(asked: unknown): Promise<void> {
  // What a collection lets go of may hold more that the next one can take.
  for (let round = 0; round < 3; round += 1) {
    await turn();
    globalThis.gc?.();
  }
  if (typeof asked === 'string' && asked.endsWith('.heapsnapshot')) writeHeapSnapshot(asked);
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ rss, heap: heapUsed, outside: external });
}

process.on('message', (asked) => void answer(asked));
// A rig that was ended itself cannot tell us to stop any more.
process.on('disconnect', () => process.exit(1));
// The rig must not keep a program alive that wants to end.
process.channel?.unref();

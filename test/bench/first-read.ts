/** A program that reads a repository for the first time, and says as it goes how much memory it holds. */
import { machineClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { createGitHub } from '../../src/github/create-github.ts';
import { openHouse } from './house.ts';

const [url = '', file = '', now = ''] = process.argv.slice(2);
const github = createGitHub({ token: 'x', apiUrl: url, wall: machineClock, log: silentLog });
let pages = 0;
const { app, store } = await openHouse(
  file,
  {
    ...github,
    issues: async (...asked) => {
      // Collecting costs more than a page, so only every tenth is measured; 0 stands for the others.
      const isMeasured = pages++ % 10 === 0;
      if (isMeasured) globalThis.gc?.();
      process.send?.(isMeasured ? process.memoryUsage().heapUsed : 0);
      return github.issues(...asked);
    },
  },
  now,
);
await app.beat();
await store.close();
process.disconnect();

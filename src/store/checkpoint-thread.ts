/** The thread that brings a long log into the database, with a connection of its own; see `log-keeper.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { pagesInLog } from './pages-in-log.ts';

// What comes meanwhile is left over, and then what comes during that: a few pages in the end, on a busy day too.
const FEW_PAGES = 200;
const MOST_ROUNDS = 5;

const sqlite = new Database(String(workerData), { fileMustExist: true });
sqlite.pragma('synchronous = full');

/** Waits for nobody and holds up nobody. What is in the log is on disk before it is copied. */
function checkpoint(): void {
  sqlite.pragma('wal_checkpoint(passive)');
}

function checkpointMost(): void {
  checkpoint();
  for (let round = 1; round < MOST_ROUNDS && pagesInLog(sqlite) > FEW_PAGES; round += 1)
    checkpoint();
}

parentPort?.on('message', (order: unknown) => {
  if (order === 'end') {
    sqlite.close();
    parentPort?.close();
    return;
  }
  if (order === 'most') checkpointMost();
  else checkpoint();
  parentPort?.postMessage('done', []);
});

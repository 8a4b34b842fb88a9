/** The thread that brings a long log into the database, with a connection of its own; see `log-keeper.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const sqlite = new Database(String(workerData), { fileMustExist: true });

/** `passive`: waits for nobody and holds up nobody. What is in the log is on disk before it is copied. */
function checkpoint(): void {
  sqlite.pragma('wal_checkpoint(passive)');
}

checkpoint();
checkpoint();
// Most of it is done, and the rest is for when nobody writes: we are told when that is.
parentPort?.once('message', () => {
  checkpoint();
  sqlite.close();
  parentPort?.close();
});
parentPort?.postMessage('nearly', []);

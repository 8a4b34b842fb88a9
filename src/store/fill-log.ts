import fs from 'node:fs';
import type Database from 'better-sqlite3';

// What a log may hold that is brought into the database in time, with room for what comes meanwhile.
const FULL_BYTES = 32 * 1024 * 1024;
const CHUNK = Buffer.alloc(1024 * 1024);

/**
 * Makes the log of `file` as long as it gets before it begins anew, by writing zeros behind its end. A file that
 * grows takes the journal of its file system along at every sync; one that is written over in place does not.
 * What SQLite finds behind the end of its log it takes for nothing. Throws when there is no room
 * for it, or another program writes; the log is then as it was.
 */
export function fillLog(sqlite: Database.Database, file: string): void {
  // With the lock nobody writes to the end of the log.
  sqlite.exec('begin immediate');
  const log = fs.openSync(`${file}-wal`, 'r+');
  const end = fs.fstatSync(log).size;
  try {
    for (let at = end; at < FULL_BYTES; at += CHUNK.length)
      fs.writeSync(log, CHUNK, 0, Math.min(CHUNK.length, FULL_BYTES - at), at);
  } catch (error) {
    // On a disk that is nearly full the room is for what people say.
    fs.ftruncateSync(log, end);
    throw error;
  } finally {
    fs.closeSync(log);
    sqlite.exec('rollback');
  }
}

/**
 * Knows how much of the log of a database is certainly on disk. A commit that does not wait for the disk leaves
 * its frames in the machine's memory, where a power cut takes them.
 */
import { statSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Watches every connection of this process. */
export interface DiskWatch {
  /** How many bytes of the log survive a power cut at this moment. */
  onDisk(): number;
  /** Leaves the connections as they were. */
  stop(): void;
}

const FULL = 2;
const SETTING = /^pragma synchronous = /;

/**
 * Watches the log beside `file`, which must not begin anew meanwhile. With `forgets` no commit waits for the
 * disk any more once one was told not to: so a rig proves that it would notice.
 */
export function watchDisk(file: string, forgets: boolean): DiskWatch {
  const size = (): number => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  let onDisk = size();

  /** A commit that wrote something waits when SQLite was told to; then all that came before it is there too. */
  function committing<T>(sqlite: Database.Database, commit: () => T): T {
    const before = size();
    const waits = sqlite.pragma('synchronous', { simple: true }) === FULL;
    const result = commit();
    if (waits && size() > before) onDisk = size();
    return result;
  }

  const { exec } = Database.prototype;
  Database.prototype.exec = function (this: Database.Database, sql: string) {
    const isIgnored = forgets && SETTING.test(sql);
    const run = () => exec.call(this, isIgnored ? 'pragma synchronous = normal' : sql);
    return sql === 'commit' ? committing(this, run) : run();
  };

  const statement = statementPrototype();
  const { run, get } = statement;
  type Statement = Database.Statement;
  statement.run = function (this: Statement, ...values: unknown[]) {
    const work = () => run.apply(this, values);
    return commitsAlone(this) ? committing(this.database, work) : work();
  };
  // What returns something: the lease that was taken, the try that was counted.
  statement.get = function (this: Statement, ...values: unknown[]) {
    const work = () => get.apply(this, values);
    return commitsAlone(this) ? committing(this.database, work) : work();
  };

  return {
    onDisk: () => onDisk,
    stop() {
      Database.prototype.exec = exec;
      Object.assign(statement, { run, get });
    },
  };
}

function commitsAlone({ readonly, database }: Database.Statement): boolean {
  return !readonly && !database.inTransaction;
}

/** Where the methods of all statements are; nothing exports it. */
function statementPrototype(): Database.Statement {
  const sqlite = new Database(':memory:');
  const prototype: unknown = Object.getPrototypeOf(sqlite.prepare('select 1'));
  sqlite.close();
  return prototype as Database.Statement;
}

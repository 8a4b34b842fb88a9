import type Database from 'better-sqlite3';
import {
  type CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import { inQueue } from './busy.ts';
import { waitsItself, type Disk, type Syncing } from './disk.ts';
import { refuseInside } from './inside.ts';
import { createStatements, type Statements } from './statements.ts';
import type { EndTurn, Turns } from './turns.ts';

/**
 * One connection for everything. Three differences to Kysely's own driver: transactions begin
 * IMMEDIATE (a deferred one fails half of the time when it turns from reading to writing beside another
 * program), statements are prepared once, and a write outside a transaction is refused.
 */
export class OneConnectionDialect extends SqliteDialect {
  readonly #sqlite: Database.Database;
  readonly #turns: Turns;
  readonly #disk: Disk;
  readonly #syncing: Syncing;

  constructor(
    sqlite: Database.Database,
    turns: Turns,
    disk: Disk = waitsItself,
    syncing: Syncing = 'at-once',
  ) {
    super({ database: sqlite });
    this.#sqlite = sqlite;
    this.#turns = turns;
    this.#disk = disk;
    this.#syncing = syncing;
  }

  override createDriver(): Driver {
    return new OneConnectionDriver(this.#sqlite, this.#turns, this.#disk, this.#syncing);
  }

  override createAdapter(): SqliteAdapter {
    return new OwnQueueAdapter();
  }
}

/** The queue is ours, so that prepared statements outside Kysely wait in the same line. */
class OwnQueueAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class OneConnectionDriver implements Driver {
  readonly #sqlite: Database.Database;
  readonly #turns: Turns;
  readonly #disk: Disk;
  readonly #syncing: Syncing;
  readonly #connection: DatabaseConnection;
  #endTurn: EndTurn | null = null;
  #wasInTransaction = false;

  constructor(sqlite: Database.Database, turns: Turns, disk: Disk, syncing: Syncing) {
    this.#sqlite = sqlite;
    this.#turns = turns;
    this.#disk = disk;
    this.#syncing = syncing;
    this.#connection = new OneConnection(sqlite);
  }

  async init(): Promise<void> {
    // The connection stands already.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    refuseInside('The outer database');
    this.#endTurn = await this.#turns.take();
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    const hasCommitted = this.#wasInTransaction;
    this.#wasInTransaction = false;
    this.#endTurn?.(hasCommitted);
  }

  async beginTransaction(): Promise<void> {
    this.#wasInTransaction = true;
    const trouble = this.#syncing === 'at-once' ? this.#disk.trouble() : null;
    if (trouble !== null) throw trouble;
    await inQueue(this.#sqlite, () => this.#sqlite.exec('begin immediate'), true);
  }

  async commitTransaction(): Promise<void> {
    this.#sqlite.exec('commit');
    this.#disk.wrote();
  }

  async rollbackTransaction(): Promise<void> {
    // After a full disk SQLite has rolled back by itself; a second rollback would hide that error.
    if (this.#sqlite.inTransaction) this.#sqlite.exec('rollback');
  }

  async destroy(): Promise<void> {
    // Whoever opened the file closes it; prepared statements outside Kysely use it too.
  }
}

class OneConnection implements DatabaseConnection {
  readonly #sqlite: Database.Database;
  readonly #statements: Statements;

  constructor(sqlite: Database.Database) {
    this.#sqlite = sqlite;
    this.#statements = createStatements(sqlite);
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const statement = this.#statements.of(query.sql);
    if (!statement.readonly && !this.#sqlite.inTransaction) {
      throw new Error('a write outside a transaction; ask for a Tx');
    }
    if (statement.reader) return { rows: statement.all(...query.parameters) as R[] };
    const { changes } = statement.run(...query.parameters);
    return { numAffectedRows: BigInt(changes), rows: [] };
  }

  streamQuery(): never {
    throw new Error('streaming would hold the only connection; read in pages');
  }
}

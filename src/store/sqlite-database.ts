// How does SQLite serve the store? One transaction at a time, on the one connection that writes; another one reads.

import type { Statement } from 'better-sqlite3';
import type { DataSource, QueryRunner } from 'typeorm';
import { GatewayError } from '../domain/errors';
import { type Answer, type Connection, type Execute, ReadConnection, TransactionConnection } from './connection';
import type { Database, OpeningOptions } from './database';
import { StoreUnusable } from './database-errors';
import type { SqliteSettings } from './database-settings';
import { inTransaction, type TransactionBounds } from './in-transaction';
import { migrate } from './migrate';
import { namedColumns } from './rows-by-name';
import { connectionOf, createDatabaseFile, readingSource, writingSource } from './sqlite-sources';

const BOUNDS: TransactionBounds = {
  // Takes the right to write at the beginning, so that another process (an operator's command) is waited for there; a
  // transaction that began by reading could only fail when it comes to write.
  begin: 'BEGIN IMMEDIATE',

  commit: (runner) => runner.query('COMMIT'),

  // After some failures (a full disk) SQLite has rolled back itself and refuses to do it again.
  giveUp: (runner) => runner.query('ROLLBACK').catch(() => {}),
};

/** Creates the file where there is none and brings its schema up to date. Rejects with {@link StoreUnusable}. */
export async function openSqlite(settings: SqliteSettings, options: OpeningOptions): Promise<Database> {
  createDatabaseFile(settings);
  const writing = writingSource(settings, options);
  const reading = readingSource(settings, options);
  try {
    await writing.initialize();
    await migrate(writing, BOUNDS);
    await reading.initialize();
  } catch (error) {
    await closeAll([writing, reading]);
    throw isOfTheDatabase(error) ? new StoreUnusable(CANNOT_OPEN) : error;
  }
  return new SqliteDatabase(writing, reading, options.onStatement);
}

const CANNOT_OPEN = 'DATABASE_URL: its file is no database, is damaged, or is held by another program.';

const isOfTheDatabase = (error: unknown): boolean =>
  (error instanceof GatewayError && error.code === 'SERVICE_UNAVAILABLE') ||
  (error instanceof Error && error.name === 'SqliteError');

class SqliteDatabase implements Database {
  readonly reads: Connection;
  readonly #runner: QueryRunner;
  readonly #write: Execute;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly writing: DataSource,
    private readonly reading: DataSource,
    onStatement: OpeningOptions['onStatement'],
  ) {
    this.reads = new ReadConnection('sqlite', executeOn(reading, onStatement));
    this.#write = executeOn(writing, onStatement);
    this.#runner = writing.createQueryRunner();
  }

  /** Queues: TypeORM's SQLite driver would nest a second transaction inside the first, and roll back both or neither. */
  transact<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => {
      const connection = new TransactionConnection('sqlite', this.#write, this.#runner.manager);
      return inTransaction(this.#runner, BOUNDS, () => work(connection));
    });
    this.#last = result.catch(() => {});
    return result;
  }

  /** What is not was refused when it was opened. */
  async isWritable(): Promise<boolean> {
    return true;
  }

  /** The writing connection last: it takes the write-ahead log along. */
  close(): Promise<void> {
    return closeAll([this.reading, this.writing]);
  }
}

/** Straight to the driver, each statement prepared once: TypeORM's way there costs as much as a small statement itself. */
function executeOn(source: DataSource, onStatement: OpeningOptions['onStatement']): Execute {
  const prepared = new Map<string, (values: readonly unknown[]) => Answer>();
  return async ({ sql, values }) => {
    onStatement?.(sql);
    let run = prepared.get(sql);
    if (run === undefined) {
      run = runnerOf(connectionOf(source).prepare(sql));
      prepared.set(sql, run);
    }
    return run(values);
  };
}

function runnerOf(statement: Statement): (values: readonly unknown[]) => Answer {
  if (!statement.reader) return (values) => ({ rows: [], affected: statement.run(values).changes });
  const named = namedColumns(statement.columns().map(({ name }) => name));
  const raw = statement.raw() as Statement<unknown[], unknown[]>;
  return (values) => ({ rows: raw.all(values).map(named), affected: 0 });
}

async function closeAll(sources: readonly DataSource[]): Promise<void> {
  for (const source of sources) if (source.isInitialized) await source.destroy();
}

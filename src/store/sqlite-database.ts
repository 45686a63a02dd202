// How does SQLite serve the store? One connection writes, another one reads what is committed.

import type { Database as SqliteConnection, Statement } from 'better-sqlite3';
import type { DataSource, EntityManager } from 'typeorm';
import { GatewayError } from '../domain/errors';
import { type Answer, type Connection, type Execute, ReadConnection, TransactionConnection } from './connection';
import type { Database, OpeningOptions } from './database';
import { databaseAway, StoreUnusable } from './database-errors';
import type { SqliteSettings } from './database-settings';
import type { TransactionBounds } from './in-transaction';
import { migrate } from './migrate';
import { namedColumns } from './rows-by-name';
import { connectionOf, createDatabaseFile, readingSource, writingSource } from './sqlite-sources';
import { SqliteWriter } from './sqlite-writer';

/** For changes of the schema. Another program that starts at the same time is waited for at the beginning. */
const MIGRATION_BOUNDS: TransactionBounds = {
  begin: 'BEGIN IMMEDIATE',
  commit: (runner) => runner.query('COMMIT'),
  giveUp: (runner) => runner.query('ROLLBACK').catch(() => {}),
};

/** Creates the file where there is none and brings its schema up to date. Rejects with {@link StoreUnusable}. */
export async function openSqlite(settings: SqliteSettings, options: OpeningOptions): Promise<Database> {
  createDatabaseFile(settings);
  const writing = writingSource(settings, options);
  const reading = readingSource(settings, options);
  try {
    await writing.initialize();
    await migrate(writing, MIGRATION_BOUNDS);
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
  readonly #write: Execute;
  readonly #entities: EntityManager;
  readonly #writer: SqliteWriter;

  constructor(
    private readonly writing: DataSource,
    private readonly reading: DataSource,
    onStatement: OpeningOptions['onStatement'],
  ) {
    this.reads = new ReadConnection('sqlite', readingOn(writing, reading, onStatement));
    this.#write = insideOnly(connectionOf(writing), executeOn(writing, onStatement));
    this.#entities = writing.createQueryRunner().manager;
    this.#writer = new SqliteWriter(connectionOf(writing), onStatement);
  }

  transact<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T> {
    return this.#writer.transact(() => work(new TransactionConnection('sqlite', this.#write, this.#entities)));
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

/**
 * Between transactions on the connection that writes: it alone keeps in memory what it has read when something is written;
 * the other one reads most of it anew. What is not committed is seen on neither.
 */
function readingOn(writing: DataSource, reading: DataSource, onStatement: OpeningOptions['onStatement']): Execute {
  const between = executeOn(writing, onStatement, mustBeRead);
  const during = executeOn(reading, onStatement, mustBeRead);
  return (statement) => (connectionOf(writing).inTransaction ? during(statement) : between(statement));
}

/** A work whose transaction SQLite has rolled back by itself would go on without one, each statement stored for itself. */
const insideOnly =
  (connection: SqliteConnection, execute: Execute): Execute =>
  async (statement) => {
    if (!connection.inTransaction) throw databaseAway();
    return execute(statement);
  };

/** By what SQLite itself finds in the statement, whatever was meant. BEGIN writes nothing either, but has no rows. */
function mustBeRead({ readonly, reader }: Statement): void {
  if (!readonly || !reader) throw Object.assign(new Error('It writes.'), { code: 'WRITES_BUT_WAS_SENT_AS_A_READ' });
}

/** Straight to the driver, each statement prepared once: TypeORM's way there costs as much as a small statement itself. */
function executeOn(
  source: DataSource,
  onStatement: OpeningOptions['onStatement'],
  check: (statement: Statement) => void = () => {},
): Execute {
  const prepared = new Map<string, (values: readonly unknown[]) => Answer>();
  return async ({ sql, values }) => {
    onStatement?.(sql);
    let run = prepared.get(sql);
    if (run === undefined) {
      const statement = connectionOf(source).prepare(sql);
      check(statement);
      run = runnerOf(statement);
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

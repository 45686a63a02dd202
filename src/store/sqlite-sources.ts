// How is a SQLite file opened? Twice: one connection writes, another reads what is committed.
// TypeORM's SQLite driver has one connection for each data source; a read on the writing one would see uncommitted rows.

import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { BUSY_TIMEOUT_MS, type OpeningOptions } from './database';
import { StoreUnusable } from './database-errors';
import type { SqliteSettings } from './database-settings';
import { ENTITIES } from './entities/all';
import { MIGRATIONS } from './migrations/all';
import { StatementObserver } from './statement-observer';

/** The connection that writes; also that of TypeORM's CLI. */
export const writingSource = (settings: SqliteSettings, options: OpeningOptions = {}): DataSource =>
  new DataSource({
    ...common(settings, options),
    entities: ENTITIES,
    migrations: MIGRATIONS,
    prepareDatabase: prepareForWriting,
  });

/** 8 MB instead of better-sqlite3's 16: what is not in it, the system has in memory. */
const CACHE = 'cache_size = -8000';

/** Cannot write, whatever it is asked. It is asked while somebody writes, and then keeps nothing for long: a small cache does. */
export const readingSource = (settings: SqliteSettings, options: OpeningOptions = {}): DataSource =>
  new DataSource({
    ...common(settings, options),
    readonly: true,
    prepareDatabase: (database: Database) => void database.pragma('cache_size = -2000'),
  });

/** The connection beneath TypeORM. */
export const connectionOf = (source: DataSource): Database =>
  (source.driver as unknown as { readonly databaseConnection: Database }).databaseConnection;

/** Creates the database file, and its folder where missing, for its owner's eyes only. What exists keeps its permissions. */
export function createDatabaseFile({ file }: SqliteSettings): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown';
    throw new StoreUnusable(`DATABASE_URL: its file cannot be created or opened for writing (${code}).`);
  }
}

const common = ({ file }: SqliteSettings, { busyTimeoutMs = BUSY_TIMEOUT_MS, onStatement }: OpeningOptions) =>
  ({
    type: 'better-sqlite3',
    database: file,
    timeout: busyTimeoutMs,
    logger: new StatementObserver(onStatement),
  }) as const satisfies DataSourceOptions;

/**
 * On every start, not only on the first: better-sqlite3 is compiled to open files that are in WAL mode already with
 * `synchronous = NORMAL`, which can lose acknowledged commits when the power fails.
 */
function prepareForWriting(database: Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma(CACHE);
}

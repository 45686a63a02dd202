// How is the database opened? Twice: one connection writes, another reads what is committed.
// TypeORM's SQLite driver has one connection for each data source; a read on the writing one would see uncommitted rows.

import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { StoreUnusable } from './database-errors';
import { ENTITIES } from './entities/all';
import { MIGRATIONS } from './migrations/all';
import { StatementObserver } from './statement-observer';

export interface ConnectionOptions {
  /** `sqlite:` and a path. */
  readonly databaseUrl: string;
  /** How long to wait for another process that writes; 5 seconds. */
  readonly busyTimeoutMs?: number;
  /** Is told the text of every statement, never its values. */
  readonly onStatement?: (sql: string) => void;
}

/** The connection that writes; also that of TypeORM's CLI. */
export const writingDataSource = (options: ConnectionOptions): DataSource =>
  new DataSource({
    ...common(options),
    entities: ENTITIES,
    migrations: MIGRATIONS,
    prepareDatabase: prepareForWriting,
  });

/** Cannot write, whatever it is asked. */
export const readingDataSource = (options: ConnectionOptions): DataSource =>
  new DataSource({ ...common(options), readonly: true });

/** Creates the database file, and its folder where missing, for its owner's eyes only. What exists keeps its permissions. */
export function createDatabaseFile(databaseUrl: string): void {
  const path = sqlitePath(databaseUrl);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown';
    throw new StoreUnusable(`DATABASE_URL: its file cannot be created or opened for writing (${code}).`);
  }
}

function common({ databaseUrl, busyTimeoutMs = 5_000, onStatement }: ConnectionOptions) {
  return {
    type: 'better-sqlite3',
    database: sqlitePath(databaseUrl),
    timeout: busyTimeoutMs,
    logger: new StatementObserver(onStatement),
  } as const satisfies DataSourceOptions;
}

/**
 * On every start, not only on the first: better-sqlite3 is compiled to open files that are in WAL mode already with
 * `synchronous = NORMAL`, which can lose acknowledged commits when the power fails.
 */
function prepareForWriting(database: Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
}

function sqlitePath(databaseUrl: string): string {
  const path = /^sqlite:(?!:memory:)(.+)$/.exec(databaseUrl)?.[1];
  if (path === undefined) throw new StoreUnusable('DATABASE_URL must be sqlite: and the path of a file.');
  return path;
}

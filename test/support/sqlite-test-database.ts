// A SQLite database for a test: a file in a folder of its own.

import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { SqliteTables } from './sqlite-tables';
import type { FileOnDisk, Row, TestDatabase } from './test-database';

export interface SqliteTestDatabase extends TestDatabase {
  readonly settings: { readonly kind: 'sqlite'; readonly file: string };
}

export async function openSqliteTestDatabase(): Promise<SqliteTestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-test-'));
  // The folder is the gateway's to make, and so is the file: it is opened when it is first looked into.
  const file = join(folder, 'data', 'gateway.sqlite');
  let opened: Database | null = null;
  const database = (): Database => {
    opened ??= openedForTampering(file);
    return opened;
  };
  const letGo = async () => {
    opened?.close();
    opened = null;
  };
  return {
    settings: { kind: 'sqlite', file },
    url: `sqlite:${file}`,
    rows: async (sql, ...values) =>
      database()
        .prepare<unknown[], Row>(sql)
        .all(...values),
    tamper: async (sql, ...values) =>
      void database()
        .prepare(sql)
        .run(...values),
    refuseInserts: async (table) =>
      void database().exec(
        `CREATE TRIGGER no_more_in_${table} BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'no room'); END`,
      ),
    faults: async () => faultsOf(database()),
    bytesOnDisk: async () => filesOf(file),
    openTables: async () => new SqliteTables(file),
    letGo,
    async close() {
      await letGo();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function openedForTampering(file: string): Database {
  const database = new Sqlite(file, { fileMustExist: true });
  database.pragma('foreign_keys = ON');
  return database;
}

function faultsOf(database: Database): string[] {
  const damage = database.pragma('integrity_check') as { integrity_check: string }[];
  const loose = database.pragma('foreign_key_check') as { table: string; parent: string }[];
  return [
    ...damage.map(({ integrity_check: words }) => words).filter((words) => words !== 'ok'),
    ...loose.map(({ table, parent }) => `a row of ${table} refers to one of ${parent} that is not there`),
  ];
}

/** While the gateway runs the write-ahead log is not merged. */
const filesOf = (file: string): FileOnDisk[] =>
  ['', '-wal', '-shm']
    .map((suffix) => `${file}${suffix}`)
    .filter((name) => existsSync(name))
    .map((name) => ({ name, content: readFileSync(name) }));

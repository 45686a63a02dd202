// What does a test run on? A fresh database of its own, on the store that was chosen, with a way past all that guards it.

import type { DatabaseSettings } from '../../src/store/database-settings';
import type { Tables } from './database-snapshot';
import { openPostgresTestDatabase } from './postgres-test-database';
import { openSqliteTestDatabase } from './sqlite-test-database';
import { STORE } from './test-store';

export type Row = Readonly<Record<string, unknown>>;

export interface TestDatabase {
  readonly settings: DatabaseSettings;
  /** The same as `DATABASE_URL` says it, for a gateway in a process of its own. */
  readonly url: string;
  /** Looks into the database itself. `?` stands for a value, on either store. */
  rows(sql: string, ...values: unknown[]): Promise<Row[]>;
  /** Changes the database itself: for what no operation can do. What its constraints forbid is refused here too. */
  tamper(sql: string, ...values: unknown[]): Promise<void>;
  /** From now on nothing can be added to this table. */
  refuseInserts(table: string): Promise<void>;
  /** What is wrong with it: damage, or rows that refer to what is not there. */
  faults(): Promise<readonly string[]>;
  /** All that it keeps on the disk, byte by byte, also of what was deleted or is not merged yet. */
  bytesOnDisk(): Promise<readonly FileOnDisk[]>;
  /** Closes its own connection, until it looks again: then nothing but gateways has the database open. */
  letGo(): Promise<void>;
  /** For snapshots. Whoever opens them closes them. */
  openTables(): Promise<Tables>;
  /** The gateway that uses it is closed by then. */
  close(): Promise<void>;
}

export interface FileOnDisk {
  readonly name: string;
  readonly content: Buffer;
}

/** Empty: the gateway makes its tables when it opens it. */
export const openTestDatabase = (): Promise<TestDatabase> =>
  STORE === 'postgres' ? openPostgresTestDatabase() : openSqliteTestDatabase();

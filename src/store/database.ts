// What does the store need of a database, whichever it is?

import type { Connection, TransactionConnection } from './connection';

export interface Database {
  /** Sees what is committed, and nothing else. */
  readonly reads: Connection;
  /** All of the work or nothing. The work may be run more than once: what an attempt did that failed is undone. */
  transact<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T>;
  /** False for a standby, which reads but cannot write. */
  isWritable(): Promise<boolean>;
  /** Nothing is running any more when it is called. */
  close(): Promise<void>;
}

export const BUSY_TIMEOUT_MS = 5_000;

export interface OpeningOptions {
  /** How long to wait for a database that is busy: on SQLite with another writer, on PostgreSQL with anything. By default {@link BUSY_TIMEOUT_MS}. */
  readonly busyTimeoutMs?: number;
  /** Is told the text of every statement, never its values. */
  readonly onStatement?: (sql: string) => void;
  /** Is told once why the database is away, in words for the operator, and null once it is back. */
  readonly onOutage?: (reason: string | null) => void;
}

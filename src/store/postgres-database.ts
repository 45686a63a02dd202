// How does PostgreSQL serve the store? Transactions run side by side, each as if it were alone (SERIALIZABLE); where two met,
// one of them begins again.

import { setTimeout } from 'node:timers/promises';
import type { Client, Pool, PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { type Connection, type Execute, ReadConnection, TransactionConnection } from './connection';
import type { Database, OpeningOptions } from './database';
import { Collision, databaseAway, isOutage, translateDatabaseError, WORTH_ATTEMPTS } from './database-errors';
import type { PostgresSettings } from './database-settings';
import { inTransaction, type TransactionBounds } from './in-transaction';
import { migrate } from './migrate';
import { migratingSource, poolOf, postgresSource } from './postgres-source';
import { outageInWords, postgresUnusable, refuseUnsafeServer } from './postgres-unusable';
import { Statement } from './statement';

/** As if every transaction were alone. */
const BOUNDS: TransactionBounds = { begin: 'BEGIN ISOLATION LEVEL SERIALIZABLE', commit, giveUp };

/** Not serializable: who has waited for the lock must see what the other has done. */
const MIGRATION_BOUNDS: TransactionBounds = { begin: 'BEGIN ISOLATION LEVEL READ COMMITTED', commit, giveUp };

const READ_ONLY = new Statement('SHOW transaction_read_only');

/** The number is nobody else's in this database. Until the transaction's end. */
export const MIGRATION_LOCK = 'SELECT pg_advisory_xact_lock(4711202611)';

/** Brings the schema of an existing database up to date. Rejects with `StoreUnusable`. */
export async function openPostgres(settings: PostgresSettings, options: OpeningOptions): Promise<Database> {
  const source = postgresSource(settings, options);
  const migrating = migratingSource(settings, options);
  try {
    await migrating.initialize();
    await refuseUnsafeServer(migrating);
    await migrate(migrating, MIGRATION_BOUNDS, MIGRATION_LOCK);
    await source.initialize();
  } catch (error) {
    throw postgresUnusable(error);
  } finally {
    if (migrating.isInitialized) await migrating.destroy();
  }
  return new PostgresDatabase(source, options);
}

class PostgresDatabase implements Database {
  readonly reads: Connection;
  #isAway = false;

  constructor(
    private readonly source: DataSource,
    private readonly options: OpeningOptions,
  ) {
    // The pool throws away a connection on which a statement has failed.
    this.reads = new ReadConnection('postgres', this.#executeOn(poolOf(source)));
  }

  async transact<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T> {
    const met = { ORDER: 0, UNIQUE: 0 };
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(work);
      } catch (error) {
        if (!(error instanceof Collision) || ++met[error.kind] >= WORTH_ATTEMPTS[error.kind]) throw error;
        await setTimeout(pauseAfter(attempt));
      }
    }
  }

  async isWritable(): Promise<boolean> {
    const [row] = await this.reads.all<{ transaction_read_only: string }>(READ_ONLY, {});
    return row?.transaction_read_only === 'off';
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  async #attempt<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const client: PoolClient = await this.#connect(runner);
      const connection = new TransactionConnection('postgres', this.#executeOn(client), runner.manager);
      return await inTransaction(runner, BOUNDS, () => work(connection));
    } finally {
      await runner.release();
    }
  }

  /** Whatever keeps us from the server, it is away. */
  async #connect(runner: QueryRunner): Promise<PoolClient> {
    try {
      return await this.#watched(() => runner.connect());
    } catch {
      throw databaseAway();
    }
  }

  /** Tells of the beginning and the end of an outage. */
  async #watched<T>(action: () => Promise<T>): Promise<T> {
    try {
      const result = await action();
      if (this.#isAway) this.options.onOutage?.(null);
      this.#isAway = false;
      return result;
    } catch (error) {
      if (!this.#isAway && isOutage(translateDatabaseError(error))) {
        this.#isAway = true;
        this.options.onOutage?.(outageInWords(error));
      }
      throw error;
    }
  }

  #executeOn(client: Pool | PoolClient): Execute {
    return async ({ name, sql, values }) => {
      this.options.onStatement?.(sql);
      const query = { name: name ?? undefined, text: sql, values: values.map(withoutNul) };
      const { rows, rowCount } = await this.#watched(() => client.query(query));
      return { rows, affected: rowCount ?? 0 };
    };
  }
}

/** PostgreSQL answers the COMMIT of a transaction in which a statement had failed with ROLLBACK, and no error. */
async function commit(runner: QueryRunner): Promise<void> {
  const client: PoolClient = await runner.connect();
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT') throw new Error('A transaction went on after a statement of it had failed.');
}

/**
 * Rolls back, unless the server is away or does not answer: then the connection is of no use to anybody, and the server
 * ends what was begun on it.
 */
async function giveUp(runner: QueryRunner, reason: unknown): Promise<void> {
  if (!isOutage(reason) && (await runner.query('ROLLBACK').then(succeeded, failed))) return;
  const client: PoolClient | null = await runner.connect().catch(() => null);
  // Ended clients are not taken back into the pool.
  (client as unknown as Client | null)?.end().catch(() => {});
}

const succeeded = () => true;
const failed = () => false;

/** In milliseconds, at random: who met once is not to meet again. Longer each time, up to a quarter of a second. */
const pauseAfter = (attempt: number): number => Math.random() * Math.min(5 * 2 ** attempt, 250);

/**
 * PostgreSQL's text cannot hold the character NUL. What is looked for may have one, and is then not found; what is stored has
 * none: names and tokens are checked before.
 */
const withoutNul = (value: string | number | null) =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;

// How does PostgreSQL serve the store? Transactions run side by side, each as if it were alone (SERIALIZABLE); where two met,
// one of them begins again.

import { setTimeout } from 'node:timers/promises';
import type { Client, Pool, PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { GatewayError } from '../domain/errors';
import { type Connection, type Execute, ReadConnection, TransactionConnection } from './connection';
import type { Database, OpeningOptions } from './database';
import { Collision, translated } from './database-errors';
import type { PostgresSettings } from './database-settings';
import { inTransaction, type TransactionBounds } from './in-transaction';
import { migrate } from './migrate';
import { migratingSource, poolOf, postgresSource } from './postgres-source';
import { postgresUnusable, refuseUnsafeServer } from './postgres-unusable';

/** As if every transaction were alone. */
const BOUNDS: TransactionBounds = { begin: 'BEGIN ISOLATION LEVEL SERIALIZABLE', giveUp };

/** Not serializable: who has waited for the lock must see what the other has done. */
const MIGRATION_BOUNDS: TransactionBounds = { begin: 'BEGIN', giveUp };

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
  return new PostgresDatabase(source, options.onStatement);
}

class PostgresDatabase implements Database {
  readonly reads: Connection;

  constructor(
    private readonly source: DataSource,
    private readonly onStatement: (sql: string) => void = () => {},
  ) {
    // The pool throws away a connection on which a statement has failed.
    this.reads = new ReadConnection('postgres', this.#executeOn(poolOf(source)));
  }

  async transact<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(work);
      } catch (error) {
        if (!(error instanceof Collision) || attempt >= error.worthAttempts) throw error;
        await setTimeout(pauseAfter(attempt));
      }
    }
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  async #attempt<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const client: PoolClient = await translated(() => runner.connect());
      const connection = new TransactionConnection('postgres', this.#executeOn(client), runner.manager);
      return await inTransaction(runner, BOUNDS, () => work(connection));
    } finally {
      await runner.release();
    }
  }

  #executeOn(client: Pool | PoolClient): Execute {
    return async ({ name, sql, values }) => {
      this.onStatement(sql);
      const { rows, rowCount } = await client.query({
        name: name ?? undefined,
        text: sql,
        values: values.map(withoutNul),
      });
      return { rows, affected: rowCount ?? 0 };
    };
  }
}

/**
 * Rolls back, unless the server is away or does not answer: then the connection is of no use to anybody, and the server
 * ends what was begun on it.
 */
async function giveUp(runner: QueryRunner, reason: unknown): Promise<void> {
  const isAway =
    reason instanceof GatewayError && reason.code === 'SERVICE_UNAVAILABLE' && !(reason instanceof Collision);
  if (!isAway && (await runner.query('ROLLBACK').then(succeeded, failed))) return;
  const client: PoolClient | null = await runner.connect().catch(() => null);
  // Ended clients are not taken back into the pool.
  (client as unknown as Client | null)?.end().catch(() => {});
}

const succeeded = () => true;
const failed = () => false;

/** In milliseconds, at random: who met once is not to meet again. Longer each time, up to a quarter of a second. */
const pauseAfter = (attempt: number): number => Math.random() * Math.min(5 * 2 ** attempt, 250);

/** PostgreSQL's text cannot hold the character NUL; what is stored has none, so what has one is not found. */
const withoutNul = (value: string | number | null) =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;

// How is the store opened and closed? This is all that the rest of the program sees of it.

import type { Reads, TokenCipher, UnitOfWork } from '../application/ports';
import type { Database, OpeningOptions } from './database';
import type { DatabaseSettings } from './database-settings';
import { openPostgres } from './postgres-database';
import { createReads } from './reads/reads';
import { openSqlite } from './sqlite-database';
import { StoreUnitOfWork } from './unit-of-work';

export { OutcomeUnknown, StoreUnusable } from './database-errors';

export interface StoreOptions extends OpeningOptions {
  readonly database: DatabaseSettings;
  /** Opens what is sealed; sealing is the use cases' business. */
  readonly cipher: TokenCipher;
  /** A transaction inside another is an error that is found here; where nobody looks, it would wait for itself. By default false. */
  readonly refusesNesting?: boolean;
  /** After so many milliseconds a transaction that has not ended is given up. By default 30 seconds. */
  readonly stuckAfterMs?: number;
}

export interface Store {
  readonly unitOfWork: UnitOfWork;
  readonly reads: Reads;
  /** Finishes the transactions that wait, then closes the database. */
  close(): Promise<void>;
}

/** Creates the database's tables where there are none, brings its schema up to date and opens it. Rejects with {@link StoreUnusable}. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const database = await openDatabase(options.database, options);
  const unitOfWork = new StoreUnitOfWork(
    database,
    options.cipher,
    options.refusesNesting ?? false,
    options.stuckAfterMs,
  );
  return {
    unitOfWork,
    reads: createReads(database, options.cipher),
    async close() {
      await unitOfWork.close();
      await database.close();
    },
  };
}

const openDatabase = (settings: DatabaseSettings, options: OpeningOptions): Promise<Database> =>
  settings.kind === 'sqlite' ? openSqlite(settings, options) : openPostgres(settings, options);

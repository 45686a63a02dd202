// How is the store opened and closed? This is all that the rest of the program sees of it.

import type { DataSource } from 'typeorm';
import type { Reads, TokenCipher, UnitOfWork } from '../application/ports';
import { GatewayError } from '../domain/errors';
import { ReadConnection } from './connection';
import { type ConnectionOptions, createDatabaseFile, readingDataSource, writingDataSource } from './data-sources';
import { StoreUnusable } from './database-errors';
import { migrate } from './migrate';
import { createReads } from './reads/reads';
import { QueuedUnitOfWork } from './unit-of-work';

export { StoreUnusable } from './database-errors';

export interface StoreOptions extends ConnectionOptions {
  /** Opens what is sealed; sealing is the use cases' business. */
  readonly cipher: TokenCipher;
}

export interface Store {
  readonly unitOfWork: UnitOfWork;
  readonly reads: Reads;
  /** Finishes the transactions that wait, then closes the database. */
  close(): Promise<void>;
}

/** Creates the database where there is none, brings its schema up to date and opens it. Rejects with {@link StoreUnusable}. */
export async function openStore(options: StoreOptions): Promise<Store> {
  createDatabaseFile(options.databaseUrl);
  const writing = writingDataSource(options);
  const reading = readingDataSource(options);
  await orClose([writing, reading], async () => {
    await writing.initialize();
    await migrate(writing);
    await reading.initialize();
  });

  const unitOfWork = new QueuedUnitOfWork(writing.createQueryRunner(), options.cipher);
  return {
    unitOfWork,
    reads: createReads(new ReadConnection(reading), options.cipher),
    async close() {
      await unitOfWork.close();
      await closeAll([reading, writing]); // the writing one last: it takes the write-ahead log along
    },
  };
}

async function orClose(sources: readonly DataSource[], open: () => Promise<void>): Promise<void> {
  try {
    await open();
  } catch (error) {
    await closeAll(sources);
    throw isOfTheDatabase(error) ? new StoreUnusable(CANNOT_OPEN) : error;
  }
}

const CANNOT_OPEN = 'DATABASE_URL: its file is no database, is damaged, or is held by another program.';

const isOfTheDatabase = (error: unknown): boolean =>
  (error instanceof GatewayError && error.code === 'SERVICE_UNAVAILABLE') ||
  (error instanceof Error && error.name === 'SqliteError');

async function closeAll(sources: readonly DataSource[]): Promise<void> {
  for (const source of sources) if (source.isInitialized) await source.destroy();
}

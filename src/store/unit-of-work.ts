// How does a use case get its transaction? With all repositories in it, never inside another one, and not after the end.

import { AsyncLocalStorage } from 'node:async_hooks';
import type { TokenCipher, Transaction, UnitOfWork } from '../application/ports';
import type { TransactionConnection } from './connection';
import type { Database } from './database';
import { databaseAway } from './database-errors';
import { createTransaction } from './transaction';

export class StoreUnitOfWork implements UnitOfWork {
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;
  /** The transaction that the running code is part of. */
  readonly #current = new AsyncLocalStorage<{ open: boolean }>();

  constructor(
    private readonly database: Database,
    private readonly cipher: TokenCipher,
  ) {}

  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.#current.getStore()?.open) {
      throw new Error('A transaction was opened inside another: it would wait for itself for ever.');
    }
    if (this.#closed) throw databaseAway();
    const result = this.database.transact((connection) => this.#attempt(connection, work));
    this.#running.add(result);
    return result.finally(() => this.#running.delete(result));
  }

  /** Takes no more work, and resolves when what was taken is done. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
  }

  #attempt<T>(connection: TransactionConnection, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const transaction = { open: true };
    return this.#current.run(transaction, async () => {
      try {
        return await work(createTransaction(connection, this.cipher));
      } finally {
        connection.end(); // before COMMIT: what was not awaited must not slip in behind it
        transaction.open = false;
      }
    });
  }
}

// How are writes kept apart? They queue: one transaction at a time, on the one connection that writes.
// TypeORM's SQLite driver would nest a second transaction inside the first, and roll back both or neither.

import { AsyncLocalStorage } from 'node:async_hooks';
import type { QueryRunner } from 'typeorm';
import type { TokenCipher, Transaction, UnitOfWork } from '../application/ports';
import { inTransaction } from './begin-and-commit';
import { TransactionConnection } from './connection';
import { databaseAway } from './database-errors';
import { createTransaction } from './transaction';

export class QueuedUnitOfWork implements UnitOfWork {
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;
  /** The transaction that the running code is part of. */
  readonly #current = new AsyncLocalStorage<{ open: boolean }>();

  constructor(
    private readonly runner: QueryRunner,
    private readonly cipher: TokenCipher,
  ) {}

  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.#current.getStore()?.open) {
      throw new Error('A transaction was opened inside another: it would wait for itself for ever.');
    }
    if (this.#closed) throw databaseAway();
    const result = this.#last.then(() => this.#transact(work));
    this.#last = result.catch(() => {});
    return result;
  }

  /** Takes no more work, and resolves when what was taken is done. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
  }

  async #transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const connection = new TransactionConnection(this.runner);
    const transaction = { open: true };
    try {
      return await inTransaction(this.runner, () =>
        this.#current.run(transaction, async () => {
          try {
            return await work(createTransaction(connection, this.cipher));
          } finally {
            connection.end(); // before COMMIT: what was not awaited must not slip in behind it
          }
        }),
      );
    } finally {
      transaction.open = false;
    }
  }
}

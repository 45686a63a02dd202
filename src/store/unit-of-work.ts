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
  readonly #nesting: NestingGuard | null;

  /** `refusesNesting`: while a program is made or tested. It slows down every promise of the process by some per cent. */
  constructor(
    private readonly database: Database,
    private readonly cipher: TokenCipher,
    refusesNesting: boolean,
  ) {
    this.#nesting = refusesNesting ? new NestingGuard() : null;
  }

  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    this.#nesting?.refuseInside();
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
    const attempt = async () => {
      try {
        return await work(createTransaction(connection, this.cipher));
      } finally {
        connection.end(); // before COMMIT: what was not awaited must not slip in behind it
      }
    };
    return this.#nesting?.watch(attempt) ?? attempt();
  }
}

/** Knows whether the running code is part of a transaction. */
class NestingGuard {
  readonly #current = new AsyncLocalStorage<{ open: boolean }>();

  refuseInside(): void {
    if (!this.#current.getStore()?.open) return;
    throw new Error('A transaction was opened inside another: it would wait for itself for ever.');
  }

  watch<T>(attempt: () => Promise<T>): Promise<T> {
    const transaction = { open: true };
    return this.#current.run(transaction, () =>
      attempt().finally(() => {
        transaction.open = false;
      }),
    );
  }
}

// How does a use case get its transaction? With all repositories in it, never inside another one, and not after the end.

import { AsyncLocalStorage } from 'node:async_hooks';
import type { TokenCipher, Transaction, UnitOfWork } from '../application/ports';
import type { TransactionConnection } from './connection';
import type { Database } from './database';
import { databaseAway } from './database-errors';
import { createTransaction } from './transaction';

/** As long as a mutation has: nobody waits for it any longer. */
const STUCK_AFTER_MS = 30_000;

export class StoreUnitOfWork implements UnitOfWork {
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;
  readonly #nesting: NestingGuard | null;

  /** `stuckAfterMs`: a work that has not ended by then never will. `refusesNesting`: while a program is made or tested. It slows down every promise of the process by some per cent. */
  constructor(
    private readonly database: Database,
    private readonly cipher: TokenCipher,
    refusesNesting: boolean,
    private readonly stuckAfterMs = STUCK_AFTER_MS,
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
        return await inTime(work(createTransaction(connection, this.cipher)), this.stuckAfterMs);
      } finally {
        connection.end(); // before COMMIT: what was not awaited must not slip in behind it
      }
    };
    return this.#nesting?.watch(attempt) ?? attempt();
  }
}

/** On SQLite a transaction that waits for something that never comes would keep all others waiting too. */
function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const stuck = () => reject(new Error('A transaction did not end: something in it waits for what comes after it.'));
    const timer = setTimeout(stuck, milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
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

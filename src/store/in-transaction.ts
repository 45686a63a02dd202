// Where does a transaction begin, and how does it end? Here alone.

import type { QueryRunner } from 'typeorm';
import { translated } from './database-errors';

/** How a database's transactions begin, and how one is given up. */
export interface TransactionBounds {
  /** Says how apart from others it is to be. */
  readonly begin: string;
  /** Never rejects: the error that is the reason is the one to tell. */
  giveUp(runner: QueryRunner, reason: unknown): Promise<void>;
}

/** All of the work or nothing. */
export async function inTransaction<T>(
  runner: QueryRunner,
  { begin, giveUp }: TransactionBounds,
  work: () => Promise<T>,
): Promise<T> {
  try {
    await translated(() => runner.query(begin));
    const result = await work();
    await translated(() => runner.query('COMMIT'));
    return result;
  } catch (error) {
    await giveUp(runner, error);
    throw error;
  }
}

// Where does a transaction begin, and how does it end? Here alone.

import type { QueryRunner } from 'typeorm';
import { databaseAway, isOutage, OutcomeUnknown, translated } from './database-errors';

/** How a database's transactions begin, and how one is given up. */
export interface TransactionBounds {
  /** Says how apart from others it is to be. */
  readonly begin: string;
  /** Rejects unless everything is stored. */
  commit(runner: QueryRunner): Promise<unknown>;
  /** Never rejects: the error that is the reason is the one to tell. */
  giveUp(runner: QueryRunner, reason: unknown): Promise<void>;
}

/** A database that does not even begin is away: a standby, for one, refuses to be SERIALIZABLE. */
async function begun(begin: () => Promise<unknown>): Promise<void> {
  try {
    await begin();
  } catch {
    throw databaseAway();
  }
}

/** A database that goes away while it commits may have done so: that is said, and never tried again. */
async function committed(commit: () => Promise<unknown>): Promise<void> {
  try {
    await translated(commit, 'COMMIT');
  } catch (error) {
    throw isOutage(error) ? new OutcomeUnknown() : error;
  }
}

/** All of the work or nothing. */
export async function inTransaction<T>(
  runner: QueryRunner,
  { begin, commit, giveUp }: TransactionBounds,
  work: () => Promise<T>,
): Promise<T> {
  try {
    await begun(() => runner.query(begin));
    const result = await work();
    await committed(() => commit(runner));
    return result;
  } catch (error) {
    await giveUp(runner, error);
    throw error;
  }
}

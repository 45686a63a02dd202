// Where does a transaction begin, and how does it end? Here alone.

import type { QueryRunner } from 'typeorm';
import { translated } from './connection';

/**
 * All of the work or nothing. IMMEDIATE takes the right to write at the beginning, so that another process (an operator's
 * command) is waited for there; a transaction that began by reading could only fail when it comes to write.
 */
export async function inTransaction<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  await translated(() => runner.query('BEGIN IMMEDIATE'));
  try {
    const result = await work();
    await translated(() => runner.query('COMMIT'));
    return result;
  } catch (error) {
    await rollBack(runner);
    throw error;
  }
}

/** After some failures (a full disk) SQLite has rolled back itself and refuses to do it again; the first error is the one to tell. */
async function rollBack(runner: QueryRunner): Promise<void> {
  await runner.query('ROLLBACK').catch(() => {});
}

// Is the schema today's? Brings an older one up to date; refuses one that is newer than this program.

import { type DataSource, MigrationExecutor } from 'typeorm';
import { StoreUnusable } from './database-errors';
import { inTransaction, type TransactionBounds } from './in-transaction';
import { MIGRATION_NAMES } from './migrations/all';

/**
 * All steps in one transaction: a start that fails changes nothing. Of two programs that start at once one waits: as
 * its transaction begins or, where that keeps nobody out, for the lock that this statement takes.
 */
export async function migrate(source: DataSource, bounds: TransactionBounds, lock?: string): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await inTransaction(runner, bounds, async () => {
      if (lock !== undefined) await runner.query(lock);
      const executor = new MigrationExecutor(source, runner);
      executor.transaction = 'none'; // it is in ours
      const applied = await executor.getExecutedMigrations();
      refuseUnknown(applied.map(({ name }) => name));
      await executor.executePendingMigrations();
    });
  } finally {
    await runner.release();
  }
}

function refuseUnknown(applied: readonly string[]): void {
  const unknown = applied.filter((name) => !MIGRATION_NAMES.includes(name));
  if (unknown.length === 0) return;
  throw new StoreUnusable(
    `The database was written by a newer version of this program (${unknown.join(', ')}). Start that version, or restore a backup.`,
  );
}

// Is the schema today's? Brings an older one up to date; refuses one that is newer than this program.

import { type DataSource, MigrationExecutor } from 'typeorm';
import { inTransaction } from './begin-and-commit';
import { StoreUnusable } from './database-errors';
import { MIGRATION_NAMES } from './migrations/all';

/** All steps in one transaction: a start that fails changes nothing, and of two programs that start at once one waits. */
export async function migrate(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  await inTransaction(runner, async () => {
    const executor = new MigrationExecutor(source, runner);
    executor.transaction = 'none'; // it is in ours
    const applied = await executor.getExecutedMigrations();
    refuseUnknown(applied.map(({ name }) => name));
    await executor.executePendingMigrations();
  });
}

function refuseUnknown(applied: readonly string[]): void {
  const unknown = applied.filter((name) => !MIGRATION_NAMES.includes(name));
  if (unknown.length === 0) return;
  throw new StoreUnusable(
    `The database was written by a newer version of this program (${unknown.join(', ')}). Start that version, or restore a backup.`,
  );
}

// Is there room for all rows? In a database without tables, which are made, or in one with today's tables and not a row in them.

import { MigrationExecutor } from 'typeorm';
import { MoveRefused } from './move-refused';
import { hasSchema } from './schema-version';
import type { Side } from './side';

/** In the target's transaction. The lock, where the database needs one, keeps others from writing into tables that are there. */
export async function prepareTarget(target: Side, lock?: string): Promise<void> {
  if (!(await hasSchema(target))) return createSchema(target);
  if (lock !== undefined) await target.rows(lock);
  await refuseRows(target);
}

const createSchema = (target: Side): Promise<void> =>
  target.with(async (source, runner) => {
    const executor = new MigrationExecutor(source, runner);
    executor.transaction = 'none'; // it is in ours
    await executor.executePendingMigrations();
  });

async function refuseRows(target: Side): Promise<void> {
  for (const { name } of target.tables) {
    const rows = await target.rows(`SELECT 1 FROM ${name} LIMIT 1`);
    if (rows.length > 0) throw new MoveRefused('target', 'it is not empty; give an empty database.');
  }
}

// Does the database answer, take changes, and have today's schema?

import type { Connection } from '../connection';
import type { Database } from '../database';
import { MIGRATION_NAMES } from '../migrations/all';
import { Statement } from '../statement';

const APPLIED = new Statement('SELECT name FROM migrations');

/** Never rejects: a database that is away is not ready. */
export async function isReady(connection: Connection, database: Pick<Database, 'isWritable'>): Promise<boolean> {
  try {
    if (!(await database.isWritable())) return false;
    const applied = await connection.all<{ name: string }>(APPLIED, {});
    return MIGRATION_NAMES.every((name) => applied.some((row) => row.name === name));
  } catch {
    return false;
  }
}

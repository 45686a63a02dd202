// Does the database answer, with today's schema?

import type { Connection } from '../connection';
import { MIGRATION_NAMES } from '../migrations/all';
import { Statement } from '../statement';

const APPLIED = new Statement('SELECT name FROM migrations');

/** Never rejects: a database that is away is not ready. */
export async function isReady(connection: Connection): Promise<boolean> {
  try {
    const applied = await connection.all<{ name: string }>(APPLIED, {});
    return MIGRATION_NAMES.every((name) => applied.some((row) => row.name === name));
  } catch {
    return false;
  }
}

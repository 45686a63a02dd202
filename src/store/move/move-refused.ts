// Why is a database not moved? In words for the operator: which side it is, and what to do; never a value, a host or a password.

import { QueryFailedError } from 'typeorm';
import { GatewayError } from '../../domain/errors';
import { StoreUnusable, translateDatabaseError } from '../database-errors';

export type SideName = 'source' | 'target';

/** Nothing was changed on either side; only of a target that went away as it was told to commit nobody knows. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused';

  constructor(
    readonly side: SideName,
    /** In words that follow the name of the side's setting: `its file …`. */
    readonly reason: string,
  ) {
    super(`The ${side}: ${reason}`);
  }
}

export const IN_USE = 'a gateway or another program is using it; stop every gateway first.';
const BROKEN_RULE =
  'it refuses a row of the source, which breaks a rule of the schema; look for what was changed by hand.';

/** By the code of SQLite or of PostgreSQL (SQLSTATE): what has another meaning here than for a gateway. */
const REASONS: readonly (readonly [code: RegExp, reason: string])[] = [
  [/^SQLITE_(BUSY|LOCKED)|^55P03$|^40P01$/, IN_USE],
  [/^SQLITE_(NOTADB|CORRUPT)/, 'its file is no database, or is damaged.'],
  [/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/, 'its file cannot be opened for writing.'],
  [/^SQLITE_FULL|^53100$/, 'its disk is full.'],
  [/^SQLITE_CONSTRAINT|^2[23]/, BROKEN_RULE],
  [/^42501$/, 'its user may not do that there; make it the owner of the database and its tables.'],
];

const AWAY =
  'it went away; run the command again when it is back. If it says then that the new database is not empty, all was moved.';

/** Does it, and tells what goes wrong as a reason of this side. A fault of ours stays one. */
export async function toldOf<T>(side: SideName, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof MoveRefused) throw error;
    const reason = reasonOf(error);
    throw reason === null ? translateDatabaseError(error) : new MoveRefused(side, reason);
  }
}

function reasonOf(error: unknown): string | null {
  // The store knows its database by the name of a gateway's setting.
  if (error instanceof StoreUnusable) return error.message.replace(/^DATABASE_URL: /, '');
  const { code } = (error instanceof QueryFailedError ? error.driverError : error) as { code?: unknown };
  const known = typeof code === 'string' ? REASONS.find(([form]) => form.test(code)) : undefined;
  return known?.[1] ?? (isAway(error) ? AWAY : null);
}

function isAway(error: unknown): boolean {
  const translated = translateDatabaseError(error);
  return translated instanceof GatewayError && translated.code === 'SERVICE_UNAVAILABLE';
}

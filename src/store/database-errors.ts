// What does an error of the database mean? A conflict, an outage, or a fault of ours; its own words, which may hold values, go no further.

import { QueryFailedError } from 'typeorm';
import { alreadyMember, conflict, GatewayError, nameTaken } from '../domain/errors';

/** Why the store cannot be used at all: one line for the operator. */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable';
}

/** After so many times in all it is given up. */
export const WORTH_ATTEMPTS = {
  /** No order one after the other would have given this outcome, or each waited for the other. */
  ORDER: 20,
  /**
   * The other transaction was not seen yet when the same rule was checked in ours: begun again, the use case sees it, and
   * says in its own way what is wrong, or that nothing is.
   */
  UNIQUE: 3,
} as const;
export type CollisionKind = keyof typeof WORTH_ATTEMPTS;

/** Two transactions met: the same work, begun again from its first look-up, may well succeed. */
export class Collision extends GatewayError {
  constructor(
    /** What is answered where it does not. */
    outcome: GatewayError,
    readonly kind: CollisionKind,
  ) {
    super(outcome.code, { ...outcome.details, message: outcome.message });
  }
}

/** Unique constraints that people can run into. */
const CONFLICTS: readonly { table: string; columns: readonly string[]; conflict: () => GatewayError }[] = [
  { table: 'runtime', columns: ['account_id', 'name_key'], conflict: nameTaken },
  {
    table: 'membership',
    columns: ['account_id', 'email'],
    conflict: () => conflict('ALREADY_MEMBER', 'There is a membership or an invitation for this e-mail already.'),
  },
  { table: 'membership', columns: ['account_id', 'person_id'], conflict: alreadyMember },
  {
    table: 'person',
    columns: ['email'],
    conflict: () => conflict('SIGN_IN_TO_JOIN', 'This e-mail is known already. Sign in instead.'),
  },
];

const changedMeanwhile = () =>
  conflict('VERSION_CHANGED', 'Somebody else changed this at the same moment. Look at it again, then retry.');

/** Whether an error, translated, says that the database is away; a collision says only that it is busy. */
export const isOutage = (translatedError: unknown): boolean =>
  translatedError instanceof GatewayError &&
  translatedError.code === 'SERVICE_UNAVAILABLE' &&
  !(translatedError instanceof Collision);

/** The database went away between our COMMIT and its answer. */
export class OutcomeUnknown extends GatewayError {
  constructor() {
    super('SERVICE_UNAVAILABLE', {
      message: 'The database went away while it stored this, so it may be done or not. Look before you try again.',
    });
  }
}

export const databaseAway = () => new GatewayError('SERVICE_UNAVAILABLE');

/** SQLite: locked by another process, gone, full, read-only or damaged. */
const SQLITE_AWAY = /^SQLITE_(BUSY|LOCKED|CANTOPEN|IOERR|FULL|READONLY|CORRUPT|NOTADB|PERM|AUTH)/;

/**
 * PostgreSQL's classes of SQLSTATE (its documentation, appendix A): connection (08), no longer let in (28, 3D), read-only
 * after a failover (25006), idle for too long (25P03, 25P04), completion unknown (40003), out of resources (53), lock not to
 * be had (55P03), stopped or out of time (57), disk (58).
 */
const POSTGRES_AWAY = /^(08|28|3D|53|57|58)...$|^(25006|25P03|25P04|40003|55P03)$/;

/** Node's names for what happens to connections and their TLS, as in ECONNREFUSED. */
const NETWORK_AWAY = /^(E[A-Z_]{3,}|ERR_(TLS|SSL|STREAM|SOCKET)_.*|.*(CERT|SIGNATURE|HOSTNAME).*)$/;

/** What drivers say without a code. */
const AWAY_IN_WORDS =
  /connection is not open|Connection terminated|not queryable|timeout|calling end on the pool|already released|not connect/i;

const SQLITE_UNIQUE = /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/;
const POSTGRES_UNIQUE = '23505';
/** Serialization failure, deadlock. */
const POSTGRES_COLLISION = /^(40001|40P01)$/;

/** What a driver adds to its errors. */
interface DriverError {
  readonly name: string;
  readonly code?: unknown;
  readonly message: string;
  readonly constraint?: unknown;
}

/** What the rest of the program is told of an error that came up while a statement ran, where that is known. */
export function translateDatabaseError(error: unknown, statement?: string): unknown {
  if (!(error instanceof Error) || error instanceof GatewayError) return error;
  const cause: DriverError = error instanceof QueryFailedError ? error.driverError : error;
  const code = typeof cause.code === 'string' ? cause.code : '';
  if (SQLITE_UNIQUE.test(code)) return conflictOf(sqliteName, cause.message.replace(/^.*failed: /, ''));
  if (code === POSTGRES_UNIQUE) return new Collision(conflictOf(postgresName, cause.constraint), 'UNIQUE');
  if (POSTGRES_COLLISION.test(code)) return new Collision(databaseAway(), 'ORDER');
  if (isAway(code, cause.message)) return databaseAway();
  const sql = error instanceof QueryFailedError ? error.query : statement;
  if (sql === undefined) return error;
  return new Error(`The database refused a statement (${code || cause.name}): ${sql.slice(0, 200)}`);
}

const isAway = (code: string, message: string): boolean =>
  [SQLITE_AWAY, POSTGRES_AWAY, NETWORK_AWAY].some((form) => form.test(code)) ||
  (code === '' && AWAY_IN_WORDS.test(message));

/** How SQLite names a unique constraint in its message: `runtime.account_id, runtime.name_key`. */
const sqliteName = (table: string, columns: readonly string[]) => columns.map((name) => `${table}.${name}`).join(', ');

/** How PostgreSQL names it when nobody else has: `runtime_account_id_name_key_key`. */
const postgresName = (table: string, columns: readonly string[]) => `${table}_${columns.join('_')}_key`;

function conflictOf(nameIn: typeof sqliteName, broken: unknown): GatewayError {
  const known = CONFLICTS.find(({ table, columns }) => nameIn(table, columns) === broken);
  return (known?.conflict ?? changedMeanwhile)();
}

/** Does it, and tells what went wrong in our words. */
export async function translated<T>(action: () => Promise<T>, statement?: string): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw translateDatabaseError(error, statement);
  }
}

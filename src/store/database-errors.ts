// What does an error of the database mean? A conflict, an outage, or a fault of ours; its own words, which may hold values, go no further.

import { QueryFailedError } from 'typeorm';
import { alreadyMember, conflict, GatewayError, nameTaken } from '../domain/errors';

/** Why the store cannot be used at all: one line for the operator. */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable';
}

/** Unique constraints that people can run into, by the columns SQLite names. */
const CONFLICTS: Readonly<Record<string, () => GatewayError>> = {
  'runtime.account_id, runtime.name_key': nameTaken,
  'membership.account_id, membership.email': () =>
    conflict('ALREADY_MEMBER', 'There is a membership or an invitation for this e-mail already.'),
  'membership.account_id, membership.person_id': alreadyMember,
  'person.email': () => conflict('SIGN_IN_TO_JOIN', 'This e-mail is known already. Sign in instead.'),
};

const changedMeanwhile = () =>
  conflict('VERSION_CHANGED', 'Somebody else changed this at the same moment. Look at it again, then retry.');

/** SQLite: locked by another process, gone, full, read-only or damaged. */
const AWAY = /^SQLITE_(BUSY|LOCKED|CANTOPEN|IOERR|FULL|READONLY|CORRUPT|NOTADB|PERM|AUTH)/;

const UNIQUE = /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/;

const codeOf = (error: object): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

/** What the rest of the program is told of an error that came up while the database was used. */
export function translateDatabaseError(error: unknown): unknown {
  if (!(error instanceof QueryFailedError)) return error;
  const { driverError, query } = error;
  const code = codeOf(driverError);
  if (UNIQUE.test(code)) return (CONFLICTS[uniqueColumns(driverError.message)] ?? changedMeanwhile)();
  if (AWAY.test(code) || /connection is not open/.test(driverError.message)) return databaseAway();
  return new Error(`The database refused a statement (${code || driverError.name}): ${query.slice(0, 200)}`);
}

export const databaseAway = () => new GatewayError('SERVICE_UNAVAILABLE');

/** `UNIQUE constraint failed: person.email` → `person.email`. */
const uniqueColumns = (message: string): string => message.replace(/^.*failed: /, '');

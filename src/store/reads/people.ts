// Who is the person with this e-mail or id?

import type { Person } from '../../application/ports';
import type { Connection } from '../connection';
import { textToDate } from '../entities/columns';
import { type Parameters, Statement } from '../statement';

const PERSON = `
  SELECT id, name, email, password_hash AS "passwordHash", disabled_at AS "disabledAt" FROM person`;
const BY_EMAIL = new Statement(`${PERSON} WHERE email = :email`);
const BY_ID = new Statement(`${PERSON} WHERE id = :id`);

type PersonRow = Omit<Person, 'disabledAt'> & { readonly disabledAt: string | null };

/** Null for unknown ones; the e-mail is trimmed and in lower case. */
export const findPersonByEmail = (connection: Connection, email: string): Promise<Person | null> =>
  findPerson(connection, BY_EMAIL, { email });

export const findPersonById = (connection: Connection, id: string): Promise<Person | null> =>
  findPerson(connection, BY_ID, { id });

async function findPerson(
  connection: Connection,
  statement: Statement,
  parameters: Parameters,
): Promise<Person | null> {
  const [row] = await connection.all<PersonRow>(statement, parameters);
  return row === undefined ? null : { ...row, disabledAt: row.disabledAt === null ? null : textToDate(row.disabledAt) };
}

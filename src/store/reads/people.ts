// Who is the person with this e-mail or id?

import type { Person } from '../../application/ports';
import type { Connection } from '../connection';
import { Statement } from '../statement';

const PERSON = 'SELECT id, name, email, password_hash AS "passwordHash" FROM person';
const BY_EMAIL = new Statement(`${PERSON} WHERE email = :email`);
const BY_ID = new Statement(`${PERSON} WHERE id = :id`);

/** Null for unknown ones; the e-mail is trimmed and in lower case. */
export async function findPersonByEmail(connection: Connection, email: string): Promise<Person | null> {
  const [person] = await connection.all<Person>(BY_EMAIL, { email });
  return person ?? null;
}

export async function findPersonById(connection: Connection, id: string): Promise<Person | null> {
  const [person] = await connection.all<Person>(BY_ID, { id });
  return person ?? null;
}

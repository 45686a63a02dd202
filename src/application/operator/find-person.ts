// Whom does the operator mean? People are named by their e-mail.

import { badInput, GatewayError } from '../../domain/errors';
import { EMAIL_RULE, isEmailAddress, normaliseEmail } from '../people/e-mail';
import type { Person, Transaction } from '../ports';

/** As it is stored; `BAD_USER_INPUT` for what is no e-mail. */
export function readEmail(text: string): string {
  const email = normaliseEmail(text);
  if (!isEmailAddress(email)) throw badInput({ path: 'e-mail', constraints: [EMAIL_RULE] });
  return email;
}

export const unknownPerson = () => new GatewayError('NOT_FOUND', { message: 'Nobody has this e-mail here.' });

/** Who was only ever invited is not known yet. */
export async function findPerson(tx: Transaction, email: string): Promise<Person> {
  const person = await tx.people.findByEmail(email);
  if (person === null) throw unknownPerson();
  return person;
}

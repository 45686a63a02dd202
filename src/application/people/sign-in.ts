// How does a person sign in? With e-mail and password; an unknown e-mail, or a person who is disabled, is not told from a wrong
// password, by words or by time.

import { GatewayError } from '../../domain/errors';
import type { Gateway } from '../gateway';
import type { Person } from '../ports';
import { normaliseEmail } from './e-mail';
import { openSession, type SessionTokens } from './open-session';

const wrongCredentials = () =>
  new GatewayError('UNAUTHENTICATED', { reason: 'WRONG_CREDENTIALS', message: 'The e-mail or the password is wrong.' });

export async function signIn(gateway: Gateway, email: string, password: string): Promise<SessionTokens> {
  const person = await gateway.reads.personByEmail(normaliseEmail(email));
  const matches = await gateway.passwords.matches(password, person?.passwordHash ?? null);
  if (person === null || person.disabledAt !== null || !matches) throw wrongCredentials();

  const renewedHash = await renewHash(gateway, person, password);
  return gateway.unitOfWork.run(async (tx) => {
    const present = await tx.people.findById(person.id);
    // Hashing takes a while; a password that was reset meanwhile opens nothing, nor does that of who was disabled.
    if (present?.passwordHash !== person.passwordHash || present.disabledAt !== null) throw wrongCredentials();
    if (renewedHash !== null) await tx.people.setPasswordHash(person.id, renewedHash);
    return openSession(gateway, tx, person.id, gateway.clock.now());
  });
}

/** A hash made with weaker parameters than today's is made anew while the password is at hand. */
const renewHash = async (gateway: Gateway, { passwordHash }: Person, password: string): Promise<string | null> =>
  gateway.passwords.isOutdated(passwordHash) ? gateway.passwords.hash(password) : null;

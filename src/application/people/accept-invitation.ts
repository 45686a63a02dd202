// How does somebody come whom the gateway does not know yet? With an account's invitation, a name and a password (R11).

import { conflict } from '../../domain/errors';
import type { Invitation } from '../../domain/member';
import { refuseLate } from '../change';
import type { Gateway } from '../gateway';
import { newId } from '../ids';
import type { Transaction } from '../ports';
import { refuseWeakPassword } from './new-password';
import { openSession, type SessionTokens } from './open-session';
import { findOpenInvitation, useInvitation, wrongInvitation } from './use-invitation';

export interface AcceptInvitationCommand {
  readonly invitationToken: string;
  readonly name: string;
  readonly password: string;
}

/**
 * Signs the new person in. A person who is known joins signed in: an invitation must never set the password of somebody
 * who has one. Past the deadline nothing is stored.
 */
export async function acceptInvitation(
  gateway: Gateway,
  deadline: Date,
  { invitationToken, name, password }: AcceptInvitationCommand,
): Promise<SessionTokens> {
  const invitation = await findOpenInvitation(gateway, gateway.reads, invitationToken, gateway.clock.now());
  // Before anything is said of the invitation: with a weak password a good one looks like a wrong one.
  const wordsOfThePerson = invitation === null ? [name] : [name, invitation.member.email];
  await refuseWeakPassword(gateway, { path: 'password', password, wordsOfThePerson });
  if (invitation === null) throw wrongInvitation();
  // Whether the e-mail is known is asked after the hashing alone: until then both ways are the same.
  const passwordHash = await gateway.passwords.hash(password);

  return gateway.unitOfWork.run(async (tx) => {
    const now = gateway.clock.now();
    refuseLate({ deadline }, now);
    const present = await findOpenInvitation(gateway, tx, invitationToken, now);
    if (present === null) throw wrongInvitation();
    await refuseKnownPerson(tx, present);

    const { email } = present.member;
    const personId = newId('person', now);
    await tx.people.add({ id: personId, name, email, passwordHash }, now);
    await useInvitation(tx, present, { personId, email }, now);
    return openSession(gateway, tx, personId, now);
  });
}

async function refuseKnownPerson({ people }: Transaction, { member }: Invitation): Promise<void> {
  if ((await people.findByEmail(member.email)) === null) return;
  throw conflict('SIGN_IN_TO_JOIN', 'You have a password here already. Sign in, then join the account.');
}

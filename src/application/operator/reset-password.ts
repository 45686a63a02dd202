// How does somebody come in again whose password is forgotten, or in another's hands? With a new one from the operator (R11).

import type { AccountPlace } from '../../domain/member';
import { newInvitation } from '../people/new-invitation';
import type { Transaction } from '../ports';
import { findPerson, readEmail } from './find-person';
import type { OperatorGateway } from './operator-gateway';
import { type SettledAccount, settleAccount } from './settle-accounts';

/** An account that the person belonged to, and belongs to again once they accept its invitation. */
export interface SuspendedMembership extends SettledAccount {
  /** Shown once; stored as a hash. */
  readonly invitationToken: string;
  readonly invitationExpiresAt: Date;
}

export interface ResetPasswordResult {
  /** Shown once; the person changes it after they have signed in. */
  readonly temporaryPassword: string;
  readonly memberships: readonly SuspendedMembership[];
  /** Then the new password opens nothing before they are enabled. */
  readonly isDisabled: boolean;
}

/**
 * Whoever knew the old password is out: it opens nothing, all sessions end, and the memberships count for nothing until the
 * true owner accepts each of them again. Nobody knows which of them were accepted in the owner's name by somebody else.
 */
export async function resetPassword(gateway: OperatorGateway, email: string): Promise<ResetPasswordResult> {
  const address = readEmail(email);
  const temporaryPassword = gateway.passwords.temporary();
  const hash = await gateway.passwords.hash(temporaryPassword);
  return gateway.unitOfWork.run(async (tx) => {
    const now = gateway.clock.now();
    const person = await findPerson(tx, address);
    await tx.people.setPasswordHash(person.id, hash);
    await tx.sessions.endAll(person.id);
    const memberships: SuspendedMembership[] = [];
    // Those that an earlier reset has suspended get new invitations: what was told then may be lost.
    const places = await tx.memberships.findAllOfPerson(person.id);
    for (const place of places) memberships.push(await suspend(gateway, tx, place, now));
    return { temporaryPassword, memberships, isDisabled: person.disabledAt !== null };
  });
}

async function suspend(
  gateway: OperatorGateway,
  tx: Transaction,
  place: AccountPlace,
  now: Date,
): Promise<SuspendedMembership> {
  const { id, role } = place.member;
  const { token, invitation } = newInvitation(gateway, role, now);
  await tx.memberships.suspend(id, invitation);
  const settled = await settleAccount(tx, place, 'member.passwordReset', now);
  return { ...settled, invitationToken: token, invitationExpiresAt: invitation.expiresAt };
}

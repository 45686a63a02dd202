// What does an invitation token open, now, and how is it used up? A wrong, a used and an old one are answered alike.

import type { Viewer } from '../../domain/account';
import { badInput } from '../../domain/errors';
import { type Invitation, isInvitationOpen } from '../../domain/member';
import { auditActor } from '../audit/record-event';
import type { Gateway } from '../gateway';
import type { Lookups, Transaction } from '../ports';
import { recordMemberEvent } from './member-events';

/** Whether open, used or too old; null where there is none. */
export const findInvitation = (gateway: Gateway, lookups: Lookups, token: string): Promise<Invitation | null> =>
  lookups.invitation(gateway.oneTimeTokens.hash(token));

/** The same look-up for good and bad ones. */
export async function findOpenInvitation(
  gateway: Gateway,
  lookups: Lookups,
  token: string,
  now: Date,
): Promise<Invitation | null> {
  const invitation = await findInvitation(gateway, lookups, token);
  return invitation !== null && isInvitationOpen(invitation, now) ? invitation : null;
}

export const wrongInvitation = () =>
  badInput({
    path: 'invitationToken',
    constraints: ['must be an invitation that is still open; ask an admin of the account for a new one'],
  });

/** From now on the membership counts. */
export async function useInvitation(
  tx: Transaction,
  { member }: Invitation,
  person: Pick<Viewer, 'personId' | 'email'>,
  now: Date,
): Promise<void> {
  await tx.memberships.activate(member.id, person.personId, now);
  await recordMemberEvent(
    tx,
    auditActor(person),
    { action: 'member.joined', member, details: `as ${member.role}` },
    now,
  );
}

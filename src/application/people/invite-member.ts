// How is somebody invited to an account? By e-mail; whether the gateway knows the person is not even looked up (R11).

import type { Role, Viewer } from '../../domain/account';
import { alreadyMember } from '../../domain/errors';
import type { Member } from '../../domain/member';
import { findAccountFor } from '../accounts/find-account';
import { auditActor } from '../audit/record-event';
import { attempt, type ChangeResult, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import { newId } from '../ids';
import type { NewInvitation, Transaction } from '../ports';
import { normaliseEmail } from './e-mail';
import { recordMemberEvent } from './member-events';
import { newInvitation } from './new-invitation';

export interface InviteMemberCommand {
  readonly accountId: string;
  readonly email: string;
  readonly role: Role;
}

export interface InviteMemberResult extends ChangeResult {
  readonly member: Member;
  /** Shown once, to the admin who passes it on; stored as a hash. */
  readonly invitationToken: string;
  readonly invitationExpiresAt: Date;
}

/** Inviting again renews: a new token, a new week, the role as given; the token of before is worthless. */
export function inviteMember(
  gateway: Gateway,
  actor: Actor,
  { accountId, email, role }: InviteMemberCommand,
): Promise<InviteMemberResult> {
  return attempt(gateway, actor, () =>
    transact(gateway, actor, async (tx, viewer, now) => {
      findAccountFor(viewer, 'member:write', accountId);
      const { token, invitation } = newInvitation(gateway, role, now);
      const place = { accountId, email: normaliseEmail(email) };
      const member = await keepPlace(tx, viewer, place, invitation, now);
      await recordMemberEvent(tx, auditActor(viewer), { action: 'member.invited', member, details: `as ${role}` }, now);
      return { member, invitationToken: token, invitationExpiresAt: invitation.expiresAt, viewer };
    }),
  );
}

async function keepPlace(
  tx: Transaction,
  viewer: Viewer,
  place: Pick<Member, 'accountId' | 'email'>,
  invitation: NewInvitation,
  now: Date,
): Promise<Member> {
  const present = await tx.memberships.findByEmail(place.accountId, place.email);
  if (present?.status === 'ACTIVE') throw alreadyMember();

  const id = present?.id ?? newId('membership', now);
  if (present === null) await tx.memberships.addInvited({ id, ...place }, invitation, now);
  else await tx.memberships.renewInvitation(id, invitation);
  const member = await tx.member(viewer, id);
  if (member === null) throw new Error('a membership that was just stored cannot be read');
  return member;
}

// How does somebody whom the gateway knows join one more account? Signed in, with that account's own invitation (R11).

import type { Account, Viewer } from '../../domain/account';
import { alreadyMember } from '../../domain/errors';
import { isInvitationOpen } from '../../domain/member';
import { type ChangeResult, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import { settleAccess } from '../settle-access';
import { findInvitation, useInvitation, wrongInvitation } from './use-invitation';

export interface JoinAccountResult extends ChangeResult {
  readonly account: Account;
  /** With the new membership. */
  readonly viewer: Viewer;
}

export function joinAccount(gateway: Gateway, actor: Actor, invitationToken: string): Promise<JoinAccountResult> {
  return transact(gateway, actor, async (tx, viewer, now) => {
    const invitation = await findInvitation(gateway, tx, invitationToken);
    // Somebody else's is answered like a wrong one, whatever its state.
    if (invitation?.member.email !== viewer.email) throw wrongInvitation();
    if (invitation.member.status === 'ACTIVE') throw alreadyMember();
    if (!isInvitationOpen(invitation, now)) throw wrongInvitation();

    const { account } = invitation;
    await useInvitation(tx, invitation, viewer, now);
    await settleAccess(tx, account.id, now);
    return { account, viewer: (await tx.viewer(viewer.sessionId, now)) ?? viewer };
  });
}

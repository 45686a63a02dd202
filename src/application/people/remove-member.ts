// How does a member leave an account, and how is an invitation taken back? The row goes, with its grants and its token.

import type { Account, Viewer } from '../../domain/account';
import { findAccountFor } from '../accounts/find-account';
import { auditActor } from '../audit/record-event';
import { attempt, type ChangeResult, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import { settleAccess } from '../settle-access';
import { findMember } from './find-member';
import { keepAnAdmin } from './keep-an-admin';
import { recordMemberEvent } from './member-events';

export interface RemoveMemberResult extends ChangeResult {
  readonly removedMemberId: string;
  readonly account: Account;
  /** How many user tokens became unusable (R9). */
  readonly suspendedUserTokens: number;
  /** Through whose eyes the account is shown. */
  readonly viewer: Viewer;
}

/** Invited again, the person is a new member without old grants. */
export function removeMember(gateway: Gateway, actor: Actor, memberId: string): Promise<RemoveMemberResult> {
  return attempt(gateway, actor, () =>
    transact(gateway, actor, async (tx, viewer, now) => {
      const member = await findMember(tx, viewer, 'member:write', memberId);
      const account = findAccountFor(viewer, 'member:write', member.accountId);
      await keepAnAdmin(tx, member);
      await tx.memberships.remove(memberId);
      const suspendedUserTokens = await settleAccess(tx, account.id, now);
      const action = member.status === 'ACTIVE' ? 'member.removed' : 'invitation.withdrawn';
      await recordMemberEvent(tx, auditActor(viewer), { action, member }, now);
      const eyes = member.personId === viewer.personId ? asUserOf(account, viewer) : viewer;
      return { removedMemberId: memberId, account, suspendedUserTokens, viewer: eyes };
    }),
  );
}

/** Who removed themselves is shown the account this once more, and nothing in it that is for admins. */
const asUserOf = ({ id }: Account, viewer: Viewer): Viewer => ({
  ...viewer,
  memberships: viewer.memberships.map((own) => (own.account.id === id ? { ...own, role: 'USER' } : own)),
});

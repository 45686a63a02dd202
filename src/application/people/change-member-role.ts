// How does a member get another role? At once, also before the invitation is accepted; tokens follow the access (R9).

import type { Role, Viewer } from '../../domain/account';
import type { Member } from '../../domain/member';
import { auditActor } from '../audit/record-event';
import { attempt, type ChangeResult, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import { settleAccess } from '../settle-access';
import { findMember } from './find-member';
import { keepAnAdmin } from './keep-an-admin';
import { recordMemberEvent } from './member-events';

export interface ChangeMemberRoleResult extends ChangeResult {
  readonly member: Member;
  /** How many user tokens became unusable (R9). */
  readonly suspendedUserTokens: number;
  /** As they are now: their own role may be the one that changed. */
  readonly viewer: Viewer;
}

export function changeMemberRole(
  gateway: Gateway,
  actor: Actor,
  { memberId, role }: { readonly memberId: string; readonly role: Role },
): Promise<ChangeMemberRoleResult> {
  return attempt(gateway, actor, () =>
    transact(gateway, actor, async (tx, viewer, now) => {
      const member = await findMember(tx, viewer, 'member:write', memberId);
      if (member.role === role) return { member, suspendedUserTokens: 0, viewer };

      await keepAnAdmin(tx, member);
      await tx.memberships.setRole(memberId, role);
      const suspendedUserTokens = await settleAccess(tx, member.accountId, now);
      const details = `from ${member.role} to ${role}`;
      await recordMemberEvent(tx, auditActor(viewer), { action: 'member.roleChanged', member, details }, now);
      return {
        member: { ...member, role },
        suspendedUserTokens,
        viewer: (await tx.viewer(viewer.sessionId, now)) ?? viewer,
      };
    }),
  );
}

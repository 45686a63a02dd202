// How is a member granted access to a runtime, and how is that taken back?

import type { Viewer } from '../../domain/account';
import type { AuditAction } from '../../domain/audit-event';
import { notFound } from '../../domain/errors';
import type { Member } from '../../domain/member';
import type { RuntimeView } from '../../domain/runtime';
import { auditActor, recordEvent } from '../audit/record-event';
import { attempt, type ChangeResult, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import type { Transaction } from '../ports';
import { runtimeResource } from '../resources';
import { settleAccess } from '../settle-access';
import { findRuntime } from './find-runtime';

export interface AccessCommand {
  readonly runtimeId: string;
  readonly memberId: string;
}

export interface AccessResult extends ChangeResult {
  readonly view: RuntimeView;
  readonly member: Member;
  /** How many user tokens became unusable (R9). */
  readonly suspendedUserTokens: number;
}

interface AccessChange {
  readonly event: AuditAction;
  /** Whether it changed anything. */
  readonly write: (tx: Transaction, command: AccessCommand, now: Date) => Promise<boolean>;
}

const GRANT: AccessChange = {
  event: 'runtimeAccess.granted',
  write: (tx, { runtimeId, memberId }, now) => tx.memberships.grantAccess(runtimeId, memberId, now),
};

const REVOKE: AccessChange = {
  event: 'runtimeAccess.revoked',
  write: (tx, { runtimeId, memberId }) => tx.memberships.revokeAccess(runtimeId, memberId),
};

/** May be given before the runtime is restricted, and to who is only invited: it counts once both are done. */
export const grantRuntimeAccess = (gateway: Gateway, actor: Actor, command: AccessCommand): Promise<AccessResult> =>
  changeAccess(gateway, actor, command, GRANT);

/** Takes a grant back. Admins, and all members of a runtime that is not restricted, keep their access. */
export const revokeRuntimeAccess = (gateway: Gateway, actor: Actor, command: AccessCommand): Promise<AccessResult> =>
  changeAccess(gateway, actor, command, REVOKE);

function changeAccess(
  gateway: Gateway,
  actor: Actor,
  command: AccessCommand,
  { event, write }: AccessChange,
): Promise<AccessResult> {
  return attempt(gateway, actor, () =>
    transact(gateway, actor, async (tx, viewer, now) => {
      const { view, member } = await findRuntimeAndMember(tx, viewer, command);
      if (!(await write(tx, command, now))) return { view, member, suspendedUserTokens: 0, viewer };

      const suspendedUserTokens = await settleAccess(tx, member.accountId, now);
      await recordEvent(
        tx,
        auditActor(viewer),
        { action: event, on: runtimeResource(view), details: `, member ${member.email}` },
        now,
      );
      return {
        view: (await tx.runtime(viewer, { runtimeId: command.runtimeId })) ?? view,
        member,
        suspendedUserTokens,
        viewer,
      };
    }),
  );
}

/** The runtime decides first: who may not change its access learns nothing of members. */
async function findRuntimeAndMember(
  tx: Transaction,
  viewer: Viewer,
  { runtimeId, memberId }: AccessCommand,
): Promise<Pick<AccessResult, 'view' | 'member'>> {
  const view = await findRuntime(tx, viewer, 'runtimeAccess:write', { runtimeId });
  const member = await tx.member(viewer, memberId);
  if (member?.accountId !== view.runtime.accountId) throw notFound();
  return { view, member };
}

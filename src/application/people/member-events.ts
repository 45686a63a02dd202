// What is written down of a change to who belongs to an account (R19)?

import type { AuditAction, NewAuditEvent } from '../../domain/audit-event';
import type { Member } from '../../domain/member';
import type { Transaction } from '../ports';

interface MemberEvent {
  readonly action: AuditAction;
  readonly member: Pick<Member, 'id' | 'accountId' | 'email'>;
  /** What the e-mail alone does not say: `as ADMIN`. */
  readonly details?: string;
}

export function recordMemberEvent(
  tx: Transaction,
  actor: Pick<NewAuditEvent, 'actor' | 'actorKind' | 'actorId'>,
  { action, member, details }: MemberEvent,
  now: Date,
): Promise<void> {
  const words = `member ${member.email}`;
  return tx.audit.append(
    {
      ...actor,
      accountId: member.accountId,
      action,
      subject: details === undefined ? words : `${words} ${details}`,
      subjectId: member.id,
      outcome: 'SUCCEEDED',
      reason: null,
    },
    now,
  );
}

// What is written down of a change to who belongs to an account (R19)?

import type { AuditAction } from '../../domain/audit-event';
import type { Member } from '../../domain/member';
import { type AuditActor, recordEvent } from '../audit/record-event';
import type { Transaction } from '../ports';
import { memberSubject } from '../resources';

interface MemberEvent {
  readonly action: AuditAction;
  readonly member: Pick<Member, 'id' | 'accountId' | 'email'>;
  /** What the e-mail alone does not say: `as ADMIN`. */
  readonly details?: string;
}

export const recordMemberEvent = (
  tx: Transaction,
  actor: AuditActor,
  { action, member, details }: MemberEvent,
  now: Date,
): Promise<void> =>
  recordEvent(tx, actor, { action, on: memberSubject(member), details: details && ` ${details}` }, now);

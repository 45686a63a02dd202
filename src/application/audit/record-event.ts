// How is an audit event written? In the transaction of the change it tells of, in the words that a denial would use (R19).

import type { Viewer } from '../../domain/account';
import type { AuditAction, NewAuditEvent } from '../../domain/audit-event';
import type { Transaction } from '../ports';

/** In whose name an event stands. */
export type AuditActor = Pick<NewAuditEvent, 'actor' | 'actorKind' | 'actorId'>;

/** Who did it, as the audit names them: by the e-mail they have at the time. */
export const auditActor = ({ email, personId }: Pick<Viewer, 'email' | 'personId'>): AuditActor => ({
  actor: email,
  actorKind: 'PERSON',
  actorId: personId,
});

/** What the gateway does of itself, without anybody asking. */
export const SYSTEM: AuditActor = { actor: 'system', actorKind: 'SYSTEM', actorId: null };

/** Whoever can run the operator's commands. */
export const OPERATOR: AuditActor = { actor: 'operator', actorKind: 'OPERATOR', actorId: null };

/** What it was done to: every resource of resources.ts is one. */
export interface AuditSubject {
  readonly accountId: string;
  readonly subject: { readonly id: string | null; readonly words: string };
}

interface EventFacts {
  readonly action: AuditAction;
  readonly on: AuditSubject;
  /** What the subject alone does not say: `as ADMIN`. */
  readonly details?: string;
  readonly outcome?: NewAuditEvent['outcome'];
  /** A verdict's code. */
  readonly reason?: string | null;
}

export function recordEvent(
  tx: Transaction,
  actor: AuditActor,
  { action, on, details, outcome = 'SUCCEEDED', reason = null }: EventFacts,
  now: Date,
): Promise<void> {
  const { id, words } = on.subject;
  const subject = details === undefined ? words : `${words}${details}`;
  return tx.audit.append({ ...actor, accountId: on.accountId, action, subject, subjectId: id, outcome, reason }, now);
}

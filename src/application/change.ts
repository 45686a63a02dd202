// How does a change run: what surrounds every mutation, and what every transaction begins with?

import { AccessDenied } from '../domain/access-policy';
import type { Viewer } from '../domain/account';
import type { NewAuditEvent } from '../domain/audit-event';
import { GatewayError } from '../domain/errors';
import type { Actor, Gateway } from './gateway';
import type { Transaction } from './ports';

/** Surrounds every mutation: a denial on its way leaves its audit event (R19) before the caller hears of it. */
export async function attempt<T>(gateway: Gateway, actor: Actor, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AccessDenied) await recordDenial(gateway, actor, error);
    throw error;
  }
}

/**
 * One transaction on the actor's behalf. The viewer is read again in it: while a provider was asked they may have been
 * demoted, removed or signed out (R13). Past the deadline nothing is stored.
 */
export function transact<T>(
  gateway: Gateway,
  actor: Actor,
  work: (tx: Transaction, viewer: Viewer, now: Date) => Promise<T>,
): Promise<T> {
  return gateway.unitOfWork.run(async (tx) => {
    const now = gateway.clock.now();
    if (now > actor.deadline) throw new GatewayError('REQUEST_TIMEOUT');
    const viewer = await tx.viewer(actor.viewer.sessionId, now);
    if (viewer === null) throw new GatewayError('UNAUTHENTICATED');
    return work(tx, viewer, now);
  });
}

/** Who did it, as the audit names them: by the e-mail they have at the time. */
export const auditActor = (viewer: Viewer): Pick<NewAuditEvent, 'actor' | 'actorKind' | 'actorId'> => ({
  actor: viewer.email,
  actorKind: 'PERSON',
  actorId: viewer.personId,
});

function recordDenial(gateway: Gateway, { viewer }: Actor, { action, resource }: AccessDenied): Promise<void> {
  const event: NewAuditEvent = {
    ...auditActor(viewer),
    accountId: resource.accountId,
    action: 'access.denied',
    subject: resource.subject?.words ?? 'account',
    subjectId: resource.subject?.id ?? resource.accountId,
    outcome: 'DENIED',
    reason: action,
  };
  return gateway.unitOfWork.run((tx) => tx.audit.append(event, gateway.clock.now()));
}

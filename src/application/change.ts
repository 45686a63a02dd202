// How does a change run: what surrounds every mutation, and what every transaction begins with?

import { AccessDenied } from '../domain/access-policy';
import type { Viewer } from '../domain/account';
import { GatewayError } from '../domain/errors';
import type { Actor, Gateway } from './gateway';
import type { Lookups, Transaction } from './ports';

/**
 * What every change answers beside its own: through whose eyes that is shown. The viewer of its transaction, not the one
 * of the request's beginning: while a provider was asked, an admin may have become a user (R13).
 */
export interface ChangeResult {
  readonly viewer: Viewer;
}

/**
 * Surrounds every mutation: one that comes too late is not begun, and a denial on its way leaves its audit event (R19)
 * before the caller hears of it.
 */
export async function attempt<T>(gateway: Gateway, actor: Actor, work: () => Promise<T>): Promise<T> {
  refuseLate(actor, gateway.clock.now());
  try {
    return await work();
  } catch (error) {
    if (error instanceof AccessDenied) await gateway.denials.record(actor.viewer, error);
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
    refuseLate(actor, now);
    return work(tx, await presentViewer(tx, actor, now), now);
  });
}

/** `REQUEST_TIMEOUT` past the deadline. */
export function refuseLate({ deadline }: Pick<Actor, 'deadline'>, now: Date): void {
  if (now > deadline) throw new GatewayError('REQUEST_TIMEOUT');
}

/** The actor as the database has them now. For rehearsals, which need the same rights as the act but no transaction. */
export async function presentViewer(lookups: Lookups, actor: Actor, now: Date): Promise<Viewer> {
  const viewer = await lookups.viewer(actor.viewer.sessionId, now);
  if (viewer === null) throw new GatewayError('UNAUTHENTICATED');
  return viewer;
}

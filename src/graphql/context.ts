// What does a resolver know of its request: the gateway's ports, and who is signed in?

import type { Actor, Gateway } from '../application/gateway';
import type { Viewer } from '../domain/account';
import { GatewayError } from '../domain/errors';

export interface GraphQLContext {
  readonly gateway: Gateway;
  /** Null for the operations that are open to everybody: signing in, refreshing, accepting an invitation. */
  readonly viewer: Viewer | null;
  /** Names of the fields that are asked for, wherever they stand in the document. */
  readonly fieldNames: ReadonlySet<string>;
  /** Past it the caller has been answered `REQUEST_TIMEOUT`. */
  readonly deadline: Date;
}

/** The signed-in person; everything but signing in needs one. A second guard behind the one before execution. */
export function viewerOf({ viewer }: GraphQLContext): Viewer {
  if (viewer === null) throw new GatewayError('UNAUTHENTICATED');
  return viewer;
}

/** Warnings tell whom else a token serves, which is looked up only for who reads them. */
export const asksForWarnings = ({ fieldNames }: GraphQLContext): boolean => fieldNames.has('warnings');

export const actorOf = (context: GraphQLContext): Actor => ({
  viewer: viewerOf(context),
  deadline: context.deadline,
});

/** What can be called without being signed in; an `Authorization` header beside them is ignored. */
export const OPEN_MUTATIONS = ['login', 'refreshSession', 'acceptInvitation'] as const;

/** So long before the answer is due the last transaction begins: who is told `REQUEST_TIMEOUT` can rely on nothing being stored. */
export const STORING_MARGIN_MS = 1000;

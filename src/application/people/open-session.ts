// What does a person who signs in or refreshes get? A pair of tokens for a session that the database knows.

import type { Viewer } from '../../domain/account';
import { GatewayError } from '../../domain/errors';
import type { Gateway } from '../gateway';
import { newId } from '../ids';
import type { Transaction } from '../ports';

/** How long a session lasts without a refresh. */
export const SESSION_LIFETIME_MS = 30 * 24 * 3600 * 1000;

export interface SessionTokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  /** Shown once; stored as a hash. */
  readonly refreshToken: string;
  readonly viewer: Viewer;
}

export async function openSession(
  gateway: Gateway,
  tx: Transaction,
  personId: string,
  now: Date,
): Promise<SessionTokens> {
  const id = newId('session', now);
  await tx.sessions.add({ id, personId, createdAt: now, expiresAt: sessionEnd(now) });
  return issueTokens(gateway, tx, { personId, sessionId: id }, now);
}

/** A new pair for a live session: an access token, and a refresh token that is good once. */
export async function issueTokens(
  gateway: Gateway,
  tx: Transaction,
  { personId, sessionId }: { readonly personId: string; readonly sessionId: string },
  now: Date,
): Promise<SessionTokens> {
  const refresh = gateway.oneTimeTokens.create();
  await tx.sessions.addRefreshToken(sessionId, refresh.hash, now);
  const viewer = await tx.viewer(sessionId, now);
  if (viewer === null) throw new GatewayError('UNAUTHENTICATED');
  const access = gateway.accessTokens.issue({ personId, sessionId });
  return {
    accessToken: access.token,
    accessTokenExpiresAt: access.expiresAt,
    refreshToken: refresh.token,
    viewer,
  };
}

export const sessionEnd = (now: Date): Date => new Date(now.getTime() + SESSION_LIFETIME_MS);

// How does a session go on? A refresh token is good once; used again, it must have been stolen, and the session ends.

import { GatewayError } from '../../domain/errors';
import type { Gateway } from '../gateway';
import type { RefreshToken } from '../ports';
import { issueTokens, type SessionTokens, sessionEnd } from './open-session';

/** How long after its use a refresh token is taken once more: two tabs at once, or an answer that was lost on its way. */
export const REFRESH_GRACE_MS = 10_000;

export async function refreshSession(gateway: Gateway, refreshToken: string | null): Promise<SessionTokens> {
  const tokens = refreshToken === null ? null : await rotate(gateway, gateway.oneTimeTokens.hash(refreshToken));
  if (tokens === null) {
    throw new GatewayError('UNAUTHENTICATED', { message: 'The refresh token is no longer good; sign in again.' });
  }
  return tokens;
}

/** Null where nothing is issued: ending a session that was stolen from must be stored, so it cannot be an error in here. */
function rotate(gateway: Gateway, hash: string): Promise<SessionTokens | null> {
  return gateway.unitOfWork.run(async (tx) => {
    const now = gateway.clock.now();
    const found = await tx.sessions.findRefreshToken(hash);
    if (found === null || found.session.expiresAt <= now) return null;
    const { session } = found;
    if (isStolen(found, now)) {
      await tx.sessions.end(session.id);
      return null;
    }
    if (found.usedAt === null) await tx.sessions.markRefreshTokenUsed(hash, now);
    await tx.sessions.extend(session.id, sessionEnd(now));
    return issueTokens(gateway, tx, { personId: session.personId, sessionId: session.id }, now);
  });
}

const isStolen = ({ usedAt }: RefreshToken, now: Date): boolean =>
  usedAt !== null && now.getTime() - usedAt.getTime() > REFRESH_GRACE_MS;

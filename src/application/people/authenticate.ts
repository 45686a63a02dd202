// Who sends this request? An access token names a session; the database says whether it lives and who is behind it (R13).

import type { Viewer } from '../../domain/account';
import type { Gateway } from '../gateway';

const BEARER = /^Bearer ([\w.~+/-]+=*)$/i;

/** Null for a missing, malformed, forged or expired token, and for one whose session has ended. */
export async function authenticate(gateway: Gateway, authorization: string | undefined): Promise<Viewer | null> {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined) return null;
  const claims = gateway.accessTokens.verify(token);
  if (claims === null) return null;
  const viewer = await gateway.reads.viewer(claims.sessionId, gateway.clock.now());
  return viewer?.personId === claims.personId ? viewer : null;
}

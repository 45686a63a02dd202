// Who is calling? A signed access token says it for 15 minutes; whether the session still lives is asked of the database.

import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { AccessTokens, Clock } from '../application/ports';
import { BoundedMemory } from '../bounded-memory';
import { ACCESS_TOKEN, isOurHeader, readClaims, readHeader } from './access-token-form';
import type { KeyRing } from './key-ring';

/** Access tokens of so many people who are at work; each is some hundred bytes. */
const REMEMBERED = 10_000;

/** JSON Web Tokens signed with HMAC-SHA-256 by the ring's primary key; the other keys' tokens are still taken. */
export function createAccessTokens(keyRing: KeyRing, clock: Pick<Clock, 'now'>): AccessTokens {
  const keys = keyRing.keysFor('access token');
  const nowInSeconds = () => Math.floor(clock.now().getTime() / 1000);

  /** Claims whose signature was found good: that does not change. Whether their time has come is asked each time. */
  const signed = new BoundedMemory<unknown>(REMEMBERED);

  function verifySignature(token: string): unknown {
    const header = readHeader(token);
    const key = isOurHeader(header) && keys.find(header.kid)?.key;
    if (!key) return null;
    try {
      const { algorithm, issuer, audience } = ACCESS_TOKEN;
      return jwt.verify(token, key, { algorithms: [algorithm], issuer, audience, clockTimestamp: nowInSeconds() });
    } catch {
      return null; // the library throws for everything that it refuses
    }
  }

  return {
    issue({ personId, sessionId }) {
      const iat = nowInSeconds();
      const exp = iat + ACCESS_TOKEN.lifetimeSeconds;
      const { issuer: iss, audience: aud, algorithm, type } = ACCESS_TOKEN;
      const claims = { sub: personId, sid: sessionId, jti: randomUUID(), iss, aud, iat, exp };
      const header = { alg: algorithm, typ: type, kid: keys.primary.id };
      return { token: jwt.sign(claims, keys.primary.key, { algorithm, header }), expiresAt: new Date(exp * 1000) };
    },

    verify(token) {
      if (token.length > ACCESS_TOKEN.maxLength) return null;
      let claims = signed.recall(token);
      if (claims === undefined) {
        claims = verifySignature(token);
        if (claims !== null) signed.keep(token, claims);
      }
      return readClaims(claims, nowInSeconds());
    },
  };
}

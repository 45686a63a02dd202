// What does an access token of ours look like? Everything that is not exactly so is not ours.
//
// jsonwebtoken checks signature, algorithm, issuer, audience and the times that are there. It lets through: no `exp`,
// an infinite `exp` (`1e400` in JSON), an `iat` in the future or a string, `crit`, `b64` and `zip`, any `typ`, no `jti`.
// Those are checked here.

import type { AccessTokenClaims } from '../application/ports';

export const ACCESS_TOKEN = {
  algorithm: 'HS256',
  /** RFC 9068: keeps tokens for other uses from passing as access tokens. */
  type: 'at+jwt',
  issuer: 'git-token-gateway',
  audience: 'git-token-gateway',
  lifetimeSeconds: 15 * 60,
  /** How far the clocks of two gateways that share their keys may differ. */
  clockSkewSeconds: 30,
  /** Ours have about 400 characters. */
  maxLength: 2048,
} as const;

interface AccessTokenHeader {
  readonly alg: string;
  readonly typ: string;
  readonly kid: string;
}

/** The header of a token that is not verified yet; null when there is none to be read. */
export function readHeader(token: string): unknown {
  const [encoded = ''] = token.split('.', 1);
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** Exactly our three fields: what else may stand in a header changes how a token is read (`crit`, `b64`, `zip`) or checked (`jwk`, `jku`, `x5c`). */
export function isOurHeader(header: unknown): header is AccessTokenHeader {
  if (!isRecord(header) || Object.keys(header).length !== 3) return false;
  const { alg, typ, kid } = header;
  return alg === ACCESS_TOKEN.algorithm && typ === ACCESS_TOKEN.type && typeof kid === 'string';
}

/** Who is meant by claims whose signature is good; null when we would not have written them, or not by now. */
export function readClaims(claims: unknown, nowInSeconds: number): AccessTokenClaims | null {
  if (!isRecord(claims)) return null;
  const { sub, sid, jti, aud } = claims;
  if (!isName(sub) || !isName(sid) || !isName(jti)) return null;
  if (aud !== ACCESS_TOKEN.audience || !areOurTimes(claims, nowInSeconds)) return null;
  return { personId: sub, sessionId: sid };
}

/** Begun by now, at most so long, not over. `nbf` is a claim that we never write. */
function areOurTimes({ iat, exp, nbf }: Record<string, unknown>, now: number): boolean {
  if (!isWholeNumber(iat) || !isWholeNumber(exp) || nbf !== undefined) return false;
  return iat <= now + ACCESS_TOKEN.clockSkewSeconds && exp - iat <= ACCESS_TOKEN.lifetimeSeconds && exp > now;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isWholeNumber = (value: unknown): value is number => Number.isSafeInteger(value);

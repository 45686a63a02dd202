// Who sends this request? The same check as the gateway's: a signed token, then the session in the database.

import type { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { ACCESS_TOKEN } from '../../src/crypto/access-token-form';
import type { MasterKey } from '../../src/crypto/key-ring';
import { createKeyRing } from '../../src/crypto/key-ring';
import type { ViewerRow } from './rows';

export interface PeerViewer {
  readonly personId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly adminOf: ReadonlySet<string>;
}

/** The key that the gateway signs access tokens with. */
export const accessTokenKey = (keys: readonly MasterKey[]): KeyObject =>
  createKeyRing(keys).keysFor('access token').primary.key;

/** The session that a good token names; null for any other. */
export function sessionOf(authorization: string | undefined, key: KeyObject): string | null {
  if (!authorization?.startsWith('Bearer ')) return null;
  const { algorithm, issuer, audience } = ACCESS_TOKEN;
  try {
    const claims = jwt.verify(authorization.slice(7), key, { algorithms: [algorithm], issuer, audience });
    return typeof claims === 'object' && typeof claims.sid === 'string' ? claims.sid : null;
  } catch {
    return null;
  }
}

export function viewerIn(rows: readonly ViewerRow[]): PeerViewer | null {
  const [first] = rows;
  if (first === undefined) return null;
  const adminOf = rows.flatMap(({ role, account_id }) => (role === 'ADMIN' && account_id !== null ? [account_id] : []));
  return {
    personId: first.person_id,
    sessionId: first.session_id,
    email: first.person_email,
    adminOf: new Set(adminOf),
  };
}

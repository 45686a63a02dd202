// How are two equal tokens recognized without opening either? By a keyed fingerprint (R7).

import { createHmac } from 'node:crypto';
import type { TokenFingerprints } from '../application/ports';
import type { KeyRing } from './key-ring';

/** HMAC-SHA-256 of the value, written `<key id>:<base64url>`. Without the key nobody can test a guess against it. */
export function createTokenFingerprints(keyRing: KeyRing): TokenFingerprints {
  const { all } = keyRing.keysFor('token fingerprint');
  return {
    of: (value) =>
      all.map(({ id, key }) => `${id}:${createHmac('sha256', key).update(value.reveal(), 'utf8').digest('base64url')}`),
  };
}

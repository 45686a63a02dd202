// How are two equal tokens recognized without opening either? By a keyed fingerprint (R7).

import { createHmac } from 'node:crypto';
import type { TokenFingerprints } from '../application/ports';
import type { DerivedKey, KeyRing } from './key-ring';

/** HMAC-SHA-256 of the value, written `<key id>:<base64url>`. Without the key nobody can test a guess against it. */
export function createTokenFingerprints(keyRing: KeyRing): TokenFingerprints {
  const [primary, ...others] = keyRing.keysFor('token fingerprint').all;
  return {
    of(value) {
      const text = value.reveal();
      const made = ({ id, key }: DerivedKey) =>
        `${id}:${createHmac('sha256', key).update(text, 'utf8').digest('base64url')}`;
      return [made(primary), ...others.map(made)];
    },
  };
}

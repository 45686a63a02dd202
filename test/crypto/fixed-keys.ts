// Key rings for tests, the same on every run. Their bytes are published here and guard nothing.

import { createHash, createSecretKey } from 'node:crypto';
import { createKeyRing, type KeyRing, type MasterKey } from '../../src/crypto/key-ring';

/** The key that the golden values were made with. */
const GOLDEN_KEY = '4f8c21d7b0a96e135a7ce48d02f1b963c85de2970a1b64f3389e5c7d20a6f41b';

export function masterKey(id: string): MasterKey {
  const bytes = id === 'k1' ? Buffer.from(GOLDEN_KEY, 'hex') : createHash('sha256').update(`test key ${id}`).digest();
  return { id, key: createSecretKey(bytes) };
}

/** A ring of these keys, the first primary. */
export const keyRing = (...ids: string[]): KeyRing => createKeyRing(ids.map(masterKey));

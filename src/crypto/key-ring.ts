// Which keys does the gateway hold, and which of them does what? One ring of master keys; each purpose has keys of its own.

import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** A key as the operator gives it: 32 random bytes and the id that everything sealed or signed with it names. A `KeyObject` prints no bytes. */
export interface MasterKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** A key derived for one purpose; it bears its master key's id. */
export type DerivedKey = MasterKey;

/** The labels are part of what is stored: a changed one makes everything of its purpose unreadable. */
export type KeyPurpose = 'token encryption' | 'token fingerprint' | 'access token';

/** The keys of one purpose: the primary writes, all of them read. */
export interface PurposeKeys {
  readonly primary: DerivedKey;
  /** The primary first. */
  readonly all: readonly [DerivedKey, ...DerivedKey[]];
  /** Undefined for a key that is not, or no longer, on the ring. */
  find(id: string): DerivedKey | undefined;
}

export interface KeyRing {
  /** Derives anew on each call; ask once and keep the answer. */
  keysFor(purpose: KeyPurpose): PurposeKeys;
}

const KEY_BYTES = 32;

/** The first master key is primary. To rotate, put a new one in front; take the old one off when nothing names it any more. */
export function createKeyRing(masterKeys: readonly MasterKey[]): KeyRing {
  return {
    keysFor(purpose) {
      const [primary, ...others] = masterKeys.map(({ id, key }) => ({ id, key: deriveKey(key, purpose) }));
      if (primary === undefined) throw new Error('A key ring needs at least one key.');
      const all = [primary, ...others] as const;
      const byId = new Map(all.map((derived) => [derived.id, derived]));
      return { primary, all, find: (id) => byId.get(id) };
    },
  };
}

/** HKDF-SHA256 (RFC 5869) without a salt, which a uniformly random master key does not need. */
function deriveKey(masterKey: KeyObject, purpose: KeyPurpose): KeyObject {
  const label = `git-token-gateway ${purpose}`;
  return createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', label, KEY_BYTES)));
}

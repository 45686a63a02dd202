// How does an accepted token become a row? Sealed, with all that is kept beside it.

import type { Viewer } from '../../domain/account';
import { type PastedToken, type StoredGitToken, tokenHint } from '../../domain/git-token';
import type { TokenEvidence } from '../../domain/token-evidence';
import type { Gateway } from '../gateway';
import { newId } from '../ids';
import type { Fingerprints, TokenSlot, TokenToStore } from '../ports';
import { SLOT_RULES } from './token-slot';

interface TokenToSeal {
  readonly slot: TokenSlot;
  readonly token: PastedToken;
  readonly fingerprints: Fingerprints;
  readonly evidence: TokenEvidence;
  /** What it replaces: id and creation stay, the version goes up. Null: the first one, version 1. */
  readonly current: StoredGitToken | null;
  /** The value is the one in use, sealed anew because it could not be opened, or for its user name: no new version (R4). */
  readonly isSameValue?: boolean;
  readonly viewer: Viewer;
  readonly now: Date;
}

/** The row to put: sealed for its own place, so that it opens nowhere else. */
export function sealToken(
  gateway: Gateway,
  { slot, token, fingerprints, evidence, current, isSameValue = false, viewer, now }: TokenToSeal,
): TokenToStore {
  const id = current?.id ?? newId('token', now);
  const kept = isSameValue ? current : null;
  return {
    id,
    kind: slot.kind,
    runtimeId: slot.runtimeId,
    personId: SLOT_RULES[slot.kind].personId(viewer),
    version: kept?.version ?? (current?.version ?? 0) + 1,
    hint: tokenHint(token.value),
    fingerprint: fingerprints[0],
    sealed: gateway.cipher.seal(token, { kind: slot.kind, tokenId: id }),
    evidence,
    declaredExpiresAt: token.declaredExpiresAt ?? kept?.declaredExpiresAt ?? null,
    setBy: viewer.email,
    at: now,
  };
}

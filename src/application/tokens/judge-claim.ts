// Claim and judge: what does a value already serve, and what follows for the slot it is set in?

import type { AccountPolicy } from '../../domain/account';
import { badInput } from '../../domain/errors';
import type { PastedToken } from '../../domain/git-token';
import { judgeToken } from '../../domain/judge-token';
import type { Runtime } from '../../domain/runtime';
import type { Inspection, NotAsked } from '../../domain/token-evidence';
import type { TokenVerdict } from '../../domain/token-verdict';
import type { ReuseLookups, TokenSlot } from '../ports';

/** A token that was inspected for a slot, and what it is judged by. */
export interface Claim {
  readonly slot: TokenSlot;
  readonly runtime: Pick<Runtime, 'gitProvider' | 'gitProviderUrl' | 'scopeCheckMode'>;
  readonly policy: AccountPolicy;
  readonly token: PastedToken;
  readonly fingerprints: readonly string[];
  readonly inspection: Inspection | NotAsked;
}

/** Decided on the rows as they are now: inside the transaction that stores, or for a rehearsal on the last committed ones (R7). */
export async function judgeClaim(
  reuse: ReuseLookups,
  claim: Claim,
  now: Date,
): Promise<{ verdict: TokenVerdict; isRecheck: boolean }> {
  const { slot, runtime, inspection } = claim;
  const isRecheck = await reuse.isInUse(slot, claim.fingerprints);
  const verdict = judgeToken(inspection, {
    tokenKind: slot.kind,
    provider: runtime.gitProvider,
    providerUrl: runtime.gitProviderUrl,
    scopeCheckMode: runtime.scopeCheckMode,
    accountPolicy: claim.policy,
    moment: isRecheck ? 'STORED' : 'SETTING',
    reuse: await reuse.findings(slot, claim.fingerprints, sharedLoginQuery(claim)),
    declaredExpiresAt: claim.token.declaredExpiresAt,
    now,
  });
  return { verdict, isRecheck };
}

/** A declared expiry in the past is a slip of the pen, not a property of the token. */
export function refusePastExpiry({ declaredExpiresAt }: PastedToken, now: Date): void {
  if (declaredExpiresAt !== null && declaredExpiresAt <= now) {
    throw badInput({ path: 'token.expiresAt', constraints: ['must be in the future'] });
  }
}

function sharedLoginQuery({ slot, runtime, inspection }: Claim) {
  if (slot.kind !== 'USER' || inspection.answer !== 'ACCEPTED' || inspection.identity === null) return null;
  return {
    provider: runtime.gitProvider,
    providerUrl: runtime.gitProviderUrl,
    login: inspection.identity.login,
  };
}

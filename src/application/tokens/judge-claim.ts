// Claim and judge: what does a value already serve, and what follows for the slot it is set in?

import type { AccountPolicy } from '../../domain/account';
import { badInput } from '../../domain/errors';
import type { JudgementContext } from '../../domain/examine-token';
import type { PastedToken, StoredGitToken } from '../../domain/git-token';
import { judgeToken } from '../../domain/judge-token';
import type { Runtime } from '../../domain/runtime';
import type { Inspection, NotAsked } from '../../domain/token-evidence';
import type { TokenVerdict } from '../../domain/token-verdict';
import type { ReuseLookups, TokenSlot } from '../ports';
import type { Inspected } from './inspect-token';

/** A token that was inspected for a slot, and what it is judged by. */
export interface Claim extends Inspected {
  readonly slot: TokenSlot;
  readonly runtime: Pick<Runtime, 'gitProvider' | 'gitProviderUrl' | 'scopeCheckMode'>;
  readonly policy: AccountPolicy;
  readonly token: PastedToken;
  /** What is in the slot now. */
  readonly current: StoredGitToken | null;
}

interface JudgedClaim {
  readonly verdict: TokenVerdict;
  /** The token in use, when the value given is its value: then this is a re-check, not a new version (R4). */
  readonly recheckOf: StoredGitToken | null;
  /** The same judgement on another reading of the evidence: nothing is looked up again. */
  readonly verdictOn: (inspection: Inspection | NotAsked) => TokenVerdict;
}

/** Decided on the rows as they are now: inside the transaction that stores, or for a rehearsal on the last committed ones (R7). */
export async function judgeClaim(reuse: ReuseLookups, claim: Claim, now: Date): Promise<JudgedClaim> {
  const { slot, runtime, inspection, current, token } = claim;
  const recheckOf = current !== null && (await reuse.isInUse(slot, claim.fingerprints)) ? current : null;
  const context: JudgementContext = {
    tokenKind: slot.kind,
    provider: runtime.gitProvider,
    providerUrl: runtime.gitProviderUrl,
    scopeCheckMode: runtime.scopeCheckMode,
    accountPolicy: claim.policy,
    moment: recheckOf === null ? 'SETTING' : 'STORED',
    reuse: await reuse.findings(slot, claim.fingerprints, sharedLoginQuery(claim)),
    declaredExpiresAt: token.declaredExpiresAt ?? recheckOf?.declaredExpiresAt ?? null,
    now,
  };
  const verdictOn = (evidence: Inspection | NotAsked) => judgeToken(evidence, context);
  return { verdict: verdictOn(inspection), recheckOf, verdictOn };
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

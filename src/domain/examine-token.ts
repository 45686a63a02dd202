// What is there to judge a token by? The provider's answer and the token's place, brought together; no conclusions yet.

import type { AccountPolicy } from './account';
import { GIT_PROVIDERS, type GitProviderKind } from './git-provider';
import type { GitTokenKind, ReuseFindings } from './git-token';
import { holdAgainst, refusalByType, requiredScopes, servingType } from './required-scopes';
import type { ScopeCheckMode } from './runtime';
import { excessScopes } from './scope-vocabularies';
import type { AcceptedEvidence, GitIdentityKind, Inspection, NotAsked, ScopeEvidence } from './token-evidence';
import { type EffectiveExpiry, effectiveExpiry } from './token-expiry';
import { ADVISED_TYPE, isKnown, type KnownTokenType, TOKEN_TYPES } from './token-types';
import type { ScopeRequirement } from './token-verdict';

/** SETTING: a value is being set, or rehearsed. STORED: it is the one in use, and policies that refuse a new value only warn (R6, R22). */
export type JudgementMoment = 'SETTING' | 'STORED';

/** All that bears on the verdict beside what the provider said. */
export interface JudgementContext {
  readonly tokenKind: GitTokenKind;
  readonly provider: GitProviderKind;
  /** The provider's web root, for the link to its form. */
  readonly providerUrl: string;
  readonly scopeCheckMode: ScopeCheckMode;
  readonly accountPolicy: AccountPolicy;
  readonly moment: JudgementMoment;
  /** Null where only conclusions are drawn that do not depend on it: what a stored token's reason is. */
  readonly reuse: ReuseFindings | null;
  readonly declaredExpiresAt: Date | null;
  readonly now: Date;
}

/** A token as the rules look at it. */
export interface ExaminedToken {
  readonly context: JudgementContext;
  /** Whose requirements count. */
  readonly heldTo: KnownTokenType;
  readonly requirements: readonly ScopeRequirement[];
  /** What the provider lists; null when it cannot say, or was not asked. */
  readonly granted: readonly string[] | null;
  /** What of it goes well beyond the need. */
  readonly excess: readonly string[];
  readonly expiry: EffectiveExpiry | null;
}

/** One that the provider accepts: only such a token has an owner and scopes to judge. */
export interface AcceptedToken extends ExaminedToken {
  readonly evidence: AcceptedEvidence;
  readonly owner: GitIdentityKind;
}

const NOTHING_KNOWN: ScopeEvidence = { how: 'UNREADABLE', probes: [] };

/** Holds the provider's answer against what the token's place needs. */
export function examineToken(inspection: Inspection | NotAsked, context: JudgementContext): ExaminedToken {
  const heldTo = typeToHoldTo(inspection, context);
  const { vocabulary } = TOKEN_TYPES[heldTo];
  const needed = requiredScopes(heldTo, context.tokenKind);
  const granted = grantedScopes(inspection);
  const neededNames = needed.map(({ scope }) => scope);
  return {
    context,
    heldTo,
    requirements: holdAgainst(needed, scopesToHold(inspection, neededNames, context.tokenKind), vocabulary),
    granted,
    excess: excessScopes(granted ?? [], neededNames, vocabulary),
    expiry: effectiveExpiry(inspection, context.declaredExpiresAt),
  };
}

/** Also where its type is not known, a token that was refused by its form is no longer the matter: the one to create is. */
function typeToHoldTo(inspection: Inspection | NotAsked, { tokenKind, provider }: JudgementContext): KnownTokenType {
  const { family } = GIT_PROVIDERS[provider];
  const cannotServe = inspection.answer === 'NOT_ASKED' && inspection.why !== 'TOKEN_REUSED';
  return cannotServe ? ADVISED_TYPE[family][tokenKind] : servingType(inspection.tokenType, tokenKind, family);
}

export function asAccepted(token: ExaminedToken, evidence: AcceptedEvidence): AcceptedToken {
  const robot = isKnown(evidence.tokenType) && TOKEN_TYPES[evidence.tokenType].robot;
  const { context, heldTo, requirements, granted, excess, expiry } = token;
  const owner = robot ? 'SERVICE_ACCOUNT' : (evidence.identity?.kind ?? 'UNKNOWN');
  return { context, heldTo, requirements, granted, excess, expiry, evidence, owner };
}

/** Unreadable rights are rights on a repository: where that is out of reach, the token has none of them. */
export const isOutOfReach = (inspection: Inspection | NotAsked): boolean =>
  inspection.answer === 'ACCEPTED' && inspection.scopes.how === 'UNREADABLE' && inspection.repository === 'UNREACHABLE';

function grantedScopes(inspection: Inspection | NotAsked): readonly string[] | null {
  return inspection.answer === 'ACCEPTED' && inspection.scopes.how === 'READ' ? inspection.scopes.scopes : null;
}

function scopesToHold(
  inspection: Inspection | NotAsked,
  needed: readonly string[],
  tokenKind: GitTokenKind,
): ScopeEvidence {
  // The scopes of a type that cannot serve say nothing about those of the type that is advised in its place.
  if (inspection.answer !== 'ACCEPTED' || refusalByType(inspection.tokenType, tokenKind)) return NOTHING_KNOWN;
  if (!isOutOfReach(inspection)) return inspection.scopes;
  return { how: 'UNREADABLE', probes: needed.map((scope) => ({ scope, state: 'MISSING' })) };
}

// What does a verdict say? The shape of the answer that judge-token.ts gives.

import type { GitTokenType } from './git-token';
import type { GitIdentity } from './token-evidence';

export const VERDICT_OUTCOMES = ['ACCEPTED', 'REJECTED', 'UNDETERMINED'] as const;
export type VerdictOutcome = (typeof VERDICT_OUTCOMES)[number];

export const VERDICT_REASONS = [
  'SATISFIED',
  'SCOPES_UNREADABLE',
  'SCOPES_REPORTED',
  'MISSING_SCOPES',
  'INVALID_TOKEN',
  'EXPIRED_TOKEN',
  'EXPIRES_TOO_SOON',
  'BLOCKED_BY_PROVIDER',
  'WRONG_TOKEN_TYPE',
  'WRONG_PROVIDER',
  'TOKEN_REUSED',
  'OWNER_NOT_SERVICE_ACCOUNT',
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_RATE_LIMITED',
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

export const REQUIREMENT_STATES = ['GRANTED', 'MISSING', 'UNKNOWN'] as const;
export type RequirementState = (typeof REQUIREMENT_STATES)[number];

export const REQUIREMENT_EVIDENCES = ['REPORTED', 'IMPLIED', 'PROBED', 'NONE'] as const;
/** How a requirement's state was learned. */
export type RequirementEvidence = (typeof REQUIREMENT_EVIDENCES)[number];

export const TOKEN_WARNING_CODES = [
  'SCOPES_UNREADABLE',
  'REPOSITORY_UNREACHABLE',
  'EXCESS_SCOPES',
  'NO_EXPIRY',
  'EXPIRES_SOON',
  'OWNER_NOT_SERVICE_ACCOUNT',
  'OWNER_NOT_PERSON',
  'SHARED_LOGIN',
  'RUNTIME_TOKEN_REUSED',
  'SAME_AS_YOUR_USER_TOKEN',
] as const;
export type TokenWarningCode = (typeof TOKEN_WARNING_CODES)[number];

/** One needed scope, held against what the token has. */
export interface ScopeRequirement {
  readonly scope: string;
  readonly purpose: string;
  readonly state: RequirementState;
  readonly evidence: RequirementEvidence;
  /** The granted scope that includes this one; null unless the evidence is IMPLIED. */
  readonly grantedBy: string | null;
}

export interface TokenWarning {
  readonly code: TokenWarningCode;
  readonly message: string;
}

/** What the provider told us about a token, held against what it needs. */
export interface TokenVerdict {
  readonly outcome: VerdictOutcome;
  readonly reason: VerdictReason;
  /** One plain sentence: what is wrong and how to mend it. */
  readonly message: string;
  readonly tokenType: GitTokenType;
  readonly tokenName: string | null;
  readonly identity: GitIdentity | null;
  readonly requirements: readonly ScopeRequirement[];
  /** Null when the provider can't say. */
  readonly grantedScopes: readonly string[] | null;
  readonly expiresAt: Date | null;
  readonly warnings: readonly TokenWarning[];
  readonly fixUrl: string | null;
  readonly checkedAt: Date;
}

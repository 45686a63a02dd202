// What did the provider say about a token? Facts only; conclusions are drawn elsewhere, each time anew (R22).

import type { GitTokenType } from './git-token';

export const GIT_IDENTITY_KINDS = ['PERSON', 'SERVICE_ACCOUNT', 'UNKNOWN'] as const;
/** PERSON only where a provider tells persons from robots; elsewhere an ordinary user is UNKNOWN. */
export type GitIdentityKind = (typeof GIT_IDENTITY_KINDS)[number];

/** Whom the token acts as at the provider. */
export interface GitIdentity {
  readonly login: string;
  readonly displayName: string | null;
  readonly kind: GitIdentityKind;
}

/** How one requirement was proved where scopes cannot be read (R17). */
export interface ProbeResult {
  readonly scope: string;
  readonly state: 'GRANTED' | 'MISSING' | 'UNKNOWN';
}

/** READ: the provider lists them (present and empty: none). UNREADABLE: it cannot say, or a proxy removed its word; probes may have told some. */
export type ScopeEvidence =
  | { readonly how: 'READ'; readonly scopes: readonly string[] }
  | { readonly how: 'UNREADABLE'; readonly probes: readonly ProbeResult[] };

/** AT: the provider named an instant (ISO 8601, UTC). NEVER: it said there is none. UNKNOWN: it cannot say, or not readably. */
export type ExpiryEvidence =
  | { readonly how: 'AT'; readonly at: string }
  | { readonly how: 'NEVER' }
  | { readonly how: 'UNKNOWN' };

/** Whether the token reaches the runtime's shared configuration repository. MOVED: it answers from another place. BLOCKED: its owner's rules keep the token out. */
export type RepositoryEvidence = 'REACHABLE' | 'UNREACHABLE' | 'MOVED' | 'BLOCKED' | 'NOT_ASKED';

/** The provider accepts the token, and told this of it. */
export interface AcceptedEvidence {
  readonly answer: 'ACCEPTED';
  readonly tokenType: GitTokenType;
  /** What the provider calls the token, where it tells. */
  readonly tokenName: string | null;
  readonly identity: GitIdentity | null;
  readonly scopes: ScopeEvidence;
  readonly expiry: ExpiryEvidence;
  readonly repository: RepositoryEvidence;
  /** Where a BLOCKED repository can be opened to the token (GitHub's single sign-on page); only of the provider's own host. */
  readonly repositoryFixUrl?: string | null;
  /** ISO 8601, UTC. */
  readonly checkedAt: string;
}

/** SUSPENSION: of the account itself. ORGANIZATION: a rule of one that the account belongs to. */
export type BlockCause = 'SUSPENSION' | 'ORGANIZATION';

/** The provider itself refuses the token. What was known of it before is kept, so that people can tell which one it was. */
export interface RefusedEvidence {
  readonly answer: 'REFUSED';
  /** BLOCKED: the token is genuine, but a rule of its owner's organisation or a block keeps it out. */
  readonly refusal: 'INVALID' | 'EXPIRED' | 'BLOCKED';
  readonly tokenType: GitTokenType;
  readonly tokenName: string | null;
  readonly identity: GitIdentity | null;
  /** BLOCKED by whom, where the provider's words tell. */
  readonly blockedBy?: BlockCause;
  /** What an earlier check learned of its expiry: providers answer an expired token like an unknown one. */
  readonly expiry?: ExpiryEvidence;
  /** Where the provider says the block can be lifted (GitHub's single sign-on page); only of the provider's own host. */
  readonly fixUrl: string | null;
  readonly checkedAt: string;
  /**
   * Set where this is what the provider said a moment ago and it was not asked anew (providers lock accounts): when it will
   * be. ISO 8601, UTC. Said in the verdict, never stored.
   */
  readonly askedAgainAt?: string;
  /** What the token's own form hints at, where no API takes that: `a deploy token`. Said in the verdict, never stored. */
  readonly beginsLike?: string;
}

/** What is stored of a check. Plain JSON: dates are ISO strings. */
export type TokenEvidence = AcceptedEvidence | RefusedEvidence;

/** The provider could not be asked, or its answer is no verdict (R14). Never stored. */
export interface Undetermined {
  readonly answer: 'UNDETERMINED';
  readonly trouble: 'PROVIDER_UNAVAILABLE' | 'PROVIDER_RATE_LIMITED';
  /** When the provider said it may be asked again. */
  readonly retryAt: Date | null;
  readonly tokenType: GitTokenType;
  readonly checkedAt: string;
}

/**
 * Refused before anything was sent anywhere (R18): it plainly belongs to another provider, is of a kind that no API takes,
 * or serves somebody else at another host.
 */
export interface NotAsked {
  readonly answer: 'NOT_ASKED';
  readonly why: 'WRONG_PROVIDER' | 'WRONG_TOKEN_TYPE' | 'TOKEN_REUSED';
  readonly tokenType: GitTokenType;
  /** What it is, where it is of none of the types: `a deploy token`. */
  readonly beginsLike?: string;
  readonly checkedAt: string;
}

/** What a provider's adapter answers. */
export type Inspection = TokenEvidence | Undetermined;

/** What is to be stored of an inspection; null when the provider said nothing of the token. */
export function evidenceIn(inspection: Inspection | NotAsked): TokenEvidence | null {
  if (inspection.answer === 'ACCEPTED') return inspection;
  if (inspection.answer !== 'REFUSED') return null;
  const { askedAgainAt: _, beginsLike: __, ...evidence } = inspection;
  return evidence;
}

/** A refusal tells nothing of the token itself: what the provider said before, when it still accepted it, stays known. */
export function withKnownIdentity(refused: RefusedEvidence, known: TokenEvidence | null): RefusedEvidence {
  if (known === null) return refused;
  return {
    ...refused,
    tokenType: known.tokenType,
    tokenName: refused.tokenName ?? known.tokenName,
    identity: refused.identity ?? known.identity,
    expiry: refused.expiry ?? known.expiry,
  };
}

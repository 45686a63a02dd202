// How is a stored token? Verdict × expiry × age × now → status, derived anew each time it is asked for (R22).

import type { StoredGitToken } from './git-token';
import { judgeToken } from './judge-token';
import type { RuntimeHealth, RuntimeView } from './runtime';
import type { NotAsked, TokenEvidence, Undetermined } from './token-evidence';
import { effectiveExpiry, endsWithin, TOKEN_SPANS_MS } from './token-expiry';
import type { TokenVerdict, VerdictReason } from './token-verdict';

export const GIT_TOKEN_STATUSES = [
  'MISSING',
  'VALID',
  'EXPIRING_SOON',
  'UNVERIFIED',
  'INSUFFICIENT_SCOPES',
  'EXPIRED',
  'INVALID',
  'BLOCKED',
  'UNREADABLE',
] as const;
export type GitTokenStatus = (typeof GIT_TOKEN_STATUSES)[number];

/** Where a stored token serves: the runtime's provider and check mode, the account's policy. */
export interface TokenPlaceView {
  readonly runtime: Pick<RuntimeView['runtime'], 'gitProvider' | 'gitProviderUrl' | 'scopeCheckMode'>;
  readonly account: Pick<RuntimeView['account'], 'policy'>;
}

/** All of a stored token that its verdict and status are derived from; its id, hint and version are not. */
export type TokenFacts = Pick<
  StoredGitToken,
  'kind' | 'evidence' | 'declaredExpiresAt' | 'readable' | 'reuse' | 'verifiedAt'
>;

interface StoredFacts {
  readonly token: TokenFacts;
  readonly reason: VerdictReason;
  readonly scopesAreEnforced: boolean;
  readonly endsWithin: (milliseconds: number) => boolean;
  readonly ageMs: number;
}

/** The statuses of a token that is there, in order of precedence: the first that applies. */
const STATUSES_IN_ORDER: readonly (readonly [GitTokenStatus, (facts: StoredFacts) => boolean])[] = [
  ['UNREADABLE', ({ token }) => !token.readable],
  ['BLOCKED', ({ reason }) => reason === 'BLOCKED_BY_PROVIDER'],
  ['EXPIRED', ({ reason }) => reason === 'EXPIRED_TOKEN'],
  ['INVALID', ({ reason }) => reason === 'INVALID_TOKEN'],
  // A type that turns out unable to serve cannot hold the scopes either.
  [
    'INSUFFICIENT_SCOPES',
    ({ reason, scopesAreEnforced }) =>
      scopesAreEnforced && (reason === 'MISSING_SCOPES' || reason === 'WRONG_TOKEN_TYPE'),
  ],
  ['UNVERIFIED', ({ ageMs }) => ageMs > TOKEN_SPANS_MS.unverified],
  ['EXPIRING_SOON', (facts) => facts.endsWithin(TOKEN_SPANS_MS.expiringSoon)],
  ['VALID', () => true],
];

/** What the last determined check says of a stored token under today's policies. */
export function storedVerdict(place: TokenPlaceView, token: TokenFacts, now: Date): TokenVerdict {
  return judgeToken(token.evidence, {
    tokenKind: token.kind,
    provider: place.runtime.gitProvider,
    providerUrl: place.runtime.gitProviderUrl,
    scopeCheckMode: place.runtime.scopeCheckMode,
    accountPolicy: place.account.policy,
    moment: 'STORED',
    reuse: token.reuse,
    declaredExpiresAt: token.declaredExpiresAt,
    now,
  });
}

/** The status of a slot's token, for whoever may see its verdict; `MISSING` where there is none. */
export function storedTokenStatus(place: TokenPlaceView, token: TokenFacts | null, now: Date): GitTokenStatus {
  if (token === null) return 'MISSING';
  const expiry = effectiveExpiry(token.evidence, token.declaredExpiresAt);
  const facts: StoredFacts = {
    token,
    reason: storedVerdict(place, token, now).reason,
    scopesAreEnforced: place.runtime.scopeCheckMode === 'ENFORCE',
    endsWithin: (milliseconds) => endsWithin(expiry, milliseconds, now),
    ageMs: now.getTime() - token.verifiedAt.getTime(),
  };
  return STATUSES_IN_ORDER.find(([, applies]) => applies(facts))?.[0] ?? 'VALID';
}

/** A member's user token as admins see it: an admin names the repository, so what probing it told is the owner's alone (R10). */
export function statusForAdmins(place: TokenPlaceView, token: TokenFacts | null, now: Date): GitTokenStatus {
  return storedTokenStatus(place, token && { ...token, evidence: withoutProbes(token.evidence) }, now);
}

/** What the provider said of the token itself: without what was learned at a repository that an admin names (R10). */
export function withoutProbes<E extends TokenEvidence | Undetermined | NotAsked>(evidence: E): E {
  if (evidence.answer !== 'ACCEPTED') return evidence;
  const scopes = evidence.scopes.how === 'READ' ? evidence.scopes : { how: 'UNREADABLE' as const, probes: [] };
  return { ...evidence, scopes, repository: 'NOT_ASKED', repositoryFixUrl: null };
}

const DEAD: ReadonlySet<GitTokenStatus> = new Set([
  'EXPIRED',
  'INVALID',
  'BLOCKED',
  'UNREADABLE',
  'INSUFFICIENT_SCOPES',
]);

/** R3: what the status of its runtime token makes of a runtime. It is never deleted for that. */
export const runtimeHealth = (runtimeTokenStatus: GitTokenStatus): RuntimeHealth =>
  DEAD.has(runtimeTokenStatus) ? 'DEGRADED' : 'HEALTHY';

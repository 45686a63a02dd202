// How is a stored token? Verdict × expiry × age × now → status, derived anew each time it is asked for (R22).

import type { StoredGitToken } from './git-token';
import { judgeToken } from './judge-token';
import type { RuntimeHealth, RuntimeView } from './runtime';
import type { NotAsked, TokenEvidence, Undetermined } from './token-evidence';
import { type EffectiveExpiry, effectiveExpiry, endsWithin, TOKEN_SPANS_MS } from './token-expiry';
import type { TokenVerdict } from './token-verdict';

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

/** A stored token as it stands at one moment. Each conclusion is drawn when it is first asked for, and only once. */
export class TokenStanding<T extends TokenFacts = TokenFacts> {
  #verdict: TokenVerdict | null = null;
  #status: GitTokenStatus | null = null;
  #expiry: EffectiveExpiry | null | undefined;

  constructor(
    private readonly place: TokenPlaceView,
    readonly token: T,
    private readonly now: Date,
  ) {}

  /** What the last determined check says under today's policies. */
  get verdict(): TokenVerdict {
    this.#verdict ??= this.#judge();
    return this.#verdict;
  }

  get status(): GitTokenStatus {
    this.#status ??= STATUSES_IN_ORDER.find(([, applies]) => applies(this))?.[0] ?? 'VALID';
    return this.#status;
  }

  get expiry(): EffectiveExpiry | null {
    if (this.#expiry === undefined) {
      this.#expiry = effectiveExpiry(this.token.evidence, this.token.declaredExpiresAt);
    }
    return this.#expiry;
  }

  get scopesAreEnforced(): boolean {
    return this.place.runtime.scopeCheckMode === 'ENFORCE';
  }

  endsWithin(milliseconds: number): boolean {
    return endsWithin(this.expiry, milliseconds, this.now);
  }

  /** Milliseconds since the last determined check. */
  get age(): number {
    return this.now.getTime() - this.token.verifiedAt.getTime();
  }

  #judge(): TokenVerdict {
    const { place, token, now } = this;
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
}

/** The statuses of a token that is there, in order of precedence: the first that applies. */
const STATUSES_IN_ORDER: readonly (readonly [GitTokenStatus, (standing: TokenStanding) => boolean])[] = [
  ['UNREADABLE', ({ token }) => !token.readable],
  ['BLOCKED', ({ verdict }) => verdict.reason === 'BLOCKED_BY_PROVIDER'],
  ['EXPIRED', ({ verdict }) => verdict.reason === 'EXPIRED_TOKEN'],
  ['INVALID', ({ verdict }) => verdict.reason === 'INVALID_TOKEN'],
  // A type that turns out unable to serve cannot hold the scopes either.
  [
    'INSUFFICIENT_SCOPES',
    ({ verdict: { reason }, scopesAreEnforced }) =>
      scopesAreEnforced && (reason === 'MISSING_SCOPES' || reason === 'WRONG_TOKEN_TYPE'),
  ],
  ['UNVERIFIED', ({ age }) => age > TOKEN_SPANS_MS.unverified],
  ['EXPIRING_SOON', (standing) => standing.endsWithin(TOKEN_SPANS_MS.expiringSoon)],
  ['VALID', () => true],
];

/** The status of a slot's token, for whoever may see its verdict; `MISSING` where there is none. */
export const storedTokenStatus = (place: TokenPlaceView, token: TokenFacts | null, now: Date): GitTokenStatus =>
  token === null ? 'MISSING' : new TokenStanding(place, token, now).status;

/** A member's user token as admins see it: an admin names the repository, so what probing it told is the owner's alone (R10). */
export function statusForAdmins(place: TokenPlaceView, token: TokenFacts | null, now: Date): GitTokenStatus {
  if (token === null) return 'MISSING';
  const { kind, declaredExpiresAt, readable, reuse, verifiedAt } = token;
  const evidence = withoutProbes(token.evidence);
  return storedTokenStatus(place, { kind, evidence, declaredExpiresAt, readable, reuse, verifiedAt }, now);
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

// Evidence and contexts that the tests of the rules vary from: each begins as a token that has everything it needs.

import type { AccountPolicy } from '../../src/domain/account';
import type { JudgementContext } from '../../src/domain/examine-token';
import { GIT_PROVIDERS, type GitProviderKind } from '../../src/domain/git-provider';
import { type GitTokenKind, type GitTokenType, NO_REUSE, type StoredGitToken } from '../../src/domain/git-token';
import type { ScopeCheckMode } from '../../src/domain/runtime';
import type {
  AcceptedEvidence,
  GitIdentityKind,
  NotAsked,
  RefusedEvidence,
  Undetermined,
} from '../../src/domain/token-evidence';
import type { TokenPlaceView } from '../../src/domain/token-status';
import { familyOfType } from '../../src/domain/token-types';

export const NOW = new Date('2026-10-15T12:00:00.000Z');

const HOUR_MS = 60 * 60 * 1000;

/** So many hours from now; negative: ago. */
export const hours = (count: number): Date => new Date(NOW.getTime() + count * HOUR_MS);
export const days = (count: number): Date => hours(24 * count);

export const at = (date: Date) => ({ how: 'AT', at: date.toISOString() }) as const;

export const read = (...scopes: string[]) => ({ how: 'READ', scopes }) as const;

export const owner = (kind: GitIdentityKind) => ({ login: 'octo', displayName: null, kind });

/** A classic GitHub token that may do all a runtime needs, for a year. */
export function accepted(changes: Partial<AcceptedEvidence> = {}): AcceptedEvidence {
  return {
    answer: 'ACCEPTED',
    tokenType: 'GITHUB_CLASSIC',
    tokenName: null,
    identity: owner('UNKNOWN'),
    scopes: read('repo', 'admin:repo_hook'),
    expiry: at(days(365)),
    repository: 'NOT_ASKED',
    checkedAt: NOW.toISOString(),
    ...changes,
  };
}

export function refused(refusal: RefusedEvidence['refusal'], changes: Partial<RefusedEvidence> = {}): RefusedEvidence {
  return {
    answer: 'REFUSED',
    refusal,
    tokenType: 'GITHUB_CLASSIC',
    tokenName: null,
    identity: null,
    fixUrl: null,
    checkedAt: NOW.toISOString(),
    ...changes,
  };
}

export function undetermined(trouble: Undetermined['trouble'], retryAt: Date | null = null): Undetermined {
  return { answer: 'UNDETERMINED', trouble, retryAt, tokenType: 'GITHUB_CLASSIC', checkedAt: NOW.toISOString() };
}

export function notAsked(why: NotAsked['why'], tokenType: GitTokenType = 'UNKNOWN'): NotAsked {
  return { answer: 'NOT_ASKED', why, tokenType, checkedAt: NOW.toISOString() };
}

export const LENIENT: AccountPolicy = { runtimeTokenReuse: 'ALLOW', runtimeTokenOwner: 'WARN' };
export const STRICT: AccountPolicy = { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'REQUIRE_SERVICE_ACCOUNT' };

export function context(tokenKind: GitTokenKind, changes: Partial<JudgementContext> = {}): JudgementContext {
  const provider = changes.provider ?? 'GITHUB';
  return {
    tokenKind,
    provider,
    providerUrl: GIT_PROVIDERS[provider].cloudUrl ?? 'https://git.example.com',
    scopeCheckMode: 'ENFORCE',
    accountPolicy: LENIENT,
    moment: 'SETTING',
    reuse: NO_REUSE,
    declaredExpiresAt: null,
    now: NOW,
    ...changes,
  };
}

const CLOUD_OF: Record<string, GitProviderKind> = {
  GITHUB: 'GITHUB',
  GITLAB: 'GITLAB_CLOUD',
  BITBUCKET_CLOUD: 'BITBUCKET_CLOUD',
  BITBUCKET_SERVER: 'BITBUCKET_SERVER',
};

/** A Git system that makes tokens of this type. */
export const providerOf = (tokenType: GitTokenType): GitProviderKind =>
  CLOUD_OF[familyOfType(tokenType) ?? 'GITHUB'] ?? 'GITHUB';

export function stored(changes: Partial<StoredGitToken> = {}): StoredGitToken {
  return {
    id: 'tok_01K7M0000000000000000000',
    kind: 'RUNTIME',
    runtimeId: 'run_01K7M0000000000000000000',
    personId: null,
    version: 1,
    hint: 'f00d',
    evidence: accepted(),
    declaredExpiresAt: null,
    readable: true,
    reuse: NO_REUSE,
    setBy: 'admin@acme.example',
    createdAt: NOW,
    updatedAt: NOW,
    verifiedAt: NOW,
    ...changes,
  };
}

/** A runtime on GitHub, as far as a token's status depends on it. */
export function place(scopeCheckMode: ScopeCheckMode = 'ENFORCE', policy: AccountPolicy = LENIENT): TokenPlaceView {
  return {
    runtime: { gitProvider: 'GITHUB', gitProviderUrl: 'https://github.com', scopeCheckMode },
    account: { policy },
  };
}

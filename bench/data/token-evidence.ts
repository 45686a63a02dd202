// What had a provider said of a token? Evidence of the kind that its family gives, for each fate.

import { SCOPES } from '../../seed/git-hosts/make-token';
import { GIT_PROVIDERS, type GitProviderFamily, type GitProviderKind } from '../../src/domain/git-provider';
import type { GitTokenKind, GitTokenType } from '../../src/domain/git-token';
import type { GitIdentityKind, TokenEvidence } from '../../src/domain/token-evidence';
import type { Fate } from './shape';

interface FamilySample {
  readonly tokenType: GitTokenType;
  readonly scopes: Readonly<Record<GitTokenKind | 'TOO_FEW', readonly string[]>>;
  readonly value: (unique: string) => string;
}

const BITBUCKET_SCOPES = SCOPES.BITBUCKET_CLOUD.runtime;

/** Values are plainly fake, of the real length. */
const SAMPLES: Readonly<Partial<Record<GitProviderFamily, FamilySample>>> = {
  GITHUB: {
    tokenType: 'GITHUB_CLASSIC',
    scopes: { RUNTIME: ['repo', 'admin:repo_hook'], USER: ['repo'], TOO_FEW: ['public_repo'] },
    value: (unique) => `ghp_FAKE${unique.padStart(32, '0')}`,
  },
  GITLAB: {
    tokenType: 'GITLAB_PERSONAL',
    scopes: { RUNTIME: ['api'], USER: ['write_repository', 'read_api'], TOO_FEW: ['read_api'] },
    value: (unique) => `glpat-FAKE${unique.padStart(16, '0')}`,
  },
  BITBUCKET_CLOUD: {
    tokenType: 'BITBUCKET_API_TOKEN',
    scopes: { RUNTIME: BITBUCKET_SCOPES, USER: BITBUCKET_SCOPES, TOO_FEW: ['read:user:bitbucket'] },
    value: (unique) => `ATATT3xFfGF0FAKE${unique.padStart(176, '0')}`,
  },
};

function sampleOf(provider: GitProviderKind): FamilySample {
  const sample = SAMPLES[GIT_PROVIDERS[provider].family];
  if (sample === undefined) throw new Error(`There is no sample of a token for ${provider}.`);
  return sample;
}

export const tokenValue = (provider: GitProviderKind, unique: string): string => sampleOf(provider).value(unique);

const DAY_MS = 24 * 3600 * 1000;
/** Days from now until the token ends. */
const DAYS_LEFT: Readonly<Record<Fate, number>> = {
  GOOD: 200,
  ENDS_SOON: 7,
  HAS_ENDED: -1,
  LACKS_SCOPES: 200,
  REFUSED: 200,
};

export interface TokenFacts {
  readonly provider: GitProviderKind;
  readonly kind: GitTokenKind;
  readonly fate: Fate;
  readonly login: string;
  readonly checkedAt: Date;
}

export function evidenceOf({ provider, kind, fate, login, checkedAt }: TokenFacts, now: Date): TokenEvidence {
  const { tokenType, scopes } = sampleOf(provider);
  const ownerKind: GitIdentityKind = kind === 'RUNTIME' ? 'SERVICE_ACCOUNT' : 'UNKNOWN';
  const identity = { login, displayName: `Owner of ${login}`, kind: ownerKind };
  const common = { tokenType, tokenName: null, identity, checkedAt: checkedAt.toISOString() };
  if (fate === 'REFUSED') return { ...common, answer: 'REFUSED', refusal: 'INVALID', fixUrl: null };
  const ending = new Date(now.getTime() + DAYS_LEFT[fate] * DAY_MS).toISOString();
  return {
    ...common,
    answer: 'ACCEPTED',
    scopes: { how: 'READ', scopes: scopes[fate === 'LACKS_SCOPES' ? 'TOO_FEW' : kind] },
    expiry: tokenType === 'BITBUCKET_API_TOKEN' ? { how: 'UNKNOWN' } : { how: 'AT', at: ending },
    repository: 'REACHABLE',
  };
}

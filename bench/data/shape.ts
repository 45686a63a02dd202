// How large are accounts, and how are their tokens? The distributions that the data is drawn from; weights add up to 1.

import { GIT_PROVIDERS, type GitProviderKind } from '../../src/domain/git-provider';

export const SEED = 20_240_417;

/** Of everybody in the data. */
export const PASSWORD = 'bench-of-the-gateway';

/** Whose page is measured: an admin, so that both kinds of token show. */
export const VIEWER_EMAIL = 'viewer@bench.example';

/** The viewer's account: more runtimes than a page shows. */
export const VIEWERS_ACCOUNT = { runtimes: 25, members: 12 } as const;

export const RUNTIMES_OF_AN_ACCOUNT = [
  [5, 0.2],
  [12, 0.2],
  [20, 0.4],
  [40, 0.15],
  [80, 0.05],
] as const;

export const MEMBERS_OF_AN_ACCOUNT = [
  [4, 0.35],
  [10, 0.35],
  [25, 0.2],
  [60, 0.1],
] as const;

/** How many of the runtimes that a member sees have a token of theirs. */
export const COVERAGE = 0.75;

export const ADMINS = 0.15;
export const RESTRICTED = 0.1;
export const WITH_REPOSITORY = 0.7;

export const PROVIDERS: readonly (readonly [GitProviderKind, number])[] = [
  ['GITHUB', 0.5],
  ['GITLAB_CLOUD', 0.2],
  ['GITHUB_ENTERPRISE', 0.1],
  ['GITLAB_SERVER', 0.1],
  ['BITBUCKET_CLOUD', 0.1],
];

/** What became of a token, in the words of the rule that finds it. */
export type Fate = 'GOOD' | 'ENDS_SOON' | 'HAS_ENDED' | 'LACKS_SCOPES' | 'REFUSED';

export const FATES: readonly (readonly [Fate, number])[] = [
  ['GOOD', 0.85],
  ['ENDS_SOON', 0.05],
  ['HAS_ENDED', 0.03],
  ['LACKS_SCOPES', 0.04],
  ['REFUSED', 0.03],
];

/** Self-managed systems of an account have a host of its own. */
export const webRootOf = (provider: GitProviderKind, account: number): string =>
  GIT_PROVIDERS[provider].cloudUrl ?? `https://git.account-${account}.example`;

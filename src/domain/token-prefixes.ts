// What does the beginning of a token tell before it is sent anywhere? A hint of its type; a refusal only where it is plain (R18).

import { GIT_PROVIDERS, type GitProviderFamily, type GitProviderKind } from './git-provider';
import type { GitTokenKind, GitTokenType } from './git-token';
import { refusalByType } from './required-scopes';
import type { Secret } from './secret';
import type { NotAsked } from './token-evidence';

/** What a token says of itself. */
export interface Recognition {
  readonly family: GitProviderFamily;
  /** A guess: GitLab begins all its access tokens alike. */
  readonly tokenType: GitTokenType;
  /** What it is, where no provider's API takes it for repositories: `a deploy token`. Null for all others. */
  readonly neverForApi: string | null;
}

interface PrefixRow extends Recognition {
  readonly prefix: string;
}

const api = (family: GitProviderFamily, prefix: string, tokenType: GitTokenType): PrefixRow => ({
  family,
  prefix,
  tokenType,
  neverForApi: null,
});

const neverApi = (family: GitProviderFamily, prefix: string, name: string): PrefixRow => ({
  family,
  prefix,
  tokenType: 'UNKNOWN',
  neverForApi: name,
});

/**
 * The checksums in GitHub's and GitLab's tokens are not looked at: not all kinds have one, and not all are documented; a
 * wrong guess would refuse a good token. Sources: "About authentication to GitHub", "GitLab token overview", Atlassian's
 * pages on API tokens, access tokens and HTTP access tokens.
 */
export const TOKEN_PREFIXES: readonly PrefixRow[] = [
  api('GITHUB', 'ghp_', 'GITHUB_CLASSIC'),
  api('GITHUB', 'github_pat_', 'GITHUB_FINE_GRAINED'),
  api('GITHUB', 'gho_', 'GITHUB_OAUTH'),
  api('GITHUB', 'ghu_', 'GITHUB_APP_USER'),
  api('GITHUB', 'ghs_', 'GITHUB_APP_INSTALLATION'),
  neverApi('GITHUB', 'ghr_', 'an app’s refresh token'),
  api('GITLAB', 'glpat-', 'GITLAB_PERSONAL'),
  api('GITLAB', 'gliamat-', 'GITLAB_OAUTH'),
  neverApi('GITLAB', 'gldt-', 'a deploy token'),
  neverApi('GITLAB', 'glrt-', 'a runner’s token'),
  neverApi('GITLAB', 'glrtr-', 'a runner’s registration token'),
  neverApi('GITLAB', 'glcbt-', 'a CI job’s token'),
  neverApi('GITLAB', 'glptt-', 'a pipeline trigger token'),
  neverApi('GITLAB', 'glft-', 'a feed token'),
  neverApi('GITLAB', 'glimt-', 'a token for incoming mail'),
  neverApi('GITLAB', 'glagent-', 'a Kubernetes agent’s token'),
  neverApi('GITLAB', 'glwt-', 'a workspace’s token'),
  neverApi('GITLAB', 'gloas-', 'an app’s secret'),
  neverApi('GITLAB', 'glsoat-', 'a SCIM token'),
  neverApi('GITLAB', 'glffct-', 'a feature flags client’s token'),
  api('BITBUCKET_CLOUD', 'ATATT3', 'BITBUCKET_API_TOKEN'),
  // A repository's, a project's or a workspace's: only Bitbucket tells.
  api('BITBUCKET_CLOUD', 'ATCTT3', 'UNKNOWN'),
  neverApi('BITBUCKET_CLOUD', 'ATBB', 'an app password'),
  api('BITBUCKET_SERVER', 'BBDC-', 'BITBUCKET_SERVER_HTTP_TOKEN'),
];

/** No genuine tail is shorter. GitLab's old tokens without a prefix have 20 characters in all, so none of them can match by chance. */
const TAIL = /^[A-Za-z0-9._=+/@-]{20,}$/;

/** What a value's prefix says; null for old-style tokens without one, and for anything that is not plain. */
export function recognizeToken(value: Secret): Recognition | null {
  const token = value.reveal();
  const row = TOKEN_PREFIXES.find(({ prefix }) => token.startsWith(prefix) && TAIL.test(token.slice(prefix.length)));
  return row ? { family: row.family, tokenType: row.tokenType, neverForApi: row.neverForApi } : null;
}

/**
 * What a GitHub App signs for itself: good for ten minutes, and for questions about the app alone. It has no row above,
 * because elsewhere an OAuth token may be a JWT.
 */
const isAppSignature = (value: Secret): boolean => /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(value.reveal());

/** Bitbucket Cloud takes an API token only together with its owner's e-mail, as user name and password. */
export const needsUsername = (value: Secret): boolean => recognizeToken(value)?.tokenType === 'BITBUCKET_API_TOKEN';

const APP_SIGNATURE = 'a JWT that an app signs for itself';

/** An admin of a self-managed GitLab chooses the prefixes: there they neither prove nor disprove a type. */
export const prefixesProve = (provider: GitProviderKind): boolean => provider !== 'GITLAB_SERVER';

/** Why a token must not be sent to a provider at all; null when the provider may be asked. */
export function refusalBeforeAsking(
  value: Secret,
  provider: GitProviderKind,
  tokenKind: GitTokenKind,
): Pick<NotAsked, 'why' | 'tokenType' | 'beginsLike'> | null {
  const token = recognizeToken(value);
  const { family } = GIT_PROVIDERS[provider];
  if (token === null) {
    return family === 'GITHUB' && isAppSignature(value)
      ? { why: 'WRONG_TOKEN_TYPE', tokenType: 'UNKNOWN', beginsLike: APP_SIGNATURE }
      : null;
  }
  if (token.family !== family) return { why: 'WRONG_PROVIDER', tokenType: token.tokenType };
  if (!prefixesProve(provider)) return null;
  const { tokenType, neverForApi } = token;
  if (neverForApi !== null) return { why: 'WRONG_TOKEN_TYPE', tokenType, beginsLike: neverForApi };
  return refusalByType(tokenType, tokenKind) === null ? null : { why: 'WRONG_TOKEN_TYPE', tokenType };
}

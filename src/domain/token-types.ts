// What is known of each type of token, whatever it holds: who makes it, what it is called, how its scopes are named, whom it acts as?

import type { GitProviderFamily } from './git-provider';
import { GIT_TOKEN_TYPES, type GitTokenKind, type GitTokenType } from './git-token';
import type { ScopeVocabulary } from './scope-vocabularies';

export type KnownTokenType = Exclude<GitTokenType, 'UNKNOWN'>;

interface TokenTypeRow {
  readonly family: GitProviderFamily;
  /** As the provider's own pages call it. */
  readonly name: string;
  readonly vocabulary: ScopeVocabulary;
  /** It acts as a robot account of its own, even where the provider does not say so of the account. */
  readonly robot: boolean;
}

const GITHUB = { family: 'GITHUB', vocabulary: 'GITHUB_SCOPES', robot: false } as const;
const GITHUB_FINE = { ...GITHUB, vocabulary: 'GITHUB_PERMISSIONS' } as const;
const GITLAB = { family: 'GITLAB', vocabulary: 'GITLAB_SCOPES', robot: false } as const;
const BITBUCKET = { family: 'BITBUCKET_CLOUD', vocabulary: 'BITBUCKET_SCOPES', robot: false } as const;
const BITBUCKET_SERVER = { family: 'BITBUCKET_SERVER', vocabulary: 'BITBUCKET_SERVER_LEVELS', robot: false } as const;

export const TOKEN_TYPES: Readonly<Record<KnownTokenType, TokenTypeRow>> = {
  GITHUB_CLASSIC: { ...GITHUB, name: 'classic token' },
  GITHUB_FINE_GRAINED: { ...GITHUB_FINE, name: 'fine-grained token' },
  GITHUB_OAUTH: { ...GITHUB, name: 'OAuth token' },
  GITHUB_APP_USER: { ...GITHUB_FINE, name: 'GitHub App user token' },
  GITHUB_APP_INSTALLATION: { ...GITHUB_FINE, name: 'GitHub App installation token', robot: true },
  GITLAB_PERSONAL: { ...GITLAB, name: 'personal access token' },
  GITLAB_GROUP: { ...GITLAB, name: 'group access token', robot: true },
  GITLAB_PROJECT: { ...GITLAB, name: 'project access token', robot: true },
  GITLAB_SERVICE_ACCOUNT: { ...GITLAB, name: 'service account token', robot: true },
  GITLAB_GRANULAR: { ...GITLAB, name: 'fine-grained token', vocabulary: 'GITLAB_PERMISSIONS' },
  GITLAB_OAUTH: { ...GITLAB, name: 'OAuth token' },
  BITBUCKET_API_TOKEN: { ...BITBUCKET, name: 'API token', vocabulary: 'BITBUCKET_API_TOKEN_SCOPES' },
  BITBUCKET_REPOSITORY_TOKEN: { ...BITBUCKET, name: 'repository access token', robot: true },
  BITBUCKET_PROJECT_TOKEN: { ...BITBUCKET, name: 'project access token', robot: true },
  BITBUCKET_WORKSPACE_TOKEN: { ...BITBUCKET, name: 'workspace access token', robot: true },
  BITBUCKET_OAUTH: { ...BITBUCKET, name: 'OAuth token' },
  // A person's, a project's or a repository's: only the account it acts as tells.
  BITBUCKET_SERVER_HTTP_TOKEN: { ...BITBUCKET_SERVER, name: 'HTTP access token' },
};

/** The type that a person of each family creates without thinking: what an unknown token is held to. */
export const PLAINEST_TYPE: Readonly<Record<GitProviderFamily, KnownTokenType>> = {
  GITHUB: 'GITHUB_CLASSIC',
  GITLAB: 'GITLAB_PERSONAL',
  BITBUCKET_CLOUD: 'BITBUCKET_API_TOKEN',
  BITBUCKET_SERVER: 'BITBUCKET_SERVER_HTTP_TOKEN',
};

/** What we advise to create in place of a token that cannot serve: a robot's for a runtime, where a family has robots. */
export const ADVISED_TYPE: Readonly<Record<GitProviderFamily, Readonly<Record<GitTokenKind, KnownTokenType>>>> = {
  GITHUB: { RUNTIME: 'GITHUB_CLASSIC', USER: 'GITHUB_CLASSIC' },
  GITLAB: { RUNTIME: 'GITLAB_GROUP', USER: 'GITLAB_PERSONAL' },
  BITBUCKET_CLOUD: { RUNTIME: 'BITBUCKET_WORKSPACE_TOKEN', USER: 'BITBUCKET_API_TOKEN' },
  BITBUCKET_SERVER: { RUNTIME: 'BITBUCKET_SERVER_HTTP_TOKEN', USER: 'BITBUCKET_SERVER_HTTP_TOKEN' },
};

export const isKnown = (tokenType: GitTokenType): tokenType is KnownTokenType => tokenType !== 'UNKNOWN';

/** All types of a family, in the order of the contract. */
export const typesOfFamily = (family: GitProviderFamily): readonly KnownTokenType[] =>
  GIT_TOKEN_TYPES.filter(isKnown).filter((tokenType) => TOKEN_TYPES[tokenType].family === family);

export const familyOfType = (tokenType: GitTokenType): GitProviderFamily | null =>
  isKnown(tokenType) ? TOKEN_TYPES[tokenType].family : null;

/** `classic token`; plainly `token` for one of unknown type. */
export const nameOfType = (tokenType: GitTokenType): string =>
  isKnown(tokenType) ? TOKEN_TYPES[tokenType].name : 'token';

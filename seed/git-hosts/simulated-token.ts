// What does a simulated Git host know of a token?

import type { GitHostName } from './addresses';

/** SSO_REQUIRED: good, but not yet authorized for its organization's single sign-on (GitHub). BLOCKED: its account is. */
export type SimulatedTokenState = 'GOOD' | 'REVOKED' | 'BLOCKED' | 'SSO_REQUIRED';

/** What sort of token it is at the host. */
export type SimulatedTokenSort =
  | 'GITHUB_CLASSIC'
  | 'GITHUB_OAUTH'
  | 'GITHUB_FINE_GRAINED'
  | 'GITHUB_APP_USER'
  | 'GITHUB_APP_INSTALLATION'
  | 'GITLAB_ACCESS_TOKEN'
  | 'GITLAB_GRANULAR'
  | 'GITLAB_OAUTH'
  | 'BITBUCKET_API_TOKEN'
  | 'BITBUCKET_UNSCOPED_API_TOKEN'
  | 'BITBUCKET_REPOSITORY_TOKEN'
  | 'BITBUCKET_PROJECT_TOKEN'
  | 'BITBUCKET_WORKSPACE_TOKEN'
  | 'BITBUCKET_OAUTH'
  | 'BITBUCKET_SERVER_TOKEN'
  /** A project's or a repository's. */
  | 'BITBUCKET_SERVER_ROBOT_TOKEN';

export interface SimulatedToken {
  readonly host: GitHostName;
  /** Plainly fake; no real provider ever issued it. */
  readonly value: string;
  /** What goes with it: the owner's e-mail, with Bitbucket Cloud's API tokens. */
  readonly username: string | null;
  /** What it is good for, in words: for the README's table and the start banner. */
  readonly purpose: string;
  readonly sort: SimulatedTokenSort;
  readonly tokenName: string;
  readonly login: string;
  readonly displayName: string;
  /** GitLab tells bots from people, Bitbucket Data Center service users. */
  readonly bot: boolean;
  /** Permissions (`contents:write`) of tokens that have these instead. */
  readonly scopes: readonly string[];
  /** Whose private repositories a GitHub token with permissions reaches; null: nobody's, such as before an approval. */
  readonly resourceOwner?: string | null;
  /** Counted from the start of the host, so that tokens do not wither with this file; null: never expires. */
  readonly expiresInDays: number | null;
  readonly state: SimulatedTokenState;
}

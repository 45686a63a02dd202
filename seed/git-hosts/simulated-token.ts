// What does a simulated Git host know of a token?

import type { GitHostName } from './addresses';

/** How the organization acme keeps a good token of GitHub's out of its repositories. SSO_HIDDEN: and hides them from it. */
export type KeptOut = 'SSO_REQUIRED' | 'SSO_HIDDEN' | 'KIND_FORBIDDEN' | 'ADDRESS_FORBIDDEN';

/** BLOCKED: its account is. TERMS_UNREAD, PROOF_REQUIRED: GitLab's ways to keep its owner, or the bare token, out. */
export type SimulatedTokenState = 'GOOD' | 'REVOKED' | 'BLOCKED' | KeptOut | 'TERMS_UNREAD' | 'PROOF_REQUIRED';

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
  | 'BITBUCKET_SERVER_ROBOT_TOKEN'
  /** Since 7.21; it says nothing of itself. */
  | 'BITBUCKET_SERVER_OAUTH';

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

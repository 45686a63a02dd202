// What does a simulated Git host know of a token?

import type { GitHostName } from './addresses';

/** SSO_REQUIRED: good, but not yet authorized for its organization's single sign-on (GitHub). BLOCKED: its account is. */
export type SimulatedTokenState = 'GOOD' | 'REVOKED' | 'BLOCKED' | 'SSO_REQUIRED';

/** What sort of token it is at the host. */
export type SimulatedTokenSort =
  | 'GITHUB_CLASSIC'
  | 'GITHUB_OAUTH'
  | 'GITHUB_FINE_GRAINED'
  | 'GITLAB_ACCESS_TOKEN'
  | 'GITLAB_GRANULAR'
  | 'GITLAB_OAUTH';

export interface SimulatedToken {
  readonly host: GitHostName;
  /** Plainly fake; no real provider ever issued it. */
  readonly value: string;
  /** What it is good for, in words: for the README's table and the start banner. */
  readonly purpose: string;
  readonly sort: SimulatedTokenSort;
  readonly tokenName: string;
  readonly login: string;
  readonly displayName: string;
  /** GitLab tells bots from people. */
  readonly bot: boolean;
  readonly scopes: readonly string[];
  /** Counted from the start of the host, so that tokens do not wither with this file; null: never expires. */
  readonly expiresInDays: number | null;
  readonly state: SimulatedTokenState;
}

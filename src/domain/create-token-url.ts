// Where does a person create a token, with the needed scopes ticked already where the provider's form allows that?

import type { GitTokenType } from './git-token';

/** What the form's name field is filled with. */
const NAME = 'GitOps+token';

type Page = (root: string, scopes: string) => string;

/** Forms of GitHub's "Managing your personal access tokens", GitLab's "Prefill personal access token name and scopes", Atlassian's "Using API tokens" and "HTTP access tokens". */
const PAGES: Readonly<Partial<Record<GitTokenType, Page>>> = {
  GITHUB_CLASSIC: (root, scopes) => `${root}/settings/tokens/new?scopes=${scopes}&description=${NAME}`,
  // Not preset: GitHub took the query parameters of this form out of its documentation in May 2026, as broken.
  GITHUB_FINE_GRAINED: (root) => `${root}/settings/personal-access-tokens/new`,
  GITLAB_PERSONAL: (root, scopes) => `${root}/-/user_settings/personal_access_tokens?name=${NAME}&scopes=${scopes}`,
  // The same page's other button; its permissions cannot be preset.
  GITLAB_GRANULAR: (root) => `${root}/-/user_settings/personal_access_tokens`,
  // Lives at Atlassian's account, not at Bitbucket.
  BITBUCKET_API_TOKEN: () => 'https://id.atlassian.com/manage-profile/security/api-tokens',
  BITBUCKET_SERVER_HTTP_TOKEN: (root) => `${root}/plugins/servlet/access-tokens/manage`,
};

/** The provider's own form, below a sub-path too. Null for types that an app is given, or whose page lies in a group, project or workspace that nobody has named. */
export function createTokenUrl(tokenType: GitTokenType, providerUrl: string, scopes: readonly string[]): string | null {
  // Scopes are names of our own table: letters, colons and underscores need no encoding in a query.
  return PAGES[tokenType]?.(providerUrl.replace(/\/+$/, ''), scopes.join(',')) ?? null;
}

// Where does a person create a token, with the needed scopes ticked already where the provider's form allows that?

import type { GitTokenType } from './git-token';

/** What the form's name field is filled with. */
const NAME = 'GitOps+token';

interface Page {
  readonly url: (root: string, scopes: string) => string;
  /** What to choose on a page that makes several sorts; reads on after "here". */
  readonly choice?: string;
}

/** Forms of GitHub's "Managing your personal access tokens", GitLab's "Prefill personal access token name and scopes", Atlassian's "Using API tokens" and "HTTP access tokens". */
const PAGES: Readonly<Partial<Record<GitTokenType, Page>>> = {
  GITHUB_CLASSIC: { url: (root, scopes) => `${root}/settings/tokens/new?scopes=${scopes}&description=${NAME}` },
  // Not preset: GitHub took the query parameters of this form out of its documentation in May 2026, as broken.
  GITHUB_FINE_GRAINED: { url: (root) => `${root}/settings/personal-access-tokens/new` },
  GITLAB_PERSONAL: {
    url: (root, scopes) => `${root}/-/user_settings/personal_access_tokens?name=${NAME}&scopes=${scopes}`,
  },
  // The same page's other button; its permissions cannot be preset.
  GITLAB_GRANULAR: {
    url: (root) => `${root}/-/user_settings/personal_access_tokens`,
    choice: ', as a fine-grained token',
  },
  // Lives at Atlassian's account, not at Bitbucket; the same page's plain API tokens are of no use.
  BITBUCKET_API_TOKEN: {
    url: () => 'https://id.atlassian.com/manage-profile/security/api-tokens',
    choice: ', with “Create API token with scopes” and Bitbucket as its app',
  },
  BITBUCKET_SERVER_HTTP_TOKEN: { url: (root) => `${root}/plugins/servlet/access-tokens/manage` },
};

/** Where the rest is made: in a group, project or workspace that nobody has named, or by an app. Reads on after the scopes. */
const PLACES: Readonly<Partial<Record<GitTokenType, string>>> = {
  GITHUB_OAUTH: ' by authorizing its app again',
  GITHUB_APP_USER: ' by giving its app these and authorizing it again',
  GITLAB_GROUP: ' in the group’s settings, under Access tokens',
  GITLAB_PROJECT: ' in the project’s settings, under Access tokens',
  GITLAB_SERVICE_ACCOUNT: ' in the settings of its group, under Service accounts',
  GITLAB_OAUTH: ' by authorizing its app again',
  BITBUCKET_REPOSITORY_TOKEN: ' in the repository’s settings, under Access tokens',
  BITBUCKET_PROJECT_TOKEN: ' in the project’s settings, under Access tokens',
  BITBUCKET_WORKSPACE_TOKEN: ' in the workspace’s settings, under Access tokens',
  BITBUCKET_OAUTH: ' by authorizing its app again',
};

/** The provider's own form, below a sub-path too. Null for types that an app is given, or whose page lies in a group, project or workspace that nobody has named. */
export function createTokenUrl(tokenType: GitTokenType, providerUrl: string, scopes: readonly string[]): string | null {
  // Scopes are names of our own table: letters, colons and underscores need no encoding in a query.
  return PAGES[tokenType]?.url(providerUrl.replace(/\/+$/, ''), scopes.join(',')) ?? null;
}

/** The same in words: what to choose on the form's page, or where to look where there is none. Empty where nothing is to be said. */
export const wayToCreate = (tokenType: GitTokenType): { readonly onThePage: string; readonly elsewhere: string } => ({
  onThePage: PAGES[tokenType]?.choice ?? '',
  elsewhere: PLACES[tokenType] ?? '',
});

// Where a person creates a token.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokenUrl } from '../../src/domain/create-token-url';
import { GIT_TOKEN_TYPES, type GitTokenType } from '../../src/domain/git-token';

const SUB_PATH = 'https://git.example.com/sub/path';

const PAGES: Record<GitTokenType, string | null> = {
  GITHUB_CLASSIC: `${SUB_PATH}/settings/tokens/new?scopes=repo,admin:repo_hook&description=GitOps+token`,
  GITHUB_FINE_GRAINED: `${SUB_PATH}/settings/personal-access-tokens/new`,
  GITHUB_OAUTH: null,
  GITHUB_APP_USER: null,
  GITHUB_APP_INSTALLATION: null,
  GITLAB_PERSONAL: `${SUB_PATH}/-/user_settings/personal_access_tokens?name=GitOps+token&scopes=repo,admin:repo_hook`,
  GITLAB_GROUP: null,
  GITLAB_PROJECT: null,
  GITLAB_SERVICE_ACCOUNT: null,
  GITLAB_GRANULAR: `${SUB_PATH}/-/user_settings/personal_access_tokens`,
  GITLAB_OAUTH: null,
  BITBUCKET_API_TOKEN: 'https://id.atlassian.com/manage-profile/security/api-tokens',
  BITBUCKET_REPOSITORY_TOKEN: null,
  BITBUCKET_PROJECT_TOKEN: null,
  BITBUCKET_WORKSPACE_TOKEN: null,
  BITBUCKET_OAUTH: null,
  BITBUCKET_SERVER_HTTP_TOKEN: `${SUB_PATH}/plugins/servlet/access-tokens/manage`,
  UNKNOWN: null,
};

for (const tokenType of GIT_TOKEN_TYPES) {
  test(`${tokenType} is created at ${PAGES[tokenType] ?? 'no page that can be named'}`, () => {
    for (const root of [SUB_PATH, `${SUB_PATH}/`]) {
      const url = createTokenUrl(tokenType, root, ['repo', 'admin:repo_hook']);
      assert.equal(url, PAGES[tokenType]);
      if (url !== null) assert.equal(new URL(url).href, url, 'needs no further encoding');
    }
  });
}

// How does the gateway reach the simulated Git hosts? The settings that an operator would write for them.

import type { GitHostSettings } from '../../src/git-providers/git-providers';
import type { GitHostName, GitHostUrls } from './addresses';

export const simulatedHostSettings = (
  urls: Readonly<Record<GitHostName, GitHostUrls>>,
): Pick<GitHostSettings, 'allowlist' | 'apiUrls'> => ({
  allowlist: [urls.gitlabServer, urls.githubEnterprise, urls.bitbucketServer].map((url) => url.allowlistEntry),
  apiUrls: { GITHUB: urls.github.api, GITLAB_CLOUD: urls.gitlab.api, BITBUCKET_CLOUD: urls.bitbucket.api },
});

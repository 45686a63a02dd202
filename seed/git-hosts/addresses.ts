// Where do the simulated Git hosts listen when the gateway is started in development?

export const GIT_HOST_NAMES = [
  'github',
  'gitlab',
  'gitlabServer',
  'githubEnterprise',
  'bitbucket',
  'bitbucketServer',
] as const;
export type GitHostName = (typeof GIT_HOST_NAMES)[number];

export interface GitHostPlace {
  /** As the banner and the README call it. */
  readonly title: string;
  readonly port: number;
  /** Under which path of its host the system is installed. */
  readonly subPath: string;
  /** Where its API is below that. */
  readonly apiPath: string;
}

/** GitHub.com has an API host of its own, so its API begins at the root; an Enterprise server has it under a path. */
export const GIT_HOST_PLACES: Record<GitHostName, GitHostPlace> = {
  github: { title: 'GitHub', port: 4801, subPath: '', apiPath: '' },
  gitlab: { title: 'GitLab.com', port: 4802, subPath: '', apiPath: '/api/v4' },
  gitlabServer: { title: 'GitLab self-managed', port: 4803, subPath: '/git', apiPath: '/api/v4' },
  githubEnterprise: { title: 'GitHub Enterprise', port: 4804, subPath: '', apiPath: '/api/v3' },
  bitbucket: { title: 'Bitbucket Cloud', port: 4805, subPath: '', apiPath: '/2.0' },
  bitbucketServer: { title: 'Bitbucket Data Center', port: 4806, subPath: '/bitbucket', apiPath: '/rest/api/latest' },
};

/** They answer on this machine only. */
export const GIT_HOST_ADDRESS = '127.0.0.1';

export interface GitHostUrls {
  /** The web root, which a self-managed runtime names: `http://127.0.0.1:4803/git`. */
  readonly web: string;
  /** The API root, which GITHUB_API_URL and the like name: `http://127.0.0.1:4802/api/v4`. */
  readonly api: string;
  /** As GIT_HOST_ALLOWLIST wants it: `http://127.0.0.1:4803`. */
  readonly allowlistEntry: string;
}

export function gitHostUrls(name: GitHostName, port = GIT_HOST_PLACES[name].port): GitHostUrls {
  const { subPath, apiPath } = GIT_HOST_PLACES[name];
  const allowlistEntry = `http://${GIT_HOST_ADDRESS}:${port}`;
  const web = `${allowlistEntry}${subPath}`;
  return { web, api: `${web}${apiPath}`, allowlistEntry };
}

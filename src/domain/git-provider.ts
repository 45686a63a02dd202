// Which Git systems does the gateway know, and where do they live?

export const GIT_PROVIDER_KINDS = [
  'GITHUB',
  'GITHUB_ENTERPRISE',
  'GITLAB_CLOUD',
  'GITLAB_SERVER',
  'BITBUCKET_CLOUD',
  'BITBUCKET_SERVER',
] as const;
export type GitProviderKind = (typeof GIT_PROVIDER_KINDS)[number];

/** Who made it: tokens of one family look alike wherever the system runs. */
export type GitProviderFamily = 'GITHUB' | 'GITLAB' | 'BITBUCKET_CLOUD' | 'BITBUCKET_SERVER';

export interface GitProvider {
  readonly kind: GitProviderKind;
  readonly family: GitProviderFamily;
  /** As people call it. */
  readonly name: string;
  /** The web root of a cloud provider; null where every installation has its own. */
  readonly cloudUrl: string | null;
  /** Hosts that belong to the cloud provider and can never be somebody's own installation. */
  readonly cloudHosts: readonly string[];
}

/** Cloud hosts: reference facts of the providers' own documentation (API roots of GitHub, GitLab, Bitbucket). */
export const GIT_PROVIDERS: Record<GitProviderKind, GitProvider> = {
  GITHUB: {
    kind: 'GITHUB',
    family: 'GITHUB',
    name: 'GitHub',
    cloudUrl: 'https://github.com',
    cloudHosts: ['github.com', 'www.github.com', 'api.github.com'],
  },
  GITHUB_ENTERPRISE: {
    kind: 'GITHUB_ENTERPRISE',
    family: 'GITHUB',
    name: 'GitHub Enterprise',
    cloudUrl: null,
    cloudHosts: [],
  },
  GITLAB_CLOUD: {
    kind: 'GITLAB_CLOUD',
    family: 'GITLAB',
    name: 'GitLab.com',
    cloudUrl: 'https://gitlab.com',
    cloudHosts: ['gitlab.com', 'www.gitlab.com'],
  },
  GITLAB_SERVER: {
    kind: 'GITLAB_SERVER',
    family: 'GITLAB',
    name: 'GitLab self-managed',
    cloudUrl: null,
    cloudHosts: [],
  },
  BITBUCKET_CLOUD: {
    kind: 'BITBUCKET_CLOUD',
    family: 'BITBUCKET_CLOUD',
    name: 'Bitbucket Cloud',
    cloudUrl: 'https://bitbucket.org',
    cloudHosts: ['bitbucket.org', 'www.bitbucket.org', 'api.bitbucket.org'],
  },
  BITBUCKET_SERVER: {
    kind: 'BITBUCKET_SERVER',
    family: 'BITBUCKET_SERVER',
    name: 'Bitbucket Data Center',
    cloudUrl: null,
    cloudHosts: [],
  },
};

export const isSelfManaged = (kind: GitProviderKind): boolean => GIT_PROVIDERS[kind].cloudUrl === null;

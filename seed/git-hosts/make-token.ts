// How is a token of a simulated host made? In the form its provider gives it, and plainly fake.

import type { GitProviderFamily } from '../../src/domain/git-provider';
import type { GitHostName } from './addresses';
import type { SimulatedToken, SimulatedTokenSort } from './simulated-token';

export const FAMILIES: Record<GitHostName, GitProviderFamily> = {
  github: 'GITHUB',
  githubEnterprise: 'GITHUB',
  gitlab: 'GITLAB',
  gitlabServer: 'GITLAB',
  bitbucket: 'BITBUCKET_CLOUD',
  bitbucketServer: 'BITBUCKET_SERVER',
};

/** Stands in every value, so that the tokens of two hosts differ. */
export const MARKS: Record<GitHostName, string> = {
  github: 'gh',
  githubEnterprise: 'ge',
  gitlab: 'gl',
  gitlabServer: 'gs',
  bitbucket: 'bc',
  bitbucketServer: 'bs',
};

/** All that a Bitbucket Cloud API token needs, of either kind: none of its scopes includes another. */
const API_TOKEN_SCOPES = [
  'read:user:bitbucket',
  'read:workspace:bitbucket',
  'read:webhook:bitbucket',
  'write:webhook:bitbucket',
  'read:repository:bitbucket',
  'write:repository:bitbucket',
  'admin:repository:bitbucket',
];

export const SCOPES: Record<GitProviderFamily, { runtime: string[]; user: string[]; missing: string[] }> = {
  GITHUB: { runtime: ['repo', 'admin:repo_hook'], user: ['repo'], missing: ['public_repo'] },
  GITLAB: { runtime: ['api'], user: ['write_repository', 'read_api'], missing: ['read_api'] },
  BITBUCKET_CLOUD: {
    runtime: API_TOKEN_SCOPES,
    user: API_TOKEN_SCOPES,
    missing: ['read:user:bitbucket', 'read:repository:bitbucket'],
  },
  BITBUCKET_SERVER: {
    runtime: ['PROJECT_ADMIN', 'REPO_ADMIN'],
    user: ['PROJECT_READ', 'REPO_WRITE'],
    missing: ['PROJECT_READ', 'REPO_READ'],
  },
};

/** What a token is unless something else is said. */
const PLAINEST_SORT: Record<GitProviderFamily, SimulatedTokenSort> = {
  GITHUB: 'GITHUB_CLASSIC',
  GITLAB: 'GITLAB_ACCESS_TOKEN',
  BITBUCKET_CLOUD: 'BITBUCKET_API_TOKEN',
  BITBUCKET_SERVER: 'BITBUCKET_SERVER_TOKEN',
};

const PERSON = { login: 'sam-sample', displayName: 'Sam Sample', bot: false };
export const ROBOT = { login: 'deploy-robot', displayName: 'Deploy Robot', bot: true };

/** The right prefix and the real length, zeros in the middle; the label stands last, so that hints differ. */
const FAKE_VALUES: Record<GitProviderFamily, (mark: string, label: string) => string> = {
  GITHUB: (mark, label) => `ghp_FAKE${`${mark}${label}`.padStart(32, '0')}`,
  GITLAB: (mark, label) => `glpat-FAKE-${`${mark}-${label}`.padStart(15, '0')}`,
  BITBUCKET_CLOUD: (mark, label) => `ATATT3xFfGF0FAKE${`${mark}${label}`.padStart(176, '0')}`,
  // The old form, base64 of `<12 digits>:<random>`: of its 44 characters the first 20 are `<id>:…` in base64.
  BITBUCKET_SERVER: (mark, label) =>
    `${Buffer.from(`${fakeId(label)}:00`).toString('base64')}FAKE${`${mark}${label}`.padStart(20, '0')}`,
};

/** Twelve digits that differ from label to label. */
const fakeId = (label: string): number =>
  [...label].reduce((id, letter) => (id * 31 + letter.charCodeAt(0)) % 1e6, 0) + 252973e6;

export type Particulars = Partial<Omit<SimulatedToken, 'host'>> & Pick<SimulatedToken, 'purpose'>;

/** A person's good user token, but for what is said otherwise. */
export function token(host: GitHostName, label: string, particulars: Particulars): SimulatedToken {
  const family = FAMILIES[host];
  const { login = PERSON.login } = particulars;
  return {
    host,
    value: FAKE_VALUES[family](MARKS[host], label),
    username: family === 'BITBUCKET_CLOUD' ? `${login}@people.example` : null,
    sort: PLAINEST_SORT[family],
    tokenName: `gateway ${label}`,
    ...PERSON,
    scopes: SCOPES[family].user,
    expiresInDays: 180,
    state: 'GOOD',
    ...particulars,
  };
}

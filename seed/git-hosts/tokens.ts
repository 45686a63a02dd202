// Which tokens do the simulated Git hosts know? Every one is plainly fake; paste them in development.

import { GIT_HOST_NAMES, type GitHostName } from './addresses';
import type { SimulatedToken } from './simulated-token';

/** The people of the cast, as their Git hosts know them. */
const PEOPLE = {
  'admin@acme.example': { label: 'adaacme', login: 'ada-acme', displayName: 'Ada Admin' },
  'alice@acme.example': { label: 'alice', login: 'alice', displayName: 'Alice Archer' },
  'bob@acme.example': { label: 'bob', login: 'bob', displayName: 'Bob Baker' },
  'carol@consulting.example': { label: 'carol', login: 'carol', displayName: 'Carol Carter' },
  'admin@globex.example': { label: 'gusglobex', login: 'gus-globex', displayName: 'Gus Globex' },
} as const;
export type CastEmail = keyof typeof PEOPLE;

/** The runtimes of the cast whose tokens live at a simulated host. */
const RUNTIMES = {
  'acme-production': 'github',
  'acme-staging': 'gitlabServer',
  'acme-edge': 'gitlab',
  'globex-production': 'githubEnterprise',
} as const satisfies Record<string, GitHostName>;
export type CastRuntime = keyof typeof RUNTIMES;

type Family = 'GITHUB' | 'GITLAB';

const FAMILIES: Record<GitHostName, Family> = {
  github: 'GITHUB',
  githubEnterprise: 'GITHUB',
  gitlab: 'GITLAB',
  gitlabServer: 'GITLAB',
};

/** Stands in every value, so that the tokens of two hosts differ. */
const MARKS: Record<GitHostName, string> = { github: 'gh', githubEnterprise: 'ge', gitlab: 'gl', gitlabServer: 'gs' };

const SCOPES: Record<Family, { runtime: string[]; user: string[]; missing: string[] }> = {
  GITHUB: { runtime: ['repo', 'admin:repo_hook'], user: ['repo'], missing: ['public_repo'] },
  GITLAB: { runtime: ['api'], user: ['write_repository', 'read_api'], missing: ['read_api'] },
};

const PERSON = { login: 'sam-sample', displayName: 'Sam Sample', bot: false };
const ROBOT = { login: 'deploy-robot', displayName: 'Deploy Robot', bot: true };

/** The right prefix and the real length (40 and 26 characters), zeros in the middle; the label stands last, so that hints differ. */
const fakeValue = (host: GitHostName, label: string): string =>
  FAMILIES[host] === 'GITHUB'
    ? `ghp_FAKE${`${MARKS[host]}${label}`.padStart(32, '0')}`
    : `glpat-FAKE-${`${MARKS[host]}-${label}`.padStart(15, '0')}`;

type Particulars = Partial<Omit<SimulatedToken, 'host'>> & Pick<SimulatedToken, 'purpose'>;

/** A person's good user token, but for what is said otherwise. */
function token(host: GitHostName, label: string, particulars: Particulars): SimulatedToken {
  const family = FAMILIES[host];
  return {
    host,
    value: fakeValue(host, label),
    sort: family === 'GITHUB' ? 'GITHUB_CLASSIC' : 'GITLAB_ACCESS_TOKEN',
    tokenName: `gateway ${label}`,
    ...PERSON,
    scopes: SCOPES[family].user,
    expiresInDays: 180,
    state: 'GOOD',
    ...particulars,
  };
}

/** Known at every host, under the same key. */
const EVERYWHERE = {
  goodRuntime: (host: GitHostName) =>
    token(host, 'runtime', { purpose: 'a good runtime token', ...ROBOT, scopes: SCOPES[FAMILIES[host]].runtime }),
  spareRuntime: (host: GitHostName) =>
    token(host, 'spare', { purpose: 'another good runtime token', ...ROBOT, scopes: SCOPES[FAMILIES[host]].runtime }),
  goodUser: (host: GitHostName) => token(host, 'user', { purpose: 'a good user token' }),
  spareUser: (host: GitHostName) =>
    token(host, 'user2', { purpose: 'another good user token', login: 'sue-spare', displayName: 'Sue Spare' }),
  scopeMissing: (host: GitHostName) =>
    token(host, 'lacking', { purpose: 'lacks a scope of either kind', scopes: SCOPES[FAMILIES[host]].missing }),
  noScopes: (host: GitHostName) => token(host, 'bare', { purpose: 'has no scopes at all', scopes: [] }),
  expired: (host: GitHostName) => token(host, 'expired', { purpose: 'has expired', expiresInDays: -30 }),
  revoked: (host: GitHostName) => token(host, 'revoked', { purpose: 'was revoked', state: 'REVOKED' }),
  blocked: (host: GitHostName) =>
    token(host, 'blocked', { purpose: 'belongs to a blocked account', state: 'BLOCKED', login: 'barred' }),
  expiresToday: (host: GitHostName) =>
    token(host, 'hours', {
      purpose: 'good as a runtime token, but expires within 24 hours',
      ...ROBOT,
      scopes: SCOPES[FAMILIES[host]].runtime,
      expiresInDays: 0.9,
    }),
  neverExpires: (host: GitHostName) =>
    token(host, 'endless', {
      purpose: 'good as a runtime token, without an expiry date',
      ...ROBOT,
      scopes: SCOPES[FAMILIES[host]].runtime,
      expiresInDays: null,
    }),
} as const;
export type CommonTokenKey = keyof typeof EVERYWHERE;

const githubOnly = (host: GitHostName) => ({
  singleSignOn: token(host, 'sso', {
    purpose: 'is not authorized for the single sign-on of the organization acme',
    scopes: SCOPES.GITHUB.runtime,
    state: 'SSO_REQUIRED',
  }),
  excessive: token(host, 'mighty', {
    purpose: 'can do far more than it needs to',
    scopes: ['repo', 'admin:repo_hook', 'delete_repo', 'admin:org'],
  }),
  oauth: token(host, 'oauth', {
    value: `gho_FAKE${MARKS[host]}oauth`.padEnd(40, '0'),
    purpose: 'an OAuth token',
    sort: 'GITHUB_OAUTH',
    scopes: SCOPES.GITHUB.runtime,
    expiresInDays: null,
  }),
  fineGrained: token(host, 'fine', {
    value: `github_pat_FAKE${MARKS[host]}fine`.padEnd(33, '0').concat('_').padEnd(93, '0'),
    purpose: 'a fine-grained token: its scopes cannot be read',
    sort: 'GITHUB_FINE_GRAINED',
  }),
});

const gitlabOnly = (host: GitHostName) => ({
  serviceAccount: token(host, 'service', {
    purpose: 'a service account’s, good as a runtime token',
    login: 'service_account_00fa4e',
    displayName: 'Sync Service Account',
    bot: true,
    scopes: ['api'],
  }),
  group: token(host, 'group', {
    purpose: 'a group’s, good as a runtime token',
    login: 'group_7_bot_00fa4e',
    displayName: 'Group Bot',
    bot: true,
    scopes: ['api'],
  }),
  project: token(host, 'project', {
    purpose: 'a project’s, which no runtime token may be',
    login: 'project_42_bot_00fa4e',
    displayName: 'Project Bot',
    bot: true,
    scopes: ['api'],
  }),
  excessive: token(host, 'mighty', { purpose: 'can do far more than it needs to', scopes: ['api', 'sudo'] }),
  unreadableOwner: token(host, 'pushonly', {
    purpose: 'may push, but not tell whose it is',
    scopes: ['write_repository'],
  }),
  oauth: token(host, 'oauth', {
    value: `FAKE${MARKS[host]}oauth`.padEnd(64, '0'),
    purpose: 'an OAuth token, which no runtime token may be',
    sort: 'GITLAB_OAUTH',
    scopes: ['api'],
    expiresInDays: 2 / 24,
  }),
  granular: token(host, 'granular', {
    purpose: 'a fine-grained token: its scopes are not read yet',
    sort: 'GITLAB_GRANULAR',
    scopes: ['granular'],
  }),
});

type Table = Readonly<Record<string, SimulatedToken>>;

const everywhere = (host: GitHostName) =>
  Object.fromEntries(Object.entries(EVERYWHERE).map(([key, make]) => [key, make(host)])) as Record<
    CommonTokenKey,
    SimulatedToken
  >;

/** By host and key: `TOKENS.github.goodRuntime`. */
export const TOKENS = {
  github: { ...everywhere('github'), ...githubOnly('github') },
  githubEnterprise: { ...everywhere('githubEnterprise'), ...githubOnly('githubEnterprise') },
  gitlab: { ...everywhere('gitlab'), ...gitlabOnly('gitlab') },
  gitlabServer: { ...everywhere('gitlabServer'), ...gitlabOnly('gitlabServer') },
} satisfies Record<GitHostName, Table>;

/** A person's own good user token at a host. */
export const userTokenOf = (email: CastEmail, host: GitHostName): SimulatedToken => {
  const { label, login, displayName } = PEOPLE[email];
  return token(host, label, { purpose: `${email}’s own user token`, login, displayName });
};

/** The token that a seeded runtime holds. */
export const runtimeTokenOf = (runtime: CastRuntime): SimulatedToken => {
  const host = RUNTIMES[runtime];
  return token(host, runtime.replace('-production', 'prod').replace('-', ''), {
    purpose: `the runtime token of ${runtime}`,
    ...ROBOT,
    login: `${runtime}-robot`,
    scopes: SCOPES[FAMILIES[host]].runtime,
  });
};

/** All that one host, or every host, knows. */
export const SIMULATED_TOKENS: readonly SimulatedToken[] = [
  ...GIT_HOST_NAMES.flatMap((host) => Object.values<SimulatedToken>(TOKENS[host])),
  ...GIT_HOST_NAMES.flatMap((host) => (Object.keys(PEOPLE) as CastEmail[]).map((email) => userTokenOf(email, host))),
  ...(Object.keys(RUNTIMES) as CastRuntime[]).map(runtimeTokenOf),
];

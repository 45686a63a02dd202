// Which tokens do the simulated Git hosts know? Every one is plainly fake; paste them in development.

import { GIT_HOST_NAMES, type GitHostName } from './addresses';
import { BITBUCKET_CLOUD_ONLY, BITBUCKET_SERVER_ONLY } from './bitbucket-tokens';
import { githubOnly } from './github-tokens';
import { gitlabOnly } from './gitlab-tokens';
import { FAMILIES, ROBOT, SCOPES, token } from './make-token';
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
  'globex-lab': 'bitbucket',
  'globex-legacy': 'bitbucketServer',
} as const satisfies Record<string, GitHostName>;
export type CastRuntime = keyof typeof RUNTIMES;

/** Bitbucket Cloud keeps some things to itself: there the token looks like another. */
const told = (host: GitHostName, purpose: string, reticence: string): string =>
  FAMILIES[host] === 'BITBUCKET_CLOUD' ? `${purpose}, ${reticence}` : purpose;

/** GitLab's tokens end with a day. */
const soonEnd = (host: GitHostName): string =>
  FAMILIES[host] === 'GITLAB' ? 'expires at the next midnight, UTC' : 'expires within 24 hours';

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
    token(host, 'lacking', {
      purpose: 'lacks scopes that runtime and user tokens need',
      scopes: SCOPES[FAMILIES[host]].missing,
    }),
  noScopes: (host: GitHostName) => token(host, 'bare', { purpose: 'has no scopes at all', scopes: [] }),
  expired: (host: GitHostName) => token(host, 'expired', { purpose: 'has expired', expiresInDays: -30 }),
  revoked: (host: GitHostName) => token(host, 'revoked', { purpose: 'was revoked', state: 'REVOKED' }),
  blocked: (host: GitHostName) =>
    token(host, 'blocked', {
      purpose: told(host, 'belongs to a blocked account', 'which it answers like a revoked token'),
      state: 'BLOCKED',
      login: 'barred',
    }),
  expiresToday: (host: GitHostName) =>
    token(host, 'hours', {
      purpose: told(host, `good as a runtime token, but ${soonEnd(host)}`, 'which it does not tell: declare it'),
      ...ROBOT,
      scopes: SCOPES[FAMILIES[host]].runtime,
      expiresInDays: 0.9,
    }),
  neverExpires: (host: GitHostName) =>
    token(host, 'endless', {
      purpose: told(host, 'good as a runtime token, without an expiry date', 'which it does not tell'),
      ...ROBOT,
      scopes: SCOPES[FAMILIES[host]].runtime,
      expiresInDays: null,
    }),
} as const;
export type CommonTokenKey = keyof typeof EVERYWHERE;

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
  bitbucket: { ...everywhere('bitbucket'), ...BITBUCKET_CLOUD_ONLY },
  bitbucketServer: { ...everywhere('bitbucketServer'), ...BITBUCKET_SERVER_ONLY },
} satisfies Record<GitHostName, Table>;

/** A person's own good user token at a host. */
export const userTokenOf = (email: CastEmail, host: GitHostName): SimulatedToken => {
  const { label, login, displayName } = PEOPLE[email];
  const username = FAMILIES[host] === 'BITBUCKET_CLOUD' ? email : null;
  return token(host, label, { purpose: `${email}’s own user token`, login, displayName, username });
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

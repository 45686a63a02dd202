// Who is in the cast: the accounts, people and runtimes that a development database begins with?

import type { Role } from '../src/domain/account';
import type { GitProviderKind } from '../src/domain/git-provider';
import type { RuntimeAccessMode } from '../src/domain/runtime';
import type { GitHostName } from './git-hosts/addresses';
import type { CastEmail, CastRuntime } from './git-hosts/tokens';

/** Of everybody in the cast. */
export const CAST_PASSWORD = 'gateway-demo';

export const ACCOUNTS = ['Acme', 'Globex'] as const;
export type AccountName = (typeof ACCOUNTS)[number];

interface CastPerson {
  readonly email: CastEmail;
  readonly name: string;
  readonly roles: Partial<Record<AccountName, Role>>;
}

export const PEOPLE: readonly CastPerson[] = [
  { email: 'admin@acme.example', name: 'Ada Admin', roles: { Acme: 'ADMIN' } },
  { email: 'alice@acme.example', name: 'Alice Archer', roles: { Acme: 'USER' } },
  { email: 'bob@acme.example', name: 'Bob Baker', roles: { Acme: 'USER' } },
  { email: 'admin@globex.example', name: 'Gus Globex', roles: { Globex: 'ADMIN' } },
  { email: 'carol@consulting.example', name: 'Carol Carter', roles: { Acme: 'USER', Globex: 'ADMIN' } },
];

export interface CastRuntimeRow {
  readonly name: CastRuntime;
  readonly account: AccountName;
  readonly gitProvider: GitProviderKind;
  /** The simulated host it syncs from. */
  readonly host: GitHostName;
  readonly sharedConfigRepository: string | null;
  readonly accessMode: RuntimeAccessMode;
  /** Who has a grant; counts where access is restricted. */
  readonly grantedTo: readonly CastEmail[];
}

export const RUNTIMES: readonly CastRuntimeRow[] = [
  {
    name: 'acme-production',
    account: 'Acme',
    gitProvider: 'GITHUB',
    host: 'github',
    sharedConfigRepository: 'acme/gitops-config',
    accessMode: 'ALL_MEMBERS',
    grantedTo: [],
  },
  {
    name: 'acme-staging',
    account: 'Acme',
    gitProvider: 'GITLAB_SERVER',
    host: 'gitlabServer',
    sharedConfigRepository: 'acme/gitops-config',
    accessMode: 'ALL_MEMBERS',
    grantedTo: [],
  },
  {
    name: 'acme-edge',
    account: 'Acme',
    gitProvider: 'GITLAB_CLOUD',
    host: 'gitlab',
    sharedConfigRepository: null,
    accessMode: 'RESTRICTED',
    grantedTo: ['alice@acme.example'],
  },
  {
    name: 'globex-production',
    account: 'Globex',
    gitProvider: 'GITHUB_ENTERPRISE',
    host: 'githubEnterprise',
    sharedConfigRepository: 'globex/gitops-config',
    accessMode: 'ALL_MEMBERS',
    grantedTo: [],
  },
  {
    name: 'globex-lab',
    account: 'Globex',
    gitProvider: 'BITBUCKET_CLOUD',
    host: 'bitbucket',
    sharedConfigRepository: 'globex/gitops-config',
    accessMode: 'ALL_MEMBERS',
    grantedTo: [],
  },
  {
    name: 'globex-legacy',
    account: 'Globex',
    gitProvider: 'BITBUCKET_SERVER',
    host: 'bitbucketServer',
    sharedConfigRepository: 'GLOBEX/gitops-config',
    accessMode: 'ALL_MEMBERS',
    grantedTo: [],
  },
];

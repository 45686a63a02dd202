// What do the tests of this folder share? The six systems on simulated hosts, and one way to inspect a token there.

import type { GitHostName } from '../../seed/git-hosts/addresses';
import type { GitHosts } from '../../seed/git-hosts/git-hosts';
import { simulatedHostSettings } from '../../seed/git-hosts/host-settings';
import { FAMILIES } from '../../seed/git-hosts/make-token';
import type { SimulatedGitHost } from '../../seed/git-hosts/simulated-git-host';
import { SIMULATED_TOKENS } from '../../seed/git-hosts/tokens';
import {
  GIT_PROVIDER_KINDS,
  GIT_PROVIDERS,
  type GitProviderFamily,
  type GitProviderKind,
} from '../../src/domain/git-provider';
import type { GitTokenKind } from '../../src/domain/git-token';
import { Secret } from '../../src/domain/secret';
import type { Inspection } from '../../src/domain/token-evidence';
import type { ProbeMode } from '../../src/git-providers/allowed-requests';
import { createGitProviders, type TroubleNote } from '../../src/git-providers/git-providers';
import { openGitHosts } from '../support/git-hosts';

export const NOW = new Date('2026-03-10T12:00:00.000Z');
export const clock = { now: () => NOW };

/** Which simulated host plays which system. */
const PLAYED_BY: Readonly<Record<GitProviderKind, GitHostName>> = {
  GITHUB: 'github',
  GITHUB_ENTERPRISE: 'githubEnterprise',
  GITLAB_CLOUD: 'gitlab',
  GITLAB_SERVER: 'gitlabServer',
  BITBUCKET_CLOUD: 'bitbucket',
  BITBUCKET_SERVER: 'bitbucketServer',
};
export const SYSTEMS: readonly { kind: GitProviderKind; name: GitHostName; family: GitProviderFamily }[] =
  GIT_PROVIDER_KINDS.map((kind) => ({ kind, name: PLAYED_BY[kind], family: FAMILIES[PLAYED_BY[kind]] }));
export type System = (typeof SYSTEMS)[number];

export const GITHUB_SYSTEMS = SYSTEMS.filter(({ family }) => family === 'GITHUB');
export const GITLAB_SYSTEMS = SYSTEMS.filter(({ family }) => family === 'GITLAB');

export interface Scene {
  readonly hosts: GitHosts;
  /** What was logged since the last inspection began. */
  readonly notes: TroubleNote[];
  /** Presented with the user name that belongs to it. */
  inspect(system: System, value: string, repository?: string | null, tokenKind?: GitTokenKind): Promise<Inspection>;
  hostOf(system: System): SimulatedGitHost;
}

interface SceneOptions {
  readonly timeLimitMs?: number;
  readonly probes?: ProbeMode;
}

export async function openScene({ timeLimitMs = 5000, probes = 'all' }: SceneOptions = {}): Promise<Scene> {
  const hosts = await openGitHosts(clock);
  const notes: TroubleNote[] = [];
  // New ones for every check: they remember what hosts have just said, and here each check is to ask.
  const openProviders = () =>
    createGitProviders({
      clock,
      hosts: { ...simulatedHostSettings(hosts.urls), probes },
      log: (note) => void notes.push(note),
      timeLimitMs,
    });
  return {
    hosts,
    notes,
    hostOf: ({ name }) => hosts[name],
    inspect({ kind, name }, value, repository = null, tokenKind = 'RUNTIME') {
      notes.length = 0;
      hosts[name].requests.length = 0;
      return openProviders().inspect({
        provider: kind,
        providerUrl: GIT_PROVIDERS[kind].cloudUrl ?? hosts.urls[name].web,
        credential: { value: new Secret(value), username: usernameOf(value) },
        repository,
        tokenKind,
      });
    },
  };
}

/** What belongs to a token of the simulated hosts. */
const usernameOf = (value: string): string | null =>
  SIMULATED_TOKENS.find((token) => token.value === value)?.username ?? null;

// What do the tests of this folder share? The four systems on simulated hosts, and one way to inspect a token there.

import type { GitHostName } from '../../seed/git-hosts/addresses';
import { type GitHosts, startGitHosts } from '../../seed/git-hosts/git-hosts';
import type { SimulatedGitHost } from '../../seed/git-hosts/simulated-git-host';
import type { GitProviders } from '../../src/application/ports';
import { GIT_PROVIDERS, type GitProviderKind } from '../../src/domain/git-provider';
import { Secret } from '../../src/domain/secret';
import type { Inspection } from '../../src/domain/token-evidence';
import { createGitProviders, type TroubleNote } from '../../src/git-providers/git-providers';

export const NOW = new Date('2026-03-10T12:00:00.000Z');
export const clock = { now: () => NOW };

/** Which simulated host plays which system. */
export const SYSTEMS: readonly { kind: GitProviderKind; name: GitHostName; family: 'GITHUB' | 'GITLAB' }[] = [
  { kind: 'GITHUB', name: 'github', family: 'GITHUB' },
  { kind: 'GITHUB_ENTERPRISE', name: 'githubEnterprise', family: 'GITHUB' },
  { kind: 'GITLAB_CLOUD', name: 'gitlab', family: 'GITLAB' },
  { kind: 'GITLAB_SERVER', name: 'gitlabServer', family: 'GITLAB' },
];
export type System = (typeof SYSTEMS)[number];

export const GITHUB_SYSTEMS = SYSTEMS.filter(({ family }) => family === 'GITHUB');
export const GITLAB_SYSTEMS = SYSTEMS.filter(({ family }) => family === 'GITLAB');

export interface Scene {
  readonly hosts: GitHosts;
  readonly providers: GitProviders;
  /** What was logged since the last inspection began. */
  readonly notes: TroubleNote[];
  inspect(system: System, value: string, repository?: string | null): Promise<Inspection>;
  hostOf(system: System): SimulatedGitHost;
}

export async function openScene({ timeLimitMs = 5000 } = {}): Promise<Scene> {
  const hosts = await startGitHosts({ clock, ports: 'FREE' });
  const notes: TroubleNote[] = [];
  const providers = createGitProviders({
    clock,
    hosts: {
      allowlist: [hosts.urls.gitlabServer.allowlistEntry, hosts.urls.githubEnterprise.allowlistEntry],
      apiUrls: { GITHUB: hosts.urls.github.api, GITLAB_CLOUD: hosts.urls.gitlab.api },
    },
    log: (note) => void notes.push(note),
    timeLimitMs,
  });
  return {
    hosts,
    providers,
    notes,
    hostOf: ({ name }) => hosts[name],
    inspect({ kind, name }, value, repository = null) {
      notes.length = 0;
      hosts[name].requests.length = 0;
      return providers.inspect({
        provider: kind,
        providerUrl: GIT_PROVIDERS[kind].cloudUrl ?? hosts.urls[name].web,
        credential: { value: new Secret(value), username: null },
        repository,
        tokenKind: 'RUNTIME',
      });
    },
  };
}

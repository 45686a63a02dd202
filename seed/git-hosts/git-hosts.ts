// How are the six simulated Git hosts started together? On their fixed ports for people, on free ones for tests.

import { GIT_HOST_NAMES, GIT_HOST_PLACES, type GitHostName, type GitHostUrls } from './addresses';
import { bitbucketCloudApi } from './bitbucket-cloud-api';
import { bitbucketServerApi } from './bitbucket-server-api';
import { githubApi } from './github-api';
import { gitlabApi } from './gitlab-api';
import { FAMILIES } from './make-token';
import type { SimulatedApi } from './simulated-api';
import { SimulatedGitHost } from './simulated-git-host';
import { TokenRegistry } from './token-registry';
import { SIMULATED_TOKENS } from './tokens';

export interface GitHosts extends Readonly<Record<GitHostName, SimulatedGitHost>> {
  readonly urls: Readonly<Record<GitHostName, GitHostUrls>>;
  /** All hosts as they were at the start. */
  reset(): void;
  close(): Promise<void>;
}

export interface GitHostsOptions {
  readonly clock: { now(): Date };
  /** FIXED: those of addresses.ts. FREE: whatever the machine gives. */
  readonly ports?: 'FIXED' | 'FREE';
}

/** Fails when a fixed port is taken; then none of the hosts is left running. */
export async function startGitHosts({ clock, ports = 'FIXED' }: GitHostsOptions): Promise<GitHosts> {
  const now = () => clock.now();
  const byName = Object.fromEntries(
    GIT_HOST_NAMES.map((name) => [name, createHost(name, now, ports === 'FREE' ? 0 : GIT_HOST_PLACES[name].port)]),
  ) as Record<GitHostName, SimulatedGitHost>;
  const hosts = Object.values(byName);
  const close = async () => void (await Promise.all(hosts.map((host) => host.takeDown())));
  const started = await Promise.allSettled(hosts.map((host) => host.bringUp()));
  const failure = started.find((result) => result.status === 'rejected');
  if (failure !== undefined) {
    await close();
    throw failure.reason;
  }
  const urls = Object.fromEntries(hosts.map((host) => [host.name, host.urls])) as Record<GitHostName, GitHostUrls>;
  return { ...byName, urls, reset: () => hosts.forEach((host) => void host.reset()), close };
}

function createHost(name: GitHostName, now: () => Date, port: number): SimulatedGitHost {
  const tokens = new TokenRegistry(
    SIMULATED_TOKENS.filter((token) => token.host === name),
    now,
  );
  const host: SimulatedGitHost = new SimulatedGitHost(
    name,
    tokens,
    apiOf(name, () => host.urls.api),
    now,
    port,
  );
  return host;
}

function apiOf(name: GitHostName, apiRoot: () => string): SimulatedApi {
  switch (FAMILIES[name]) {
    case 'GITHUB':
      return githubApi(apiRoot, GIT_HOST_PLACES[name].apiPath);
    case 'GITLAB':
      return gitlabApi;
    case 'BITBUCKET_CLOUD':
      return bitbucketCloudApi;
    case 'BITBUCKET_SERVER':
      return bitbucketServerApi;
  }
}

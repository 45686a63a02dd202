// Which tokens does the simulated GitHub of the bench know? Many, all of one person, so that every request can set another one.

import { githubApi } from '../../seed/git-hosts/github-api';
import { token } from '../../seed/git-hosts/make-token';
import { SimulatedGitHost } from '../../seed/git-hosts/simulated-git-host';
import type { SimulatedToken } from '../../seed/git-hosts/simulated-token';
import { TokenRegistry } from '../../seed/git-hosts/token-registry';

const COUNT = 20_000;
/** The host keeps every request, for tests; here they would only fill the memory. */
const FORGET_EVERY_MS = 5_000;

/** They end alike, so that answers to them are alike. */
export const BENCH_TOKENS: readonly SimulatedToken[] = Array.from({ length: COUNT }, (_, index) =>
  token('github', `bench${index}Same`, { purpose: 'is measured with', login: 'vera-viewer' }),
);

export interface BenchGitHost {
  readonly apiUrl: string;
  close(): Promise<void>;
}

export async function startGitHost(): Promise<BenchGitHost> {
  const now = () => new Date();
  const host: SimulatedGitHost = new SimulatedGitHost(
    'github',
    new TokenRegistry(BENCH_TOKENS, now),
    githubApi(() => host.urls.api, ''),
    now,
    0,
  );
  await host.bringUp();
  const forgetting = setInterval(() => host.reset(), FORGET_EVERY_MS);
  return {
    apiUrl: host.urls.api,
    async close() {
      clearInterval(forgetting);
      await host.takeDown();
    },
  };
}

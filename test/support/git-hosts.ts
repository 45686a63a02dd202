// Where do a test's Git hosts come from? From here alone, so that of all of them it is asked what they were sent (R17).

import { type GitHosts, startGitHosts } from '../../seed/git-hosts/git-hosts';
import { assertOnlyAllowedWasSent } from './only-allowed-was-sent';

/** The six simulated hosts on free ports. Closing them fails when they were ever sent what is not on the list. */
export async function openGitHosts(clock: { now(): Date }): Promise<GitHosts> {
  const hosts = await startGitHosts({ clock, ports: 'FREE' });
  return {
    ...hosts,
    async close() {
      await hosts.close();
      assertOnlyAllowedWasSent(hosts);
    },
  };
}

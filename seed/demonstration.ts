// What is different in development? The Git hosts are simulated, the database begins with the cast, and a banner says what to try.

import type { Logger } from 'pino';
import type { Clock } from '../src/application/ports';
import { type ComposedGateway, composeGateway, gitHostsOf } from '../src/compose';
import type { Config } from '../src/config';
import { placeOf } from '../src/store/database-settings';
import { bannerFor } from './banner';
import type { GitHostName, GitHostUrls } from './git-hosts/addresses';
import { startGitHosts } from './git-hosts/git-hosts';
import { simulatedHostSettings } from './git-hosts/host-settings';
import { seedCast } from './run';

export interface Demonstration {
  readonly composed: ComposedGateway;
  banner(url: string): string;
  close(): Promise<void>;
}

export async function openDemonstration(
  config: Config,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Promise<Demonstration> {
  const hosts = await startGitHosts({ clock, ports: 'FIXED' });
  try {
    const composed = await composeGateway(config, { clock, log, gitHosts: withSimulated(config, hosts.urls) });
    const seeded = await seedCast(composed.gateway, hosts.urls);
    return {
      composed,
      banner: (url) => bannerFor({ url, seeded, database: placeOf(config.database), hosts: hosts.urls }),
      async close() {
        await composed.close();
        await hosts.close();
      },
    };
  } catch (error) {
    await hosts.close();
    throw error;
  }
}

/** What the configuration names stays; the simulated hosts stand in for the rest. */
function withSimulated(config: Config, urls: Readonly<Record<GitHostName, GitHostUrls>>) {
  const configured = gitHostsOf(config);
  const simulated = simulatedHostSettings(urls);
  return {
    ...configured,
    allowlist: [...configured.allowlist, ...simulated.allowlist],
    apiUrls: { ...simulated.apiUrls, ...configured.apiUrls },
  };
}

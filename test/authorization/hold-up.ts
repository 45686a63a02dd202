// How does a test act while a provider is being asked? It has the simulated host hold its answer back.

import type { GitHostName } from '../../seed/git-hosts/addresses';
import type { Answer } from '../support/graphql-client';
import type { TestGateway } from '../support/test-gateway';
import { until } from '../support/until';

/** Sends it, and waits until the provider has been asked and holds its answer back. */
export async function holdUp({ hosts }: TestGateway, host: GitHostName, send: () => Promise<Answer>) {
  hosts.reset();
  const { requests } = hosts[host];
  const release = hosts[host].hold();
  const answering = send();
  await until('the provider is asked', () => requests.length > 0);
  return { answering, release };
}

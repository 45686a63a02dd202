// Was anything sent to a simulated host that may not be? Asked of every one of them when its test is over.

import assert from 'node:assert/strict';
import { GIT_HOST_NAMES, type GitHostName, type GitHostUrls } from '../../seed/git-hosts/addresses';
import type { GitHosts } from '../../seed/git-hosts/git-hosts';
import { FAMILIES } from '../../seed/git-hosts/make-token';
import type { RecordedRequest } from '../../seed/git-hosts/simulated-git-host';
import { isAllowed, type OutgoingRequest } from '../../src/git-providers/allowed-requests';

/** Of tests that speak to the hosts themselves. Whatever bears another name, or none, is held to have come from the gateway. */
export const TESTS_USER_AGENT = 'test';

/** What hosts received, held against the list: the HTTP client's own look at it may have been got round. */
export function assertOnlyAllowedWasSent(hosts: GitHosts): void {
  for (const name of GIT_HOST_NAMES) assertAllAreAllowed(name, hosts.urls[name], [...hosts[name].everAsked.values()]);
}

type Received = Pick<RecordedRequest, 'method' | 'path' | 'body' | 'userAgent'>;

export function assertAllAreAllowed(
  name: GitHostName,
  { allowlistEntry }: GitHostUrls,
  received: readonly Received[],
): void {
  for (const { method, path, body, userAgent } of received) {
    if (userAgent === TESTS_USER_AGENT) continue;
    const request = { method, url: new URL(`${allowlistEntry}${path}`), body: body || null } as OutgoingRequest;
    const sent = `${name} was sent ${method} ${path} ${body}`.slice(0, 300);
    assert.ok(isAllowed(request, FAMILIES[name], rootsIn(request.url)), sent);
  }
}

/** Every place at which an installation could begin: tests name sub-paths of their own. */
function rootsIn({ origin, pathname }: URL): string[] {
  const names = pathname.split('/');
  return names.map((_, count) => `${origin}${names.slice(0, count + 1).join('/')}`);
}

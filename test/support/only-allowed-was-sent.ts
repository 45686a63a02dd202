// Was anything sent to a simulated host that may not be? Asked at the end of every gateway and every scene of this suite.

import assert from 'node:assert/strict';
import { GIT_HOST_NAMES } from '../../seed/git-hosts/addresses';
import type { GitHosts } from '../../seed/git-hosts/git-hosts';
import { FAMILIES } from '../../seed/git-hosts/make-token';
import { isAllowed, type OutgoingRequest } from '../../src/git-providers/allowed-requests';

/** The gateway's own; tests that speak to the hosts themselves have other names. */
const USER_AGENT = 'git-token-gateway';

/** What a host received, held against the list: the HTTP client's own look at it may have been got round. */
export function assertOnlyAllowedWasSent(hosts: GitHosts): void {
  for (const name of GIT_HOST_NAMES) {
    const { allowlistEntry } = hosts.urls[name];
    for (const { method, path, body, userAgent } of hosts[name].everAsked.values()) {
      if (userAgent !== USER_AGENT) continue;
      const sent = `${name} was sent ${method} ${path} ${body}`.slice(0, 300);
      assert.match(method, /^(GET|POST|PATCH)$/, sent);
      const request = { method, url: new URL(`${allowlistEntry}${path}`), body: body || null } as OutgoingRequest;
      assert.ok(isAllowed(request, FAMILIES[name], rootsIn(request.url)), sent);
    }
  }
}

/** Every place at which an installation could begin: tests name sub-paths of their own. */
function rootsIn({ origin, pathname }: URL): string[] {
  const names = pathname.split('/');
  return names.map((_, count) => `${origin}${names.slice(0, count + 1).join('/')}`);
}

// May this URL be somebody's own Git system? Every reason against it, before anything is sent there.

import { isIP } from 'node:net';
import type { GitProviderKind } from '../domain/git-provider';
import { webRootRefusal, webRootRefusalFor } from '../domain/web-root';
import { reachOf } from './network-addresses';

/**
 * The origin that an entry of the allow-list admits: `host[:port]` means HTTPS, `http://host[:port]` plain HTTP.
 * Exactly that port; without one, the scheme's own. Null for what is neither, patterns included.
 */
export function allowedOrigin(entry: string): string | null {
  const [, scheme = 'https://', host] = /^(https?:\/\/)?([^/?#@\s\\*]+)$/i.exec(entry.trim()) ?? [];
  if (host === undefined || !URL.canParse(`${scheme}${host}`)) return null;
  return new URL(`${scheme}${host}`).origin;
}

/** Why a self-managed URL may not be used, as a constraint (`must not have a query`); null when it may. */
export function addressRefusal(kind: GitProviderKind, url: URL, allowedOrigins: ReadonlySet<string>): string | null {
  const broken = PLACE_RULES.find((rule) => rule.isBroken(url, allowedOrigins));
  return webRootRefusal(url) ?? webRootRefusalFor(kind, url) ?? broken?.constraint ?? null;
}

interface PlaceRule {
  readonly constraint: string;
  readonly isBroken: (url: URL, allowedOrigins: ReadonlySet<string>) => boolean;
}

/** Read from the top, once the form is good: the first broken rule is told. */
const PLACE_RULES: readonly PlaceRule[] = [
  {
    constraint: 'must not be a link-local, unspecified, multicast, reserved or metadata address',
    isBroken: ({ hostname }) => isNeverAGitHost(hostname),
  },
  {
    constraint:
      'must use https://; for plain HTTP, ask whoever runs the gateway to add the host to GIT_HOST_ALLOWLIST as http://host[:port]',
    isBroken: ({ protocol, origin }, allowed) => protocol === 'http:' && !allowed.has(origin),
  },
  {
    constraint:
      'must have a host and port that this gateway may reach; ask whoever runs it to add them to its allow-list (GIT_HOST_ALLOWLIST)',
    isBroken: ({ origin }, allowed) => !allowed.has(origin),
  },
];

/** Names and addresses at which clouds hand machines their own credentials. */
const METADATA_NAMES = ['metadata', 'metadata.google.internal', 'metadata.goog', 'instance-data'];

/** Holds whatever the allow-list says. A name is known by these names only here, and by its addresses when it is asked. */
function isNeverAGitHost(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return isIP(name) === 0 ? METADATA_NAMES.includes(name) : reachOf(name) === 'NEVER';
}

// May this URL be somebody's own Git system? Every reason against it, before anything is sent there.

import { BlockList, isIP } from 'node:net';
import type { GitProviderKind } from '../domain/git-provider';
import { webRootRefusal, webRootRefusalFor } from '../domain/web-root';

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
    constraint: 'must not be a link-local, unspecified or metadata address',
    isBroken: ({ hostname }) => isNeverAGitHost(hostname),
  },
  {
    constraint: 'must use https://, unless GIT_HOST_ALLOWLIST has the host as http://host[:port]',
    isBroken: ({ protocol, origin }, allowed) => protocol === 'http:' && !allowed.has(origin),
  },
  {
    constraint: 'must have a host and port that are in GIT_HOST_ALLOWLIST',
    isBroken: ({ origin }, allowed) => !allowed.has(origin),
  },
];

/** Names and addresses at which clouds hand machines their own credentials. */
const METADATA_NAMES = ['metadata', 'metadata.google.internal', 'metadata.goog', 'instance-data'];

const NEVER = new BlockList();
NEVER.addSubnet('0.0.0.0', 8); // unspecified
NEVER.addSubnet('169.254.0.0', 16); // link-local, with the metadata address of most clouds
NEVER.addAddress('100.100.100.200'); // metadata at Alibaba Cloud
NEVER.addAddress('192.0.0.192'); // metadata at Oracle Cloud
NEVER.addAddress('::', 'ipv6'); // unspecified
NEVER.addSubnet('fe80::', 10, 'ipv6'); // link-local
NEVER.addAddress('fd00:ec2::254', 'ipv6'); // metadata at AWS
NEVER.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6'); // 169.254.0.0/16 through NAT64

/** Holds whatever the allow-list says. IPv4 addresses written as IPv6 are recognised. */
function isNeverAGitHost(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const version = isIP(name);
  if (version === 0) return METADATA_NAMES.includes(name);
  return NEVER.check(name, version === 6 ? 'ipv6' : 'ipv4');
}

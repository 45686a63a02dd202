// May this URL be somebody's own Git system? Every reason against it, before anything is sent there.

import { BlockList, isIP } from 'node:net';
import { GIT_PROVIDERS, type GitProviderKind } from '../domain/git-provider';

/** The web root in the one form in which it is stored and compared: lower-case host, no default port, no slash at the end. */
export const canonicalProviderUrl = (url: URL): string => `${url.origin}${url.pathname.replace(/\/+$/, '')}`;

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
  return RULES.find((rule) => rule.isBroken(url, kind, allowedOrigins))?.constraint ?? null;
}

interface AddressRule {
  readonly constraint: string;
  readonly isBroken: (url: URL, kind: GitProviderKind, allowedOrigins: ReadonlySet<string>) => boolean;
}

/** Read from the top: the first broken rule is told. */
const RULES: readonly AddressRule[] = [
  { constraint: 'must begin with https:// or http://', isBroken: ({ protocol }) => !/^https?:$/.test(protocol) },
  {
    constraint: 'must not have a user name or a password',
    isBroken: ({ username, password }) => username !== '' || password !== '',
  },
  // A bare `?` or `#` leaves `search` and `hash` empty, but stands in the text.
  { constraint: 'must not have a query', isBroken: ({ href }) => /^[^#]*\?/.test(href) },
  { constraint: 'must not have a fragment', isBroken: ({ href }) => href.includes('#') },
  {
    constraint: 'must not be a cloud provider’s host: choose the provider’s cloud kind and give no URL',
    isBroken: ({ hostname }) => isCloudHost(hostname),
  },
  {
    constraint: 'must not have a path: GitHub Enterprise lives at the root of its host',
    isBroken: ({ pathname }, kind) => kind === 'GITHUB_ENTERPRISE' && pathname !== '/',
  },
  {
    constraint: 'must have a plain path: names of letters, digits, dots, dashes, underscores, tildes',
    isBroken: ({ pathname }) => !PLAIN_PATH.test(pathname),
  },
  {
    constraint: 'must be the web root, without the path of its API',
    isBroken: ({ pathname }) => /\/api(\/v\d+)?\/?$/.test(pathname),
  },
  {
    constraint: 'must not be a link-local, unspecified or metadata address',
    isBroken: ({ hostname }) => isNeverAGitHost(hostname),
  },
  {
    constraint: 'must use https://, unless GIT_HOST_ALLOWLIST has the host as http://host[:port]',
    isBroken: ({ protocol, origin }, _kind, allowed) => protocol === 'http:' && !allowed.has(origin),
  },
  {
    constraint: 'must have a host and port that are in GIT_HOST_ALLOWLIST',
    isBroken: ({ origin }, _kind, allowed) => !allowed.has(origin),
  },
];

/** Dot segments are gone once a URL is parsed; encoded slashes, doubled slashes and `..;` are not, and fall here. */
const PLAIN_PATH = /^(\/[\w~-][\w.~-]*)*\/?$/;

const withoutFinalDot = (hostname: string): string => hostname.replace(/\.$/, '');

/** A cloud provider's host or a name below one: never somebody's own installation. */
function isCloudHost(hostname: string): boolean {
  const name = withoutFinalDot(hostname);
  return Object.values(GIT_PROVIDERS)
    .flatMap(({ cloudHosts }) => cloudHosts)
    .some((cloudHost) => name === cloudHost || name.endsWith(`.${cloudHost}`));
}

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
  const name = withoutFinalDot(hostname.replace(/^\[|\]$/g, ''));
  const version = isIP(name);
  if (version === 0) return METADATA_NAMES.includes(name);
  return NEVER.check(name, version === 6 ? 'ipv6' : 'ipv4');
}

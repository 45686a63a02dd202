// May this address be connected to at all? IANA's special-purpose registries, and where clouds hand out credentials.

import { BlockList, isIPv4 } from 'node:net';

/** PRIVATE: only for hosts that the operator has named. NEVER: for nobody, whatever the allow-list says. */
export type Reach = 'PUBLIC' | 'PRIVATE' | 'NEVER';

const NEVER = blockList(
  '0.0.0.0/8', // unspecified: "this host"
  '169.254.0.0/16', // link-local, with the metadata address of most clouds
  '100.100.100.200/32', // metadata at Alibaba Cloud
  '168.63.129.16/32', // the platform's own services at Azure
  '192.0.0.0/24', // protocol assignments, with the metadata address of Oracle Cloud
  '192.0.2.0/24', // documentation, and the next two
  '198.51.100.0/24',
  '203.0.113.0/24',
  '192.88.99.0/24', // relays of 6to4
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, with the broadcast address
  'fd00:ec2::254/128', // metadata at AWS
  'fd20:ce::254/128', // metadata at Google Cloud
  'fd00:42::42/128', // metadata at Scaleway
  '2001::/23', // protocol assignments, with Teredo's tunnels
  '2001:db8::/32', // documentation, and the next one
  '3fff::/20',
);

const PRIVATE = blockList(
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8', // loopback
  '100.64.0.0/10', // carrier-grade NAT; overlay networks use it too
  '198.18.0.0/15', // benchmarks; some networks use it as private space
  '::1/128', // loopback
  'fc00::/7', // unique-local
  'fec0::/10', // site-local, as old as IPv6
);

/** All of IPv6 that is public is in here; the rest is reserved. */
const GLOBAL_UNICAST = blockList('2000::/3');

/** How far an address reaches. What is no address, or one with a zone (`fe80::1%eth0`), reaches nobody. */
export function reachOf(address: string): Reach {
  if (isIPv4(address)) return reachOfIPv4(address);
  const groups = groupsOf(address);
  if (groups === null) return 'NEVER';
  if (NEVER.check(address, 'ipv6')) return 'NEVER';
  if (PRIVATE.check(address, 'ipv6')) return 'PRIVATE';
  const inside = ipv4Inside(groups);
  if (inside !== null) return reachOfIPv4(inside);
  return GLOBAL_UNICAST.check(address, 'ipv6') ? 'PUBLIC' : 'NEVER';
}

function reachOfIPv4(address: string): Reach {
  if (NEVER.check(address)) return 'NEVER';
  return PRIVATE.check(address) ? 'PRIVATE' : 'PUBLIC';
}

/** In front of an IPv4 address (RFC 4291, 2765, 6052). NAT64's local prefix 64:ff9b:1::/48 tells nobody where the address stands: reserved. */
const IPV4_PREFIXES = ['0:0:0:0:0:0', '0:0:0:0:0:ffff', '0:0:0:0:ffff:0', '64:ff9b:0:0:0:0'];

/** The IPv4 address that an IPv6 address stands for: mapped, compatible, translated, NAT64, or 6to4 (RFC 3056). */
function ipv4Inside(groups: readonly number[]): string | null {
  const prefix = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':');
  if (IPV4_PREFIXES.includes(prefix)) return dotted(groups.slice(6));
  return groups[0] === 0x2002 ? dotted(groups.slice(1, 3)) : null;
}

const dotted = (groups: readonly number[]): string => groups.flatMap((group) => [group >> 8, group & 0xff]).join('.');

/** The eight groups of an IPv6 address; `URL` knows every spelling, and writes it with one `::` at most. */
function groupsOf(address: string): number[] | null {
  if (!URL.canParse(`http://[${address}]`)) return null;
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [front, back] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  if (front === undefined || back === undefined) return null;
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...zeros, ...back].map((group) => Number.parseInt(group, 16));
}

function blockList(...networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), isIPv4(address) ? 'ipv4' : 'ipv6');
  }
  return list;
}

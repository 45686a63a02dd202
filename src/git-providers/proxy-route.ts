// Does a request go through a proxy? As the usual environment variables say: HTTPS_PROXY, HTTP_PROXY, NO_PROXY.

import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { Secret } from '../domain/secret';

/**
 * Through a proxy it is the proxy that looks names up and connects: which of its neighbours may be reached is for its
 * own rules to say. Addresses that are written in a URL are still checked here.
 */
export interface GitProxies {
  /** For https:// URLs. May hold a password. */
  readonly https: Secret | null;
  /** For http:// URLs. */
  readonly http: Secret | null;
  /** `host`, `.domain`, `*.domain`, each with `:port` if only that; a network, `10.0.0.0/8`; `*` for all. */
  readonly exceptions: readonly string[];
}

/** The proxy's URL; null when the host is reached directly. This machine always is: no proxy elsewhere could reach it. */
export function proxyFor(url: URL, { https, http, exceptions }: GitProxies): Secret | null {
  if (THIS_MACHINE.test(url.hostname)) return null;
  const proxy = url.protocol === 'https:' ? https : http;
  return exceptions.some((entry) => covers(entry.toLowerCase(), url)) ? null : proxy;
}

const THIS_MACHINE = /^(?:(?:.+\.)?localhost|127\.[\d.]+|\[::1\])$/;

/** A name covers what is below it too, with or without the dot in front, as in curl. */
function covers(entry: string, { protocol, hostname, port }: URL): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInNetwork(hostname.replace(/^\[|\]$/g, ''), entry);
  const [, name = '', entryPort] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  const ownPort = port || (protocol === 'https:' ? '443' : '80');
  if (name === '' || (entryPort !== undefined && entryPort !== ownPort)) return false;
  return hostname === name || hostname.endsWith(`.${name}`);
}

/** Only for hosts that are written as addresses, as in curl and Go: a name may have many, and other ones tomorrow. */
function isInNetwork(host: string, network: string): boolean {
  if (!isIPv4(host) && !isIPv6(host)) return false;
  const [address = '', bits] = network.split('/');
  const list = new BlockList();
  list.addSubnet(address, Number(bits), versionOf(address));
  return list.check(host, versionOf(host));
}

const versionOf = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');

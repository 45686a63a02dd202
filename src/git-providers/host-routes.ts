// Which way to a host? Straight to its checked addresses, or through the proxy that the operator names.

import type { SecureContext } from 'node:tls';
import { Agent, buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';
import type { Secret } from '../domain/secret';
import { HostTrouble } from './answer';
import { type HostPlace, isAddress, pinned, placesOf, type ResolveName } from './name-lookup';
import { type GitProxies, proxyFor } from './proxy-route';
import { ReceivedBytes } from './received-bytes';

export interface RouteSettings {
  /** The certificates to trust; Node's own where left out. */
  readonly secureContext?: SecureContext;
  readonly timeLimitMs: number;
  /** Hosts that the operator has named: they may have private addresses. */
  readonly trustedOrigins: ReadonlySet<string>;
  readonly proxies: GitProxies;
  readonly resolve: ResolveName;
}

/** The ways of one check. Each is found once: an answer of the name server that comes later changes nothing. */
export class HostRoutes {
  readonly received = new ReceivedBytes();
  readonly #found = new Map<string, Promise<Dispatcher>>();
  readonly #open: Dispatcher[] = [];
  #isClosed = false;

  constructor(private readonly settings: RouteSettings) {}

  /** Throws `HostTrouble` where nothing may be sent, and the resolver's error for an unknown name. */
  to(url: URL): Promise<Dispatcher> {
    const found = this.#found.get(url.origin) ?? this.#find(url);
    this.#found.set(url.origin, found);
    return found;
  }

  /** Cuts all connections. A way that is found later is not gone. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#open.map((way) => way.destroy()));
  }

  async #find(url: URL): Promise<Dispatcher> {
    const { proxies, trustedOrigins, resolve } = this.settings;
    const isTrusted = trustedOrigins.has(url.origin);
    const proxy = proxyFor(url, proxies);
    const places = proxy === null || isAddress(url) ? await placesOf(url, isTrusted, resolve) : [];
    if (places === null) throw new HostTrouble('NOT_ALLOWED');
    if (this.#isClosed) throw new HostTrouble('TIMEOUT');
    const way = proxy === null ? this.#straight(places) : this.#through(proxy, url);
    this.#open.push(way);
    return way;
  }

  #straight(places: readonly HostPlace[]): Dispatcher {
    const connect = buildConnector({ lookup: pinned(places), ...this.#tls() });
    return new Agent({ connect: this.received.bounding(connect) });
  }

  #through(proxy: Secret, { protocol }: URL): Dispatcher {
    return new ProxyAgent({
      uri: proxy.reveal(),
      // Proxies often open tunnels to port 443 alone; plain HTTP they forward.
      proxyTunnel: protocol === 'https:',
      requestTls: this.#tls(),
      proxyTls: this.#tls(),
      factory: (origin, options: { connect: buildConnector.connector }) =>
        new Pool(origin, { ...options, connect: this.received.bounding(options.connect) }),
    });
  }

  #tls() {
    const { secureContext, timeLimitMs } = this.settings;
    return { timeout: timeLimitMs, ...(secureContext && { secureContext }) };
  }
}

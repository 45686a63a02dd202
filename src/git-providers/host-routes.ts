// Which way to a host? Straight to its checked addresses, or through the proxy that the operator names.

import type { SecureContext } from 'node:tls';
import type { buildConnector, Dispatcher } from 'undici';
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

type Undici = typeof import('undici');

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
    const library = await import('undici'); // for the first check: a gateway that starts has nothing to ask yet
    if (this.#isClosed) throw new HostTrouble('TIMEOUT');
    const way = proxy === null ? this.#straight(library, url, places) : this.#through(library, proxy, url);
    this.#open.push(way);
    return way;
  }

  /** One connection: a check asks one question after the other. */
  #straight({ buildConnector, Client }: Undici, { origin }: URL, places: readonly HostPlace[]): Dispatcher {
    const connect = buildConnector({ lookup: pinned(places), ...this.#tls() });
    return new Client(origin, { connect: this.received.bounding(connect) });
  }

  #through({ Pool, ProxyAgent }: Undici, proxy: Secret, { protocol }: URL): Dispatcher {
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
    // A connection that lives as long as a check needs no probes of whether it lives.
    return { timeout: timeLimitMs, keepAlive: false, ...(secureContext && { secureContext }) };
  }
}

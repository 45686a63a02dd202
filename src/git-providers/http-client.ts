// How does a question reach a Git host? Here, and in no other way: what is listed, no redirects, 64 KB of answer, one time limit.

import { createSecureContext, rootCertificates } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { Clock } from '../application/ports';
import type { GitProviderFamily } from '../domain/git-provider';
import { isAllowed, type OutgoingRequest, type ProbeMode } from './allowed-requests';
import { type Exchange, HostTrouble } from './answer';
import { HostRoutes, type RouteSettings } from './host-routes';
import { createNameLookup, type ResolveName } from './name-lookup';
import type { GitProxies } from './proxy-route';
import { readExchange } from './read-exchange';
import { type StartTimeLimit, startTimeLimit, type TimeLimit } from './time-limit';
import { causeOf } from './trouble-cause';
import { Turns } from './turns';

const USER_AGENT = 'git-token-gateway';

/** Of one check. The one that may be repeated counts once: the host has answered it once. */
export const REQUESTS_A_CHECK = 8;

/** To one host, by all checks together. */
export const REQUESTS_AT_ONCE = 4;

export interface HttpClientOptions {
  readonly timeLimitMs: number;
  readonly trustedOrigins: ReadonlySet<string>;
  readonly proxies?: GitProxies;
  /** PEM text that is trusted beside Node's own roots (the option alone would replace them). NODE_EXTRA_CA_CERTS counts where it is left out. */
  readonly ca?: string;
  /** For tests: who answers for names. */
  readonly resolve?: ResolveName;
  /** For tests: who says when time is over. */
  readonly startTimeLimit?: StartTimeLimit;
  /** Tells how old what is known of a name is. The system's where left out. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** What one check may ask, and where. */
export interface ConnectionPurpose {
  readonly family: GitProviderFamily;
  /** URLs below which the family's requests may be sent; no slash at the end. */
  readonly roots: readonly string[];
  readonly probes: ProbeMode;
}

/** A request that is not listed, or one too many. An adapter that asks for it is mended, not judged: it is no trouble of the host's. */
export class StoppedRequest extends Error {}

/** How the questions of one check are sent. */
export interface HostConnection {
  /** Throws `StoppedRequest` and nothing else. */
  send(request: OutgoingRequest, authorization: string): Promise<Exchange>;
  close(): Promise<void>;
}

const NO_PROXIES: GitProxies = { https: null, http: null, exceptions: [] };

/** Opens connections that live as long as one check: it never meets a stale socket, and no two tokens share one. */
export function createHttpClient(options: HttpClientOptions): (purpose: ConnectionPurpose) => HostConnection {
  const {
    ca,
    timeLimitMs,
    trustedOrigins,
    proxies = NO_PROXIES,
    startTimeLimit: startLimit = startTimeLimit,
  } = options;
  const settings: RouteSettings = {
    secureContext: ca === undefined ? undefined : createSecureContext({ ca: [...rootCertificates, ca] }),
    timeLimitMs,
    trustedOrigins,
    proxies,
    resolve: createNameLookup(options.resolve, options.clock),
  };
  const turns = new Turns(REQUESTS_AT_ONCE);
  return (purpose) => new CheckConnection(purpose, new HostRoutes(settings), turns, startLimit(timeLimitMs));
}

class CheckConnection implements HostConnection {
  #left = REQUESTS_A_CHECK;
  #mayRepeat = true;

  constructor(
    private readonly purpose: ConnectionPurpose,
    private readonly routes: HostRoutes,
    private readonly turns: Turns,
    /** From the check's beginning: waiting counts too. */
    private readonly timeLimit: TimeLimit,
  ) {}

  async send(request: OutgoingRequest, authorization: string): Promise<Exchange> {
    this.#refuseUnlisted(request);
    this.#left -= 1;
    const giveBack = await this.turns.take(request.url.origin, this.timeLimit.signal);
    if (giveBack === null) return { came: 'NOTHING', because: 'BUSY' };
    try {
      const way = await orAborted(this.routes.to(request.url), this.timeLimit.signal);
      return await this.#exchange(way, request, authorization);
    } catch (error) {
      const because = error instanceof HostTrouble ? error.because : causeOf(error);
      return { came: 'NOTHING', because: this.timeLimit.signal.aborted ? 'TIMEOUT' : because };
    } finally {
      giveBack();
    }
  }

  close(): Promise<void> {
    this.timeLimit.end();
    return this.routes.close();
  }

  #refuseUnlisted(request: OutgoingRequest): void {
    const { family, roots, probes } = this.purpose;
    const isListed = isAllowed(request, family, roots) && (probes === 'all' || request.method === 'GET');
    if (!isListed) throw new StoppedRequest(`A ${request.method} was stopped: it is not among the allowed requests.`);
    if (this.#left === 0) throw new StoppedRequest(`A request was stopped: a check has ${REQUESTS_A_CHECK} at most.`);
  }

  /** One polite retry in a check: of a GET whose connection broke before its answer began. What a host answers is never asked twice. */
  async #exchange(way: Dispatcher, request: OutgoingRequest, authorization: string): Promise<Exchange> {
    let answer: Dispatcher.ResponseData;
    try {
      answer = await this.#request(way, request, authorization);
    } catch (error) {
      const isLost = request.method === 'GET' && causeOf(error) === 'CONNECTION_LOST' && !this.timeLimit.signal.aborted;
      if (!isLost || !this.#mayRepeat) throw error;
      this.#mayRepeat = false;
      answer = await this.#request(way, request, authorization);
    }
    return readExchange(answer);
  }

  #request(way: Dispatcher, { method, url, body }: OutgoingRequest, authorization: string) {
    this.routes.received.beginExchange();
    return way.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': USER_AGENT,
        authorization,
        ...(body !== null && { 'content-type': 'application/json' }),
      },
      body,
      signal: this.timeLimit.signal,
    });
  }
}

/** What nobody can call off (a look-up of a name) is no longer waited for. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

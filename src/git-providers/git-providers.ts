// Who is asked about a token, and where? The registry of adapters, and the one way every inspection goes.

import type { Clock, GitProviders, InspectionRequest } from '../application/ports';
import { GIT_PROVIDERS, type GitProviderKind, isSelfManaged } from '../domain/git-provider';
import type { Inspection } from '../domain/token-evidence';
import type { ProbeMode } from './allowed-requests';
import { HostTrouble, type TroubleCause } from './answer';
import { bitbucketCloud } from './bitbucket-cloud';
import { bitbucketServer } from './bitbucket-server';
import { addressRefusal, allowedOrigin } from './git-host-address';
import { github } from './github';
import { gitlab } from './gitlab';
import { createHttpClient } from './http-client';
import { type Check, inspectAt } from './inspect-at';
import type { ResolveName } from './name-lookup';
import type { GitHostAddress, ProviderAdapter } from './provider-adapter';
import type { GitProxies } from './proxy-route';
import { RecentAnswers } from './recent-answers';
import { SingleFlight } from './single-flight';
import type { StartTimeLimit } from './time-limit';
import { createTokenNames } from './token-names';

const ADAPTERS: Readonly<Record<GitProviderKind, ProviderAdapter>> = {
  GITHUB: github,
  GITHUB_ENTERPRISE: github,
  GITLAB_CLOUD: gitlab,
  GITLAB_SERVER: gitlab,
  BITBUCKET_CLOUD: bitbucketCloud,
  BITBUCKET_SERVER: bitbucketServer,
};

/** A whole inspection: all its questions, and the wait for its turn at a busy host. */
const TIME_LIMIT_MS = 10_000;

/** Where Git hosts may be, and how they are reached. */
export interface GitHostSettings {
  /** `host[:port]` or `http://host[:port]`, for self-managed systems. These and `apiUrls` may have private addresses. */
  readonly allowlist: readonly string[];
  /** API roots of cloud providers that are reached elsewhere than by default: through a proxy, or simulated. */
  readonly apiUrls: Partial<Record<GitProviderKind, string>>;
  /** PEM text of certificate authorities to trust besides the usual ones. */
  readonly ca?: string;
  readonly proxies?: GitProxies;
  /** `all` where left out. */
  readonly probes?: ProbeMode;
}

/** What the log learns of an inspection without a verdict. No token, no path, nothing that the host said. */
export interface TroubleNote {
  readonly provider: GitProviderKind;
  readonly host: string;
  readonly because: TroubleCause;
}

export interface GitProvidersOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly hosts: GitHostSettings;
  readonly log?: (note: TroubleNote) => void;
  /** For tests that wait for a host to be too slow. */
  readonly timeLimitMs?: number;
  /** For tests: who says when time is over. */
  readonly startTimeLimit?: StartTimeLimit;
  /** For tests: who answers for names. */
  readonly resolve?: ResolveName;
}

/** Throws on an allow-list entry that is no host; its words are the entry's place only. */
export function createGitProviders(options: GitProvidersOptions): GitProviders {
  const { clock, hosts, log = () => {}, timeLimitMs = TIME_LIMIT_MS, startTimeLimit, resolve } = options;
  const { ca, proxies, probes = 'all' } = hosts;
  const allowedOrigins = new Set(hosts.allowlist.map(parseEntry));
  const apiOrigins = Object.values(hosts.apiUrls).map((url) => new URL(url).origin);
  const trustedOrigins = new Set([...allowedOrigins, ...apiOrigins]);
  const connect = createHttpClient({ timeLimitMs, startTimeLimit, trustedOrigins, ca, proxies, resolve, clock });
  const nameOf = createTokenNames();
  const recent = new RecentAnswers();
  const flights = new SingleFlight<Inspection>();

  const refusalOf = (provider: GitProviderKind, url: URL): string | null =>
    isSelfManaged(provider) ? addressRefusal(provider, url, allowedOrigins) : null;

  async function inspect(request: InspectionRequest): Promise<Inspection> {
    const adapter = ADAPTERS[request.provider];
    const now = clock.now();
    const host = addressOf(request, adapter, hosts.apiUrls);
    const askedAbout = { token: `${nameOf(request.credential)} ${host.apiRoot}`, host: host.apiRoot };

    const refusal = recent.refusal(askedAbout, request.round, now);
    if (refusal !== null) return refusal;
    const pause = recent.pause(askedAbout, now);
    if (pause !== null) return undetermined(pause, adapter, request, now);

    const { provider, repository, tokenKind, round } = request;
    return flights.ask(JSON.stringify([askedAbout.token, provider, repository, tokenKind, round]), async () => {
      const onLastRequest = (limitedUntil: Date) => recent.limit(askedAbout, limitedUntil);
      const inspection = await ask({ host, adapter, request, now, connect, probes, onLastRequest });
      recent.keep(askedAbout, round, inspection, clock.now());
      return inspection;
    });
  }

  async function ask(check: Check): Promise<Inspection> {
    const { request, adapter, host, now } = check;
    try {
      // Asked again: a runtime may be older than today's allow-list.
      if (refusalOf(request.provider, new URL(request.providerUrl)) !== null) throw new HostTrouble('NOT_ALLOWED');
      return await inspectAt(check);
    } catch (error) {
      if (!(error instanceof HostTrouble)) throw error;
      log({ provider: request.provider, host: new URL(host.apiRoot).host, because: error.because });
      return undetermined(error, adapter, request, now);
    }
  }

  return { inspect, refusalOf };
}

function parseEntry(entry: string, index: number): string {
  const origin = allowedOrigin(entry);
  if (origin === null)
    throw new Error(`Entry ${index + 1} of the Git host allow-list is not host[:port] or http://host[:port].`);
  return origin;
}

/** Of a cloud provider nothing of the stored URL is used. */
function addressOf(
  { provider, providerUrl }: InspectionRequest,
  adapter: ProviderAdapter,
  apiUrls: GitHostSettings['apiUrls'],
): GitHostAddress {
  const webRoot = GIT_PROVIDERS[provider].cloudUrl ?? providerUrl.replace(/\/+$/, '');
  const configured = isSelfManaged(provider) ? undefined : apiUrls[provider];
  return { webRoot, apiRoot: configured?.replace(/\/+$/, '') ?? adapter.apiRootOf(webRoot) };
}

const undetermined = (
  { trouble, retryAt }: HostTrouble,
  adapter: ProviderAdapter,
  { credential }: InspectionRequest,
  now: Date,
): Inspection => ({
  answer: 'UNDETERMINED',
  trouble,
  retryAt,
  tokenType: adapter.typeByForm(credential.value),
  checkedAt: now.toISOString(),
});

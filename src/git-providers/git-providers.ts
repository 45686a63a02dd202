// Who is asked about a token, and where? The registry of adapters, and the one way every inspection goes.

import type { Clock, GitProviders, InspectionRequest } from '../application/ports';
import { GIT_PROVIDERS, type GitProviderKind, isSelfManaged } from '../domain/git-provider';
import type { Inspection, TokenEvidence } from '../domain/token-evidence';
import { HostTrouble, readReply, type TroubleCause } from './answer';
import { addressRefusal, allowedOrigin } from './git-host-address';
import { github } from './github';
import { gitlab } from './gitlab';
import { createHttpClient, type HostConnection } from './http-client';
import type { GitHostAddress, ProviderAdapter } from './provider-adapter';

/** A provider is served once it has a row here. */
const ADAPTERS: Partial<Record<GitProviderKind, ProviderAdapter>> = {
  GITHUB: github,
  GITHUB_ENTERPRISE: github,
  GITLAB_CLOUD: gitlab,
  GITLAB_SERVER: gitlab,
};

/** A whole inspection, both questions included. */
const TIME_LIMIT_MS = 10_000;

/** Where Git hosts may be. */
export interface GitHostSettings {
  /** `host[:port]` or `http://host[:port]`, for self-managed systems. */
  readonly allowlist: readonly string[];
  /** API roots of cloud providers that are reached elsewhere than by default: through a proxy, or simulated. */
  readonly apiUrls: Partial<Record<GitProviderKind, string>>;
  /** PEM text of certificate authorities to trust besides the usual ones. */
  readonly ca?: string;
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
}

/** Throws on an allow-list entry that is no host; its words are the entry's place only. */
export function createGitProviders(options: GitProvidersOptions): GitProviders {
  const { clock, hosts, log = () => {}, timeLimitMs = TIME_LIMIT_MS } = options;
  const allowedOrigins = new Set(hosts.allowlist.map(parseEntry));
  const connect = createHttpClient({ ca: hosts.ca, timeLimitMs });

  function refusalOf(provider: GitProviderKind, url: URL): string | null {
    if (ADAPTERS[provider] === undefined)
      return `is of a provider that is not served yet: ${GIT_PROVIDERS[provider].name}`;
    return isSelfManaged(provider) ? addressRefusal(provider, url, allowedOrigins) : null;
  }

  async function inspect(request: InspectionRequest): Promise<Inspection> {
    const adapter = ADAPTERS[request.provider];
    if (adapter === undefined) throw new Error(`No adapter for ${request.provider}: refusalOf was not asked.`);
    const now = clock.now();
    const host = addressOf(request, adapter, hosts.apiUrls);
    try {
      // Asked again: a runtime may be older than today's allow-list.
      if (refusalOf(request.provider, new URL(request.providerUrl)) !== null) throw new HostTrouble('NOT_ALLOWED');
      return await inspectAt(host, adapter, request, now, connect());
    } catch (error) {
      if (!(error instanceof HostTrouble)) throw error;
      log({ provider: request.provider, host: new URL(host.apiRoot).host, because: error.because });
      return {
        answer: 'UNDETERMINED',
        trouble: error.trouble,
        retryAt: error.retryAt,
        tokenType: adapter.typeByForm(request.credential.value),
        checkedAt: now.toISOString(),
      };
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

async function inspectAt(
  host: GitHostAddress,
  adapter: ProviderAdapter,
  { credential: { value }, repository }: InspectionRequest,
  now: Date,
  connection: HostConnection,
): Promise<TokenEvidence> {
  // Bearer, which every provider takes, rather than a header of the provider's own that proxies do not know to protect.
  const authorization = `Bearer ${value.reveal()}`;
  const ask = async (url: string) => readReply(await connection.get(url, { authorization }), now);
  try {
    const evidence = await adapter.inspect({ host, value, repository, now, ask });
    // A host that hands the token back as a name would have it stored and shown in plain sight.
    if (JSON.stringify(evidence).includes(JSON.stringify(value.reveal()).slice(1, -1)))
      throw new HostTrouble('ODD_ANSWER');
    return evidence;
  } finally {
    await connection.close();
  }
}

// How does an adapter get to ask its host? With one connection for the check, and the token presented in its provider's way.

import type { InspectionRequest } from '../application/ports';
import { GIT_PROVIDERS } from '../domain/git-provider';
import type { TokenEvidence } from '../domain/token-evidence';
import { canonicalWebRoot } from '../domain/web-root';
import type { ProbeMode, WriteProbe } from './allowed-requests';
import { type HostReply, HostTrouble, readReply } from './answer';
import type { ConnectionPurpose, HostConnection } from './http-client';
import type { GitHostAddress, ProviderAdapter } from './provider-adapter';

interface Check {
  readonly host: GitHostAddress;
  readonly adapter: ProviderAdapter;
  readonly request: InspectionRequest;
  readonly now: Date;
  readonly probes: ProbeMode;
  readonly connect: (purpose: ConnectionPurpose) => HostConnection;
}

/** Throws `HostTrouble` where there is no verdict. */
export async function inspectAt({ host, adapter, request, now, probes, connect }: Check): Promise<TokenEvidence> {
  const { credential, provider, repository, tokenKind } = request;
  const { value } = credential;
  const connection = connect({ family: GIT_PROVIDERS[provider].family, roots: rootsOf(host), probes });
  // Bearer, which most providers take, rather than a header of the provider's own that proxies do not know to protect.
  const authorization = adapter.authorizationOf?.(credential) ?? `Bearer ${value.reveal()}`;
  const ask = async (url: string, probe?: WriteProbe): Promise<HostReply> => {
    const body = probe === undefined ? null : JSON.stringify(probe.body);
    const question = { method: probe?.method ?? 'GET', url: new URL(url), body } as const;
    return readReply(await connection.send(question, authorization), now);
  };
  try {
    const evidence = await adapter.inspect({ host, value, repository, tokenKind, now, probes, ask });
    // A host that hands the token back as a name would have it stored and shown in plain sight.
    const presented = [value.reveal(), authorization.replace(/^\S+ /, '')];
    const kept = JSON.stringify(evidence);
    if (presented.some((secret) => kept.includes(JSON.stringify(secret).slice(1, -1))))
      throw new HostTrouble('ODD_ANSWER');
    return evidence;
  } finally {
    await connection.close();
  }
}

/** GitLab answers for OAuth tokens beside its API, not below it; wherever a configured API root may be. */
const rootsOf = ({ apiRoot, webRoot }: GitHostAddress): string[] =>
  [apiRoot, webRoot, apiRoot.replace(/\/api\/v4$/, '')].map((root) => canonicalWebRoot(new URL(root)));

// How does an adapter get to ask its host? With one connection for the check, and the token presented in its provider's way.

import type { InspectionRequest } from '../application/ports';
import { GIT_PROVIDERS } from '../domain/git-provider';
import type { TokenEvidence } from '../domain/token-evidence';
import { canonicalWebRoot } from '../domain/web-root';
import type { ProbeMode, WriteProbe } from './allowed-requests';
import { type HostReply, HostTrouble, readReply, spentUntil } from './answer';
import { type ConnectionPurpose, type HostConnection, StoppedRequest } from './http-client';
import type { GitHostAddress, ProviderAdapter } from './provider-adapter';

/** What is to be found out, and how. */
export interface Check {
  readonly host: GitHostAddress;
  readonly adapter: ProviderAdapter;
  readonly request: InspectionRequest;
  readonly now: Date;
  readonly probes: ProbeMode;
  readonly connect: (purpose: ConnectionPurpose) => HostConnection;
  /** Told when the host has answered, but wants no more requests with this token before then. */
  readonly onLastRequest: (limitedUntil: Date) => void;
}

/** Throws `HostTrouble` where there is no verdict. */
export async function inspectAt(check: Check): Promise<TokenEvidence> {
  const { host, adapter, request, now, probes, connect, onLastRequest } = check;
  const { credential, provider, repository, tokenKind } = request;
  const { value } = credential;
  const connection = connect({ family: GIT_PROVIDERS[provider].family, roots: rootsOf(host), probes });
  // Bearer, which most providers take, rather than a header of the provider's own that proxies do not know to protect.
  const authorization = adapter.authorizationOf?.(credential) ?? `Bearer ${value.reveal()}`;
  let limitedUntil: Date | null = null;
  const ask = async (url: string, probe?: WriteProbe): Promise<HostReply> => {
    if (limitedUntil !== null) throw new HostTrouble('RATE_LIMIT', limitedUntil);
    const body = probe === undefined ? null : JSON.stringify(probe.body);
    const question = { method: probe?.method ?? 'GET', url: new URL(url), body } as const;
    const reply = readReply(await connection.send(question, authorization), now);
    limitedUntil = spentUntil(reply.headers, now);
    if (limitedUntil !== null) onLastRequest(limitedUntil);
    return reply;
  };
  try {
    const evidence = await adapter.inspect({ host, value, repository, tokenKind, now, probes, ask });
    if (tellsSecret(evidence, [value.reveal(), authorization.replace(/^\S+ /, '')]))
      throw new HostTrouble('ODD_ANSWER');
    return evidence;
  } catch (error) {
    if (error instanceof HostTrouble || error instanceof StoppedRequest) throw error;
    // A reply that cannot even be read is an odd one, never a failure of ours.
    throw new HostTrouble('ODD_ANSWER');
  } finally {
    await connection.close();
  }
}

/** Longer than the prefix (20 characters) that an administrator of GitLab may give to all tokens, and people to names. */
const TELLING_LENGTH = 24;

/**
 * A host that hands the token back as a name would have it stored and shown in plain sight. Names are cut, so a part of it
 * tells as much as the whole.
 */
function tellsSecret(evidence: TokenEvidence, secrets: readonly string[]): boolean {
  const kept = JSON.stringify(evidence);
  return secrets.some((secret) => partsOf(JSON.stringify(secret).slice(1, -1)).some((part) => kept.includes(part)));
}

const partsOf = (secret: string): string[] =>
  Array.from({ length: Math.max(secret.length - TELLING_LENGTH, 0) + 1 }, (_, start) =>
    secret.slice(start, start + TELLING_LENGTH),
  );

/** GitLab answers for OAuth tokens beside its API, not below it; wherever a configured API root may be. */
const rootsOf = ({ apiRoot, webRoot }: GitHostAddress): string[] =>
  [apiRoot, webRoot, apiRoot.replace(/\/api\/v4$/, '')].map((root) => canonicalWebRoot(new URL(root)));

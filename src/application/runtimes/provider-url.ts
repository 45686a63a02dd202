// Where does a runtime's provider live? Its own address for a cloud provider, the given one for a self-managed one.

import { badInput } from '../../domain/errors';
import { GIT_PROVIDERS, type GitProviderKind } from '../../domain/git-provider';
import { canonicalWebRoot, webRootRefusal, webRootRefusalFor } from '../../domain/web-root';
import type { GitProviders } from '../ports';

/** Refused before anything is sent anywhere: `BAD_USER_INPUT` on `gitProviderUrl`. */
export function providerUrlOf(providers: GitProviders, kind: GitProviderKind, url: URL | null): string {
  const { cloudUrl, name } = GIT_PROVIDERS[kind];
  if (cloudUrl !== null && url !== null) throw refused(`must be left out: ${name} has one address`);
  if (cloudUrl === null && url === null) throw refused(`is needed: ${name} has an address of its own everywhere`);

  const address = url ?? new URL(cloudUrl ?? '');
  const refusal = providers.refusalOf(kind, address);
  if (refusal !== null) throw refused(refusal);
  return canonicalWebRoot(address);
}

/**
 * Where a provider's forms are: nothing is sent there, so that only the URL's form counts. Null when nobody has said where,
 * or when it can only be another kind's: the catalogue is asked about all kinds with one URL.
 */
export function webRootOf(kind: GitProviderKind, url: URL | null): string | null {
  const { cloudUrl } = GIT_PROVIDERS[kind];
  if (cloudUrl !== null || url === null) return cloudUrl;
  const refusal = webRootRefusal(url);
  if (refusal !== null) throw refused(refusal);
  return webRootRefusalFor(kind, url) === null ? canonicalWebRoot(url) : null;
}

const refused = (constraint: string) => badInput({ path: 'gitProviderUrl', constraints: [constraint] });

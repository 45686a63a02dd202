// Where does a runtime's provider live? Its own address for a cloud provider, the given one for a self-managed one.

import { badInput } from '../../domain/errors';
import { GIT_PROVIDERS, type GitProviderKind } from '../../domain/git-provider';
import type { GitProviders } from '../ports';

/** Refused before anything is sent anywhere: `BAD_USER_INPUT` on `gitProviderUrl`. */
export function providerUrlOf(providers: GitProviders, kind: GitProviderKind, url: URL | null): string {
  const { cloudUrl, name } = GIT_PROVIDERS[kind];
  if (cloudUrl !== null && url !== null) throw refused(`must be left out: ${name} has one address`);
  if (cloudUrl === null && url === null) throw refused(`is needed: ${name} has an address of its own everywhere`);

  const address = url ?? new URL(cloudUrl ?? '');
  const refusal = providers.refusalOf(kind, address);
  if (refusal !== null) throw refused(refusal);
  return address.href.replace(/\/+$/, '');
}

const refused = (constraint: string) => badInput({ path: 'gitProviderUrl', constraints: [constraint] });

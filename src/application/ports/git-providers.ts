// What do we need of the Git providers?

import type { GitProviderKind } from '../../domain/git-provider';
import type { GitCredential, GitTokenKind } from '../../domain/git-token';
import type { Inspection } from '../../domain/token-evidence';

export interface InspectionRequest {
  readonly provider: GitProviderKind;
  /** The web root, `https://gitlab.example.com/git`; of cloud providers their own. */
  readonly providerUrl: string;
  readonly credential: GitCredential;
  /** `owner/name`, for what can only be checked against a repository. */
  readonly repository: string | null;
  readonly tokenKind: GitTokenKind;
  /** Of a token that was good before; left out, one refusal is enough. */
  readonly round?: InspectionRound;
}

/** R14. FIRST: a refusal is still to be confirmed. CONFIRMING: the host is asked anew, whatever it has just said. */
export type InspectionRound = 'FIRST' | 'CONFIRMING';

export interface GitProviders {
  /**
   * Asks the provider what the token can do. Never throws for what a host answers or fails to answer: that is `UNDETERMINED`.
   * At most 10 seconds. A host that has just refused the token, or wants no requests for now, is not asked: the answer says until when.
   */
  inspect(request: InspectionRequest): Promise<Inspection>;
  /** Why a self-managed URL may not be used (`is not in GIT_HOST_ALLOWLIST`); null when it may. Asks nobody. */
  refusalOf(provider: GitProviderKind, url: URL): string | null;
}

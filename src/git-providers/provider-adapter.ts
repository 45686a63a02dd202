// What does each Git provider's file have to answer?

import type { GitCredential, GitTokenKind, GitTokenType } from '../domain/git-token';
import type { Secret } from '../domain/secret';
import type { AcceptedEvidence, RefusedEvidence, TokenEvidence } from '../domain/token-evidence';
import type { ProbeMode, WriteProbe } from './allowed-requests';
import type { HostReply } from './answer';

export interface ProviderAdapter {
  /** Where the API of an installation is, given its web root. */
  apiRootOf(webRoot: string): string;
  /** What the form of a value alone tells of its type: a hint, UNKNOWN where forms can be changed. */
  typeByForm(value: Secret): GitTokenType;
  /** How a credential is presented (the `Authorization` header). Left out: as a bearer token. */
  authorizationOf?(credential: GitCredential): string;
  /** Asks two questions where scopes can be read, eight with probes. Throws `HostTrouble` where the answers are no verdict. */
  inspect(task: InspectionTask): Promise<TokenEvidence>;
}

/** One token to be asked about at one host. */
export interface InspectionTask {
  readonly host: GitHostAddress;
  readonly value: Secret;
  /** `owner/name`; null when none is named. */
  readonly repository: string | null;
  /** What it is to serve as: decides what is worth asking. */
  readonly tokenKind: GitTokenKind;
  readonly now: Date;
  /** `read`: nothing that looks like a write may be sent (R17). */
  readonly probes: ProbeMode;
  /**
   * Presents the token at this URL: a GET, or the probe of a write. Only what `allowed-requests.ts` lists can be sent, eight
   * in all; anything else is a mistake of the adapter and throws. Throws `HostTrouble` unless a JSON object comes back.
   */
  ask(url: string, probe?: WriteProbe): Promise<HostReply>;
}

export interface GitHostAddress {
  /** `https://gitlab.example.com/git`, no slash at the end. */
  readonly webRoot: string;
  /** `https://gitlab.example.com/git/api/v4`, no slash at the end. */
  readonly apiRoot: string;
}

/** What is known of a token that the provider refuses, unless the adapter knows more. */
export function refused(
  task: InspectionTask,
  refusal: RefusedEvidence['refusal'],
  known: Partial<Pick<AcceptedEvidence, 'tokenType' | 'tokenName' | 'identity'>> & { fixUrl?: string | null } = {},
): RefusedEvidence {
  return {
    answer: 'REFUSED',
    refusal,
    tokenType: known.tokenType ?? 'UNKNOWN',
    tokenName: known.tokenName ?? null,
    identity: known.identity ?? null,
    fixUrl: known.fixUrl ?? null,
    checkedAt: task.now.toISOString(),
  };
}

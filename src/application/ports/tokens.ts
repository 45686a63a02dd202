// How are tokens stored, and what do their values already serve?

import type { GitProviderKind } from '../../domain/git-provider';
import type { GitTokenKind, ReuseFindings, StoredGitToken } from '../../domain/git-token';
import type { TokenEvidence } from '../../domain/token-evidence';
import type { Fingerprints } from './keys';

/** The slot a token is set in: a runtime's own, or one person's on a runtime. */
export interface TokenSlot {
  readonly kind: GitTokenKind;
  readonly runtimeId: string;
  readonly accountId: string;
  /** Whose user token; for a runtime token, the admin who sets it. */
  readonly viewerId: string;
}

export interface ReuseLookups {
  findings(slot: TokenSlot, fingerprints: Fingerprints, login: SharedLoginQuery | null): Promise<ReuseFindings>;
  /**
   * Who holds this value for another Git system or host (R18). OURS: the viewer's own user token, or a runtime of the
   * account; OTHERS: anybody else; null: nobody.
   */
  holderAtOtherHost(slot: TokenSlot, fingerprints: Fingerprints, host: GitHost): Promise<'OURS' | 'OTHERS' | null>;
  /** Whether the slot holds exactly this value already. */
  isInUse(slot: TokenSlot, fingerprints: Fingerprints): Promise<boolean>;
}

export interface GitHost {
  readonly provider: GitProviderKind;
  readonly providerUrl: string;
}

export interface SharedLoginQuery extends GitHost {
  readonly login: string;
}

/** A token as it is written: everything but its version and dates, which the store keeps. */
export interface TokenToStore
  extends Pick<
    StoredGitToken,
    'id' | 'kind' | 'runtimeId' | 'personId' | 'version' | 'hint' | 'evidence' | 'declaredExpiresAt' | 'setBy'
  > {
  readonly fingerprint: string;
  readonly sealed: string;
  readonly at: Date;
}

/** What a change of access did to user tokens. Use cases call `settleAccess`, which writes the events as well. */
export interface Settlement {
  /** How many became unusable. */
  readonly suspended: number;
  /** Those whose 24 hours were over, of any account: access that comes back too late does not bring them back. */
  readonly destroyed: readonly DestroyedToken[];
}

/** A user token that is no more: whose it was, and where. */
export interface DestroyedToken {
  readonly accountId: string;
  readonly runtimeId: string;
  readonly runtimeName: string;
  readonly ownerEmail: string;
}

export interface TokenRepository {
  /** A new row, or all of the row with this id: a replacement keeps its id and its createdAt. */
  put(token: TokenToStore): Promise<void>;
  /** What a check learned; `verifiedAt` follows. `declaredExpiresAt` undefined: unchanged. */
  recordEvidence(tokenId: string, evidence: TokenEvidence, at: Date, declaredExpiresAt?: Date | null): Promise<void>;
  deleteUserToken(personId: string, runtimeId: string): Promise<boolean>;
  /** On every runtime, suspended ones too. Answers how many. */
  deleteAllUserTokens(personId: string): Promise<number>;
  /** Tokens that a person has set for others (runtimes') name the pseudonym from now on. */
  pseudonymiseSetter(email: string, pseudonym: string): Promise<void>;
  /** Suspends the account's user tokens whose owners have lost access in this transaction, brings back those of who has it again (R9). */
  settleSuspensions(accountId: string, now: Date): Promise<Settlement>;
  /** Destroys what has been suspended for 24 hours, in all accounts. */
  destroySuspended(now: Date): Promise<DestroyedToken[]>;
  reuse: ReuseLookups;
}

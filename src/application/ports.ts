// What do the use cases need from outside, in their own words? Adapters implement these; nothing else crosses.

import type { Account, AccountPolicy, Viewer } from '../domain/account';
import type { NewAuditEvent } from '../domain/audit-event';
import type { GitProviderKind } from '../domain/git-provider';
import type { GitCredential, GitTokenKind, ReuseFindings } from '../domain/git-token';
import type { Runtime, RuntimeView } from '../domain/runtime';
import type { Secret } from '../domain/secret';
import type { Inspection, TokenEvidence } from '../domain/token-evidence';

// ── time and chance ──────────────────────────────────────────────────────────────────────────────

export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

// ── the Git providers ────────────────────────────────────────────────────────────────────────────

export interface InspectionRequest {
  readonly provider: GitProviderKind;
  /** The web root, `https://gitlab.example.com/git`; of cloud providers their own. */
  readonly providerUrl: string;
  readonly credential: GitCredential;
  /** `owner/name`, for what can only be checked against a repository. */
  readonly repository: string | null;
  readonly tokenKind: GitTokenKind;
}

export interface GitProviders {
  /** Asks the provider what the token can do. Never throws for what a host answers or fails to answer: that is `UNDETERMINED`. At most 10 seconds. */
  inspect(request: InspectionRequest): Promise<Inspection>;
  /** Why a self-managed URL may not be used (`is not in GIT_HOST_ALLOWLIST`); null when it may. Asks nobody. */
  refusalOf(provider: GitProviderKind, url: URL): string | null;
}

// ── keys ─────────────────────────────────────────────────────────────────────────────────────────

/** Where a sealed credential lives; part of what is authenticated, so that it opens nowhere else. */
export interface TokenPlace {
  readonly kind: GitTokenKind;
  readonly tokenId: string;
}

export interface TokenCipher {
  seal(credential: GitCredential, place: TokenPlace): string;
  /** Null when it cannot be opened, whatever the reason. */
  open(sealed: string, place: TokenPlace): GitCredential | null;
}

export interface TokenFingerprints {
  /** One for every readable key, the primary's first; what is stored names its key (`k1:…`). */
  of(value: Secret): readonly string[];
}

export interface Passwords {
  hash(password: string): Promise<string>;
  /** With a null hash it takes as long and answers false: an unknown person is not told from a wrong password. `TOO_MANY_REQUESTS` when the queue is full. */
  matches(password: string, hash: string | null): Promise<boolean>;
  /** Whether a hash was made with weaker parameters than today's. */
  isOutdated(hash: string): boolean;
}

export interface AccessTokenClaims {
  readonly personId: string;
  readonly sessionId: string;
}

export interface AccessTokens {
  issue(claims: AccessTokenClaims): { token: string; expiresAt: Date };
  /** Null for anything but a token of ours that is valid now. */
  verify(token: string): AccessTokenClaims | null;
}

export interface RefreshTokens {
  /** A new random value and the hash that is stored in its place. */
  create(): { token: string; hash: string };
  hash(token: string): string;
}

// ── the store ────────────────────────────────────────────────────────────────────────────────────

/** Which runtime is meant. Whoever asks, only what they can see is found. */
export type RuntimeKey =
  | { readonly runtimeId: string }
  | { readonly accountId: string; readonly name: string }
  | { readonly tokenId: string };

/** The questions that are asked both outside and inside a transaction. */
export interface Lookups {
  /** The person behind a live session, with their active memberships: one statement (R13). */
  viewer(sessionId: string, now: Date): Promise<Viewer | null>;
  /** A runtime joined with `visible_runtime`; null for unknown and invisible alike. */
  runtime(viewer: Viewer, key: RuntimeKey): Promise<RuntimeView | null>;
  /** Whether the account has a runtime of that name, in any case of letters, other than the given one. */
  isRuntimeNameTaken(accountId: string, name: string, otherThanId?: string): Promise<boolean>;
}

export interface RuntimePageQuery {
  /** Null: of all the viewer's accounts. */
  readonly accountId: string | null;
  /** Part of the name, any case. */
  readonly search: string | null;
  /** The last (name, id) of the page before. */
  readonly after: { readonly name: string; readonly id: string } | null;
  /** How many rows; null for all. */
  readonly limit: number | null;
}

export interface Reads extends Lookups {
  /** Runtimes that the viewer can see, by name, then id. One statement, whatever the page. */
  runtimes(viewer: Viewer, query: RuntimePageQuery): Promise<RuntimeView[]>;
  countRuntimes(viewer: Viewer, query: Pick<RuntimePageQuery, 'accountId' | 'search'>): Promise<number>;
  /** The sealed credential of a stored token, opened; null when there is none or it cannot be opened. */
  credential(tokenId: string): Promise<GitCredential | null>;
  /** What a value or a login already serves, seen from a slot; for `dryRun` and for R18, before anything is sent. */
  reuse: ReuseLookups;
  /** The person who may sign in with this e-mail (normalised); null for unknown ones. */
  personByEmail(email: string): Promise<Person | null>;
  /** Whether the database answers and has all migrations. */
  ready(): Promise<boolean>;
}

/** The slot a token is set in: a runtime's own, or one person's on a runtime. */
export interface TokenSlot {
  readonly kind: GitTokenKind;
  readonly runtimeId: string;
  readonly accountId: string;
  /** Whose user token; for a runtime token, the admin who sets it. */
  readonly viewerId: string;
}

export interface ReuseLookups {
  findings(slot: TokenSlot, fingerprints: readonly string[], login: SharedLoginQuery | null): Promise<ReuseFindings>;
  /** Whether the viewer's own user tokens, or runtime tokens of the account, hold this value for another Git system or host (R18). */
  heldForOtherHost(slot: TokenSlot, fingerprints: readonly string[], host: GitHost): Promise<boolean>;
  /** Whether the slot holds exactly this value already. */
  isInUse(slot: TokenSlot, fingerprints: readonly string[]): Promise<boolean>;
}

export interface GitHost {
  readonly provider: GitProviderKind;
  readonly providerUrl: string;
}

export interface SharedLoginQuery extends GitHost {
  readonly login: string;
}

/** A token as it is written: everything but its version and dates, which the store keeps. */
export interface TokenToStore {
  readonly id: string;
  readonly kind: GitTokenKind;
  readonly runtimeId: string;
  readonly personId: string | null;
  readonly version: number;
  readonly hint: string;
  readonly fingerprint: string;
  readonly sealed: string;
  readonly evidence: TokenEvidence;
  readonly declaredExpiresAt: Date | null;
  readonly setBy: string;
  readonly at: Date;
}

export interface TokenRepository {
  /** A new row, or all of the row with this id: a replacement keeps its id and its createdAt. */
  put(token: TokenToStore): Promise<void>;
  /** What a check learned; `verifiedAt` follows. `declaredExpiresAt` undefined: unchanged. */
  recordEvidence(tokenId: string, evidence: TokenEvidence, at: Date, declaredExpiresAt?: Date | null): Promise<void>;
  deleteUserToken(personId: string, runtimeId: string): Promise<boolean>;
  /** Suspends the user tokens of who has lost access in this transaction, brings back those of who has it again (R9). Answers how many became unusable. */
  settleSuspensions(accountId: string, now: Date): Promise<number>;
  reuse: ReuseLookups;
}

/** What may be changed of a runtime; left out: unchanged. */
export type RuntimeChanges = Partial<
  Pick<Runtime, 'name' | 'sharedConfigRepository' | 'accessMode' | 'scopeCheckMode'>
>;

export interface RuntimeRepository {
  /** Refers to a token that the same transaction stores (R1). `CONFLICT` `NAME_TAKEN` when the account has one of that name. */
  add(runtime: Runtime, tokenId: string): Promise<void>;
  update(runtimeId: string, changes: RuntimeChanges): Promise<void>;
  /** With its tokens and grants. */
  delete(runtimeId: string): Promise<void>;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  /** Trimmed and in lower case. */
  readonly email: string;
  readonly passwordHash: string;
}

/** One sign-in. Its refresh tokens are rows of their own, because two tabs that refresh at once both go on. */
export interface Session {
  readonly id: string;
  readonly personId: string;
  readonly createdAt: Date;
  /** Moves on with every refresh. */
  readonly expiresAt: Date;
}

export interface RefreshToken {
  readonly hash: string;
  readonly session: Session;
  /** When it was used; null while it is still good. */
  readonly usedAt: Date | null;
}

export interface SessionRepository {
  add(session: Session): Promise<void>;
  addRefreshToken(sessionId: string, hash: string, createdAt: Date): Promise<void>;
  findRefreshToken(hash: string): Promise<RefreshToken | null>;
  markRefreshTokenUsed(hash: string, usedAt: Date): Promise<void>;
  extend(sessionId: string, expiresAt: Date): Promise<void>;
  /** With its refresh tokens. Ending what has ended already is no error. */
  end(sessionId: string): Promise<void>;
  endOthers(personId: string, exceptSessionId: string): Promise<void>;
  deleteExpired(now: Date): Promise<number>;
}

export interface PersonRepository {
  findByEmail(email: string): Promise<Person | null>;
  findById(id: string): Promise<Person | null>;
  add(person: Person, createdAt: Date): Promise<void>;
  setPasswordHash(personId: string, hash: string): Promise<void>;
}

export interface AccountRepository {
  add(account: Account, createdAt: Date): Promise<void>;
  setPolicy(accountId: string, policy: AccountPolicy): Promise<void>;
  isEmpty(): Promise<boolean>;
}

export interface MembershipRepository {
  addActive(
    membership: { id: string; accountId: string; personId: string; role: 'ADMIN' | 'USER' },
    at: Date,
  ): Promise<void>;
  grantAccess(runtimeId: string, membershipId: string, at: Date): Promise<void>;
}

export interface AuditLog {
  append(event: NewAuditEvent, at: Date): Promise<void>;
}

/** All that one transaction can do. What was checked before it is checked again in it. */
export interface Transaction extends Lookups {
  readonly accounts: AccountRepository;
  readonly people: PersonRepository;
  readonly memberships: MembershipRepository;
  readonly sessions: SessionRepository;
  readonly runtimes: RuntimeRepository;
  readonly tokens: TokenRepository;
  readonly audit: AuditLog;
}

export interface UnitOfWork {
  /** All of the work is stored, or nothing of it. Nothing slow may happen inside. A database that is away: `SERVICE_UNAVAILABLE`. */
  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

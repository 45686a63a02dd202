// What can be asked of the store, and what can be done in one transaction?

import type { Viewer } from '../../domain/account';
import type { AuditEvent } from '../../domain/audit-event';
import type { GitCredential } from '../../domain/git-token';
import type { Invitation, Member } from '../../domain/member';
import type { RuntimeView } from '../../domain/runtime';
import type { MemberTokensQuery, MemberTokenView, RuntimeMembersQuery } from './access';
import type { AccountRepository, AccountSummary } from './accounts';
import type { AuditEventPageQuery, AuditLog } from './audit';
import type { MemberPageQuery, MembershipRepository, Person, PersonRepository, SessionRepository } from './people';
import type { RuntimeKey, RuntimePageQuery, RuntimeRepository } from './runtimes';
import type { ReuseLookups, TokenRepository } from './tokens';

/** The questions that are asked both outside and inside a transaction. */
export interface Lookups {
  /** The person behind a live session, with their active memberships: one statement (R13). */
  viewer(sessionId: string, now: Date): Promise<Viewer | null>;
  /** A runtime joined with `visible_runtime`; null for unknown and invisible alike. */
  runtime(viewer: Viewer, key: RuntimeKey): Promise<RuntimeView | null>;
  /** A member or an invitation of an account that the viewer belongs to; null for unknown and foreign ids alike. */
  member(viewer: Viewer, memberId: string): Promise<Member | null>;
  /** What a token leads to, whether still open or not; null for unknown, renewed and withdrawn ones. */
  invitation(hash: string): Promise<Invitation | null>;
  /** Whether the account has a runtime of that name, in any case of letters, other than the given one. */
  isRuntimeNameTaken(accountId: string, name: string, otherThanId?: string): Promise<boolean>;
}

export interface Reads extends Lookups {
  /** Runtimes that the viewer can see, by name, then id. One statement, whatever the page. */
  runtimes(viewer: Viewer, query: RuntimePageQuery): Promise<RuntimeView[]>;
  countRuntimes(viewer: Viewer, query: Pick<RuntimePageQuery, 'accountId' | 'search'>): Promise<number>;
  /** Events of an account, newest first: by time, then id. Whether the viewer may read them was asked before. */
  auditEvents(query: AuditEventPageQuery): Promise<AuditEvent[]>;
  /** Any account's; null for an unknown id. */
  auditEvent(id: string): Promise<AuditEvent | null>;
  /** Active members who have access to a runtime that the viewer can see, by e-mail, then id. */
  runtimeMembers(viewer: Viewer, query: RuntimeMembersQuery): Promise<Member[]>;
  countRuntimeMembers(viewer: Viewer, runtimeId: string): Promise<number>;
  /** Runtimes of an account that a member has access to and the viewer can see, by name, then id. One statement, whatever the page. */
  memberTokens(viewer: Viewer, query: MemberTokensQuery): Promise<MemberTokenView[]>;
  /** Members and invitations of an account that the viewer belongs to, by e-mail, then id. */
  members(viewer: Viewer, query: MemberPageQuery): Promise<Member[]>;
  countMembers(viewer: Viewer, query: Pick<MemberPageQuery, 'accountId' | 'search'>): Promise<number>;
  /** The sealed credential of a stored token, opened; null when there is none or it cannot be opened. */
  credential(tokenId: string): Promise<GitCredential | null>;
  /** What a value or a login already serves, seen from a slot; for `dryRun` and for R18, before anything is sent. */
  reuse: ReuseLookups;
  /** The person with this e-mail (normalised), whether they may sign in or not; null for unknown ones. */
  personByEmail(email: string): Promise<Person | null>;
  /** All accounts, by name, then id. */
  accountSummaries(): Promise<AccountSummary[]>;
  /** Whether the database answers and has all migrations. */
  ready(): Promise<boolean>;
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

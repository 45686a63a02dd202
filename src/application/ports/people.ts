// How are people, their sessions and their memberships stored?

import type { Role } from '../../domain/account';
import type { AccountPlace, Member } from '../../domain/member';

export interface Person {
  readonly id: string;
  readonly name: string;
  /** Trimmed and in lower case. */
  readonly email: string;
  readonly passwordHash: string;
  /** Since when an operator keeps them out; null for who may sign in. */
  readonly disabledAt: Date | null;
}

export type NewPerson = Omit<Person, 'disabledAt'>;

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
  endAll(personId: string): Promise<void>;
  deleteExpired(now: Date): Promise<number>;
}

export interface PersonRepository {
  findByEmail(email: string): Promise<Person | null>;
  findById(id: string): Promise<Person | null>;
  add(person: NewPerson, createdAt: Date): Promise<void>;
  setPasswordHash(personId: string, hash: string): Promise<void>;
  /** With null they may sign in again. */
  setDisabled(personId: string, since: Date | null): Promise<void>;
  /** Who still has sessions, memberships or tokens is refused by the database. */
  remove(personId: string): Promise<void>;
}

/** An invitation as it is written; of its token only the hash. */
export interface NewInvitation {
  readonly role: Role;
  readonly hash: string;
  readonly expiresAt: Date;
}

export interface MemberPageQuery {
  readonly accountId: string;
  /** Part of the name or the e-mail, any case. */
  readonly search: string | null;
  /** The last (e-mail, id) of the page before. */
  readonly after: { readonly email: string; readonly id: string } | null;
  readonly limit: number;
}

export interface MembershipRepository {
  addActive(
    membership: { id: string; accountId: string; personId: string; role: 'ADMIN' | 'USER' },
    at: Date,
  ): Promise<void>;
  /** The account's member or invitation for this e-mail (normalised). */
  findByEmail(accountId: string, email: string): Promise<Member | null>;
  /** In all accounts, by their names; the invitations that nobody has accepted yet, too. */
  findAllByEmail(email: string): Promise<AccountPlace[]>;
  /** In all accounts, by their names: those that the person has accepted, suspended ones too. */
  findAllOfPerson(personId: string): Promise<AccountPlace[]>;
  addInvited(member: Pick<Member, 'id' | 'accountId' | 'email'>, invitation: NewInvitation, at: Date): Promise<void>;
  /** The token of before is worthless from now on. */
  renewInvitation(membershipId: string, invitation: NewInvitation): Promise<void>;
  /** From now on the membership counts. Its token has ended, but still leads here: who presents it again can be told so. */
  activate(membershipId: string, personId: string, at: Date): Promise<void>;
  /** Back to an invitation that is open: it counts for nothing until that person accepts it again. Role and grants stay. */
  suspend(membershipId: string, invitation: NewInvitation): Promise<void>;
  setRole(membershipId: string, role: Role): Promise<void>;
  /** With its grants; of an invitation, with its token. */
  remove(membershipId: string): Promise<void>;
  /** Whether the account has an active admin who can sign in, other than this member. */
  hasOtherAdmin(accountId: string, membershipId: string): Promise<boolean>;
  /** Whether it was not granted before. */
  grantAccess(runtimeId: string, membershipId: string, at: Date): Promise<boolean>;
  /** Whether there was a grant. */
  revokeAccess(runtimeId: string, membershipId: string): Promise<boolean>;
}

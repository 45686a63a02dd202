// How are people, their sessions and their memberships stored?

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

export interface MembershipRepository {
  addActive(
    membership: { id: string; accountId: string; personId: string; role: 'ADMIN' | 'USER' },
    at: Date,
  ): Promise<void>;
  grantAccess(runtimeId: string, membershipId: string, at: Date): Promise<void>;
}

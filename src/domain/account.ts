// What is an account, who belongs to it, and who is the person that is signed in?

export const ROLES = ['ADMIN', 'USER'] as const;
/** A person's role in one account; the same person may have another role elsewhere. */
export type Role = (typeof ROLES)[number];

export const REUSE_POLICIES = ['DENY', 'WARN', 'ALLOW'] as const;
/** What happens when one token value is set on two runtimes of an account (R6). */
export type ReusePolicy = (typeof REUSE_POLICIES)[number];

export const OWNER_POLICIES = ['WARN', 'REQUIRE_SERVICE_ACCOUNT'] as const;
/** What happens when a runtime token belongs to a person. */
export type OwnerPolicy = (typeof OWNER_POLICIES)[number];

export interface AccountPolicy {
  readonly runtimeTokenReuse: ReusePolicy;
  readonly runtimeTokenOwner: OwnerPolicy;
}

/** An account's before anybody changes it. */
export const FIRST_ACCOUNT_POLICY: AccountPolicy = { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' };

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly policy: AccountPolicy;
}

/** The viewer's active membership of one account. */
export interface Membership {
  readonly id: string;
  readonly account: Account;
  readonly role: Role;
}

/** The signed-in person as the database has them now (R13), with every account they are an active member of. */
export interface Viewer {
  readonly personId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
  readonly memberships: readonly Membership[];
}

/** The viewer's membership of an account; undefined for a stranger to it. */
export function membershipOf(viewer: Viewer, accountId: string): Membership | undefined {
  return viewer.memberships.find((membership) => membership.account.id === accountId);
}

// Who belongs to an account, or is invited to it?

import type { Account, Role } from './account';

export const MEMBER_STATUSES = ['INVITED', 'ACTIVE'] as const;
/** INVITED: counts for nothing until that person accepts this account's invitation (R11). */
export type MemberStatus = (typeof MEMBER_STATUSES)[number];

/** One person's membership of one account. */
export interface Member {
  readonly id: string;
  readonly accountId: string;
  /** Null until the invitation is accepted: whether the gateway knows the person is told to nobody. */
  readonly personId: string | null;
  readonly name: string | null;
  readonly email: string;
  readonly role: Role;
  readonly status: MemberStatus;
}

/** How long an invitation is good. */
export const INVITATION_LIFETIME_MS = 7 * 24 * 3600 * 1000;

/** A member's place, or one that is kept for who was invited. */
export interface AccountPlace {
  readonly member: Member;
  readonly account: Account;
}

/** What an invitation token leads to: a place in an account, kept for one e-mail. */
export interface Invitation extends AccountPlace {
  readonly expiresAt: Date;
}

/** Neither accepted nor too old. One that was renewed or taken back is not found at all. */
export const isInvitationOpen = ({ member, expiresAt }: Invitation, now: Date): boolean =>
  member.status === 'INVITED' && expiresAt > now;

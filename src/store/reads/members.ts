// Who belongs to an account? Members as rows become members of the domain; an invitation tells nothing of the person behind it.

import type { Role } from '../../domain/account';
import type { Member, MemberStatus } from '../../domain/member';

/** Of `membership member LEFT JOIN person`. */
export const MEMBER_COLUMNS = `member.id AS member_id, member.account_id AS member_account_id,
  member.person_id AS member_person_id, person.name AS member_name, member.email AS member_email,
  member.role AS member_role, member.status AS member_status`;

export interface MemberRow {
  readonly member_id: string;
  readonly member_account_id: string;
  readonly member_person_id: string | null;
  readonly member_name: string | null;
  readonly member_email: string;
  readonly member_role: Role;
  readonly member_status: MemberStatus;
}

export function memberOf(row: MemberRow): Member {
  const isActive = row.member_status === 'ACTIVE';
  return {
    id: row.member_id,
    accountId: row.member_account_id,
    personId: isActive ? row.member_person_id : null,
    name: isActive ? row.member_name : null,
    email: row.member_email,
    role: row.member_role,
    status: row.member_status,
  };
}

// What does an invitation token lead to? Asked with its hash; the token itself is stored nowhere.

import type { Invitation } from '../../domain/member';
import type { Connection } from '../connection';
import { textToDate } from '../entities/columns';
import { Statement } from '../statement';
import { ACCOUNT_COLUMNS, type AccountRow, accountOf } from './account-row';
import { MEMBER_COLUMNS, type MemberRow, memberOf } from './members';

const BY_HASH = new Statement(`
  SELECT ${MEMBER_COLUMNS}, ${ACCOUNT_COLUMNS}, member.invitation_expires_at AS expires_at
  FROM membership member
  JOIN account ON account.id = member.account_id
  LEFT JOIN person ON person.id = member.person_id
  WHERE member.invitation_hash = :hash`);

type InvitationRow = MemberRow & AccountRow & { readonly expires_at: string };

export async function findInvitation(connection: Connection, hash: string): Promise<Invitation | null> {
  const [row] = await connection.all<InvitationRow>(BY_HASH, { hash });
  return row === undefined
    ? null
    : { member: memberOf(row), account: accountOf(row), expiresAt: textToDate(row.expires_at) };
}

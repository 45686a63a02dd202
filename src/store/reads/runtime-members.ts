// Who has access to a runtime? Asked by somebody who sees it.

import type { RuntimeMembersQuery } from '../../application/ports';
import type { Viewer } from '../../domain/account';
import type { Member } from '../../domain/member';
import type { Connection } from '../connection';
import { Statement } from '../statement';
import { MEMBER_COLUMNS, type MemberRow, memberOf } from './members';

const WITH_ACCESS = `
  FROM visible_runtime visible
  JOIN runtime ON runtime.id = visible.runtime_id
  JOIN membership member ON member.account_id = runtime.account_id AND member.person_id = visible.person_id
  JOIN person ON person.id = member.person_id
  WHERE runtime.id = :runtimeId
    AND EXISTS (SELECT 1 FROM visible_runtime seen WHERE seen.person_id = :viewerId AND seen.runtime_id = :runtimeId)`;

const PAGE = new Statement(`SELECT ${MEMBER_COLUMNS} ${WITH_ACCESS}
  AND (member.email, member.id) > (:afterEmail, :afterId)
  ORDER BY member.email, member.id
  LIMIT CAST(:limit AS bigint)`);

const COUNT = new Statement(`SELECT count(*) AS total ${WITH_ACCESS}`);

export async function pageOfRuntimeMembers(
  connection: Connection,
  { personId }: Viewer,
  { runtimeId, after, limit }: RuntimeMembersQuery,
): Promise<Member[]> {
  const rows = await connection.all<MemberRow>(PAGE, {
    viewerId: personId,
    runtimeId,
    afterEmail: after?.email ?? '', // no e-mail is empty, so every member comes after it
    afterId: after?.id ?? '',
    limit,
  });
  return rows.map(memberOf);
}

export async function countRuntimeMembers(
  connection: Connection,
  { personId }: Viewer,
  runtimeId: string,
): Promise<number> {
  const [row] = await connection.all<{ total: number | string }>(COUNT, { viewerId: personId, runtimeId });
  return Number(row?.total); // PostgreSQL's count is a bigint, which arrives as text
}

// Who belongs to an account? Members as rows become members of the domain; an invitation tells nothing of the person behind it.

import type { MemberPageQuery } from '../../application/ports';
import type { Role, Viewer } from '../../domain/account';
import type { AccountPlace, Member, MemberStatus } from '../../domain/member';
import type { Connection } from '../connection';
import { keyContaining } from '../name-key';
import { Statement } from '../statement';
import { ACCOUNT_COLUMNS, type AccountRow, accountOf } from './account-row';

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

const MEMBER = `SELECT ${MEMBER_COLUMNS}
  FROM membership member LEFT JOIN person ON person.id = member.person_id`;

/** Members of the accounts that the viewer belongs to. */
const SEEN_MEMBERS = `FROM membership own
  JOIN membership member ON member.account_id = own.account_id
  LEFT JOIN person ON person.id = member.person_id
  WHERE own.person_id = :viewerId AND own.status = 'ACTIVE'`;

const SEEN_BY_ID = new Statement(`SELECT ${MEMBER_COLUMNS} ${SEEN_MEMBERS} AND member.id = :memberId`);

const BY_EMAIL = new Statement(`${MEMBER} WHERE member.account_id = :accountId AND member.email = :email`);

const PLACES = `SELECT ${MEMBER_COLUMNS}, ${ACCOUNT_COLUMNS}
  FROM membership member
  JOIN account ON account.id = member.account_id
  LEFT JOIN person ON person.id = member.person_id`;

const PLACES_BY_EMAIL = new Statement(`${PLACES} WHERE member.email = :email ORDER BY account.name, account.id`);

const PLACES_OF_PERSON = new Statement(
  `${PLACES} WHERE member.person_id = :personId ORDER BY account.name, account.id`,
);

// An invitation is found by its e-mail only: by the name, it would tell that the person is known.
const FILTER = `AND member.account_id = :accountId
  AND (member.email LIKE CAST(:pattern AS text) ESCAPE '!' OR (member.status = 'ACTIVE' AND person.name_key LIKE CAST(:pattern AS text) ESCAPE '!'))`;

const PAGE = new Statement(`SELECT ${MEMBER_COLUMNS} ${SEEN_MEMBERS} ${FILTER}
  AND (member.email, member.id) > (:afterEmail, :afterId)
  ORDER BY member.email, member.id
  LIMIT CAST(:limit AS bigint)`);

const COUNT = new Statement(`SELECT count(*) AS total ${SEEN_MEMBERS} ${FILTER}`);

/** No e-mail is empty, so every member comes after it. */
const BEFORE_ALL = { email: '', id: '' };

export async function findSeenMember(
  connection: Connection,
  { personId }: Viewer,
  memberId: string,
): Promise<Member | null> {
  const [row] = await connection.all<MemberRow>(SEEN_BY_ID, { viewerId: personId, memberId });
  return row === undefined ? null : memberOf(row);
}

export async function findMemberByEmail(
  connection: Connection,
  accountId: string,
  email: string,
): Promise<Member | null> {
  const [row] = await connection.all<MemberRow>(BY_EMAIL, { accountId, email });
  return row === undefined ? null : memberOf(row);
}

type PlaceRow = MemberRow & AccountRow;

export const findPlacesByEmail = async (connection: Connection, email: string): Promise<AccountPlace[]> =>
  (await connection.all<PlaceRow>(PLACES_BY_EMAIL, { email })).map(placeOf);

export const findPlacesOfPerson = async (connection: Connection, personId: string): Promise<AccountPlace[]> =>
  (await connection.all<PlaceRow>(PLACES_OF_PERSON, { personId })).map(placeOf);

const placeOf = (row: PlaceRow): AccountPlace => ({ member: memberOf(row), account: accountOf(row) });

export async function pageOfMembers(
  connection: Connection,
  { personId }: Viewer,
  { accountId, search, after, limit }: MemberPageQuery,
): Promise<Member[]> {
  const { email, id } = after ?? BEFORE_ALL;
  const rows = await connection.all<MemberRow>(PAGE, {
    viewerId: personId,
    accountId,
    pattern: keyContaining(search),
    afterEmail: email,
    afterId: id,
    limit,
  });
  return rows.map(memberOf);
}

export async function countMembers(
  connection: Connection,
  { personId }: Viewer,
  { accountId, search }: Pick<MemberPageQuery, 'accountId' | 'search'>,
): Promise<number> {
  const parameters = { viewerId: personId, accountId, pattern: keyContaining(search) };
  const [row] = await connection.all<{ total: number | string }>(COUNT, parameters);
  return Number(row?.total); // PostgreSQL's count is a bigint, which arrives as text
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

// Who is behind a session, now? Person, memberships and accounts in one statement, for every request anew (R13).

import type { Membership, Role, Viewer } from '../../domain/account';
import type { Connection } from '../connection';
import { dateToText } from '../entities/columns';
import { Statement } from '../statement';
import { ACCOUNT_COLUMNS, type AccountRow, accountOf } from './account-row';

// One row for each membership; one with nulls for a person who is a member nowhere.
export const VIEWER = new Statement(`
  SELECT
    session.id AS session_id, person.id AS person_id, person.name AS person_name, person.email AS person_email,
    membership.id AS membership_id, membership.role AS role,
    ${ACCOUNT_COLUMNS}
  FROM session
  JOIN person ON person.id = session.person_id AND person.disabled_at IS NULL
  LEFT JOIN membership ON membership.person_id = person.id AND membership.status = 'ACTIVE'
  LEFT JOIN account ON account.id = membership.account_id
  WHERE session.id = :sessionId AND session.expires_at > :now
  ORDER BY account.name, account.id`);

interface PersonRow {
  readonly session_id: string;
  readonly person_id: string;
  readonly person_name: string;
  readonly person_email: string;
}

type MembershipRow = AccountRow & { readonly membership_id: string; readonly role: Role };

type ViewerRow = PersonRow & (MembershipRow | { readonly membership_id: null });

export async function findViewer(connection: Connection, sessionId: string, now: Date): Promise<Viewer | null> {
  const rows = await connection.all<ViewerRow>(VIEWER, { sessionId, now: dateToText(now) });
  const [first] = rows;
  if (first === undefined) return null;
  return {
    personId: first.person_id,
    sessionId: first.session_id,
    name: first.person_name,
    email: first.person_email,
    memberships: rows.flatMap((row) => (row.membership_id === null ? [] : [membershipOf(row)])),
  };
}

const membershipOf = (row: MembershipRow): Membership => ({
  id: row.membership_id,
  account: accountOf(row),
  role: row.role,
});

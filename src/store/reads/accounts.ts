// Which accounts are there, and who looks after them? For the operator; no request asks it.

import type { AccountSummary } from '../../application/ports';
import type { Connection } from '../connection';
import { textToDate } from '../entities/columns';
import { Statement } from '../statement';

// One row for each active admin who can sign in; one with a null for an account without any.
const SUMMARIES = new Statement(`
  SELECT account.id AS id, account.name AS name, account.created_at AS created_at, admin.email AS admin,
    (SELECT count(*) FROM membership member WHERE member.account_id = account.id AND member.status = 'ACTIVE') AS members,
    (SELECT count(*) FROM runtime WHERE runtime.account_id = account.id) AS runtimes
  FROM account
  LEFT JOIN (
    SELECT member.account_id AS account_id, member.email AS email
    FROM membership member JOIN person ON person.id = member.person_id
    WHERE member.role = 'ADMIN' AND member.status = 'ACTIVE' AND person.disabled_at IS NULL
  ) admin ON admin.account_id = account.id
  ORDER BY account.name, account.id, admin.email`);

interface SummaryRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly admin: string | null;
  readonly members: number | string;
  readonly runtimes: number | string;
}

export async function findAccountSummaries(connection: Connection): Promise<AccountSummary[]> {
  const rows = await connection.all<SummaryRow>(SUMMARIES, {});
  const accounts = rows.filter((row, index) => row.id !== rows[index - 1]?.id);
  return accounts.map((account) => ({
    id: account.id,
    name: account.name,
    createdAt: textToDate(account.created_at),
    admins: rows.flatMap(({ id, admin }) => (id === account.id && admin !== null ? [admin] : [])),
    members: Number(account.members), // PostgreSQL's count is a bigint, which arrives as text
    runtimes: Number(account.runtimes),
  }));
}

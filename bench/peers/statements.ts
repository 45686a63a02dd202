// Which SQL do the peers run? The gateway's own text: where it is exported, that; else the same words.

import { ACCOUNT_COLUMNS } from '../../src/store/reads/account-row';
import { RUNTIME_VIEW, VISIBLE_RUNTIMES } from '../../src/store/reads/runtime-columns';
import { Statement } from '../../src/store/statement';

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

const FILTER = `
  AND (CAST(:accountId AS text) IS NULL OR runtime.account_id = :accountId)
  AND runtime.name_key LIKE :pattern ESCAPE '!'`;

export const PAGE = new Statement(`${RUNTIME_VIEW} AND runtime.id IN (
    SELECT runtime.id ${VISIBLE_RUNTIMES} ${FILTER} AND (runtime.name, runtime.id) > (:afterName, :afterId)
    ORDER BY runtime.name, runtime.id
    LIMIT :limit)
  ORDER BY runtime.name, runtime.id`);

export const BY_ID = new Statement(`${RUNTIME_VIEW} AND runtime.id = :runtimeId`);

/** Of the first page, unfiltered. */
export const pageParameters = (personId: string, limit: number) => ({
  personId,
  accountId: null,
  pattern: '%',
  afterName: '',
  afterId: '',
  limit,
});

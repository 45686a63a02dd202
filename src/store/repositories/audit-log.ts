// How is an audit event written? In the transaction of the change it tells of (R19). Of what is written, only a count of
// denials is ever raised, and the e-mail of a person who is erased replaced.

import { newId } from '../../application/ids';
import type { AuditLog } from '../../application/ports';
import type { TransactionConnection } from '../connection';
import { dateToText } from '../entities/columns';
import { Statement } from '../statement';

const APPEND = new Statement(`
  INSERT INTO audit_event (id, at, account_id, actor, actor_kind, actor_id, action, subject, subject_id, outcome, reason, count)
  VALUES (:id, :at, :accountId, :actor, :actorKind, :actorId, :action, :subject, :subjectId, :outcome, :reason, :count)`);

const LATEST_DENIALS = new Statement(`
  SELECT id FROM audit_event
  WHERE account_id = :accountId AND actor_id = :actorId AND action = 'access.denied' AND at >= :since
  ORDER BY at DESC, id DESC
  LIMIT CAST(:limit AS bigint)`);

const RAISE_COUNT = new Statement('UPDATE audit_event SET count = count + :by WHERE id = :eventId');

// In subjects an e-mail always stands between blanks, or at an end: part of a longer one it is somebody else's.
const SUBJECT = `trim(replace(' ' || subject || ' ', ' ' || :email || ' ', ' ' || :pseudonym || ' '))`;

const PSEUDONYMISE = new Statement(`
  UPDATE audit_event SET
    actor = CASE WHEN actor = :email THEN :pseudonym ELSE actor END,
    actor_id = CASE WHEN actor = :email THEN NULL ELSE actor_id END,
    subject = ${SUBJECT}
  WHERE actor = :email OR subject <> ${SUBJECT}
  RETURNING account_id AS "accountId"`);

export const createAuditLog = (connection: TransactionConnection): AuditLog => ({
  async append({ accountId, actor, actorKind, actorId, action, subject, subjectId, outcome, reason, count = 1 }, at) {
    await connection.run(APPEND, {
      ...{ accountId, actor, actorKind, actorId, action, subject, subjectId, outcome, reason, count },
      id: newId('auditEvent', at),
      at: dateToText(at),
    });
  },

  async latestDenials({ accountId, actorId }, since, limit) {
    const parameters = { accountId, actorId, since: dateToText(since), limit };
    const rows = await connection.all<{ id: string }>(LATEST_DENIALS, parameters);
    return rows.map(({ id }) => id);
  },

  async raiseCount(eventId, by) {
    await connection.run(RAISE_COUNT, { eventId, by });
  },

  async pseudonymise(email, pseudonym) {
    const changed = await connection.all<{ accountId: string }>(PSEUDONYMISE, { email, pseudonym });
    return [...new Set(changed.map(({ accountId }) => accountId))];
  },
});

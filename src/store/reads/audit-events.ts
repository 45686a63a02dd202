// Who did what in an account? One event by its id, or a page of them, newest first; one statement each.

import type { AuditEventFilter, AuditEventPageQuery } from '../../application/ports';
import type { AuditActorKind, AuditEvent, AuditOutcome } from '../../domain/audit-event';
import type { Connection } from '../connection';
import { dateToText, textToDate } from '../entities/columns';
import { type Parameters, Statement } from '../statement';

const EVENT = `
  SELECT event.id, event.at, event.account_id, event.actor, event.actor_kind, event.actor_id, event.action,
    event.subject, event.subject_id, event.outcome, event.reason, event.count
  FROM audit_event event`;

const BY_ID = new Statement(`${EVENT} WHERE event.id = :id`);

// The casts tell PostgreSQL what a lone NULL is. Planned without its values it would read and sort all events of the account.
const PAGE = new Statement(
  `${EVENT}
  WHERE event.account_id = :accountId
    AND (CAST(:action AS text) IS NULL OR event.action = :action)
    AND (CAST(:actor AS text) IS NULL OR event.actor = :actor)
    AND (CAST(:subjectId AS text) IS NULL OR event.subject_id = :subjectId)
    AND (CAST(:outcome AS text) IS NULL OR event.outcome = :outcome)
    AND event.at >= :since AND event.at < :until
    AND (event.at, event.id) < (:afterAt, :afterId)
  ORDER BY event.at DESC, event.id DESC
  LIMIT CAST(:limit AS bigint)`,
  'EACH_TIME',
);

/** Every event lies between them: an instant has a year of four digits. */
const BEFORE_ALL = '';
const AFTER_ALL = '9999-12-31T23:59:60.000Z';

interface AuditEventRow {
  readonly id: string;
  readonly at: string;
  readonly account_id: string;
  readonly actor: string;
  readonly actor_kind: AuditActorKind;
  readonly actor_id: string | null;
  readonly action: string;
  readonly subject: string;
  readonly subject_id: string | null;
  readonly outcome: AuditOutcome;
  readonly reason: string | null;
  readonly count: number;
}

export async function findAuditEvent(connection: Connection, id: string): Promise<AuditEvent | null> {
  const [row] = await connection.all<AuditEventRow>(BY_ID, { id });
  return row === undefined ? null : auditEventOf(row);
}

export async function pageOfAuditEvents(connection: Connection, query: AuditEventPageQuery): Promise<AuditEvent[]> {
  const { accountId, filter, after, limit } = query;
  const rows = await connection.all<AuditEventRow>(PAGE, {
    ...parametersOf(filter),
    accountId,
    afterAt: after?.at ?? AFTER_ALL,
    afterId: after?.id ?? '',
    limit,
  });
  return rows.map(auditEventOf);
}

const parametersOf = ({ action, actor, subjectId, outcome, since, until }: AuditEventFilter): Parameters => ({
  action,
  actor,
  subjectId,
  outcome,
  since: since ? dateToText(since) : BEFORE_ALL,
  until: until ? dateToText(until) : AFTER_ALL,
});

const auditEventOf = (row: AuditEventRow): AuditEvent => ({
  id: row.id,
  at: textToDate(row.at),
  accountId: row.account_id,
  actor: row.actor,
  actorKind: row.actor_kind,
  actorId: row.actor_id,
  action: row.action,
  subject: row.subject,
  subjectId: row.subject_id,
  outcome: row.outcome,
  reason: row.reason,
  count: row.count,
});

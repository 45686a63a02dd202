// How is an audit event written? In the transaction of the change it tells of (R19).

import { newId } from '../../application/ids';
import type { AuditLog } from '../../application/ports';
import type { TransactionConnection } from '../connection';
import { AuditEventEntity } from '../entities/audit-event';

export const createAuditLog = (connection: TransactionConnection): AuditLog => ({
  async append(event, at) {
    const row = { id: newId('auditEvent', at), at, ...event };
    await connection.write((entities) => entities.insert(AuditEventEntity, row));
  },
});

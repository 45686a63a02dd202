// How is it written down who did what?

import type { NewAuditEvent } from '../../domain/audit-event';

export interface AuditLog {
  append(event: NewAuditEvent, at: Date): Promise<void>;
}

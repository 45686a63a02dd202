// Who did what in an account, page by page? For its admins; for everybody else there is nothing to see.

import { may } from '../../domain/access-policy';
import type { Account, Viewer } from '../../domain/account';
import type { AuditEvent } from '../../domain/audit-event';
import type { Gateway } from '../gateway';
import {
  cutPage,
  decodeCursor,
  type ListIdentity,
  type Page,
  type PageRequest,
  type Position,
  pageSize,
} from '../paging';
import type { AuditEventFilter } from '../ports';
import { accountResource } from '../resources';

export interface AuditEventListRequest extends PageRequest {
  readonly filter: AuditEventFilter;
}

/** Newest first. An event that comes in between two pages stands before both of them. One statement a page. */
export async function listAuditEvents(
  gateway: Gateway,
  viewer: Viewer,
  account: Account,
  { filter, ...request }: AuditEventListRequest,
): Promise<Page<AuditEvent> | null> {
  if (!may(viewer, 'auditEvent:read', accountResource(account))) return null;
  const list = identityOf(account, filter);
  const size = pageSize(request);
  const after = decodeCursor(list, request.after);
  const rows = await gateway.reads.auditEvents({
    accountId: account.id,
    filter,
    after: after && { at: after[0], id: after[1] },
    limit: size + 1,
  });
  return cutPage(rows, size, list, request.after, positionOf);
}

const identityOf = (account: Account, filter: AuditEventFilter): ListIdentity => [
  'auditEvents',
  account.id,
  filter.action,
  filter.actor,
  filter.subjectId,
  filter.outcome,
  filter.since?.toISOString() ?? null,
  filter.until?.toISOString() ?? null,
];

const positionOf = ({ at, id }: AuditEvent): Position => [at.toISOString(), id];

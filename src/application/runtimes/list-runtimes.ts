// Which runtimes does the viewer see, page by page?

import type { Viewer } from '../../domain/account';
import type { RuntimeView } from '../../domain/runtime';
import { type GitTokenStatus, storedTokenStatus } from '../../domain/token-status';
import type { Gateway } from '../gateway';
import {
  type CountedPage,
  cutPage,
  decodeCursor,
  type ListIdentity,
  type PageRequest,
  type Position,
  pageSize,
} from '../paging';
import type { RuntimePageQuery } from '../ports';

export interface RuntimeListRequest extends PageRequest {
  /** Null: of all the viewer's accounts. A foreign or unknown account has an empty list. */
  readonly accountId: string | null;
  /** Part of the name, any case; blank means no search. */
  readonly search: string | null;
  /** Of the viewer's own user token; empty or null means any. */
  readonly userTokenStatus: readonly GitTokenStatus[] | null;
  /** Whether warnings on the tokens will be asked for. */
  readonly withReuse: boolean;
}

export type RuntimePage = CountedPage<RuntimeView>;

/** A fixed number of statements, whatever the page: one for the rows, one for the count where it is asked for. */
export async function listRuntimes(
  gateway: Gateway,
  viewer: Viewer,
  request: RuntimeListRequest,
): Promise<RuntimePage> {
  const search = request.search?.trim() || null;
  const statuses = [...new Set(request.userTokenStatus ?? [])].sort();
  const list = ['runtimes', viewer.personId, request.accountId, search, statuses];
  const size = pageSize(request);
  const after = decodeCursor(list, request.after);
  const filter = { accountId: request.accountId, search, withReuse: request.withReuse };

  if (statuses.length > 0)
    return filterByStatus(gateway, viewer, { filter, statuses, list, size, after, cursor: request.after });
  const rows = await gateway.reads.runtimes(viewer, {
    ...filter,
    after: after && { name: after[0], id: after[1] },
    limit: size + 1,
  });
  return {
    ...cutPage(rows, size, list, request.after, positionOf),
    totalCount: () => gateway.reads.countRuntimes(viewer, filter),
  };
}

interface StatusFilter {
  readonly filter: Pick<RuntimePageQuery, 'accountId' | 'search' | 'withReuse'>;
  readonly statuses: readonly GitTokenStatus[];
  readonly list: ListIdentity;
  readonly size: number;
  /** Where the page begins, and the cursor that said so. */
  readonly after: Position | null;
  readonly cursor: string | null;
}

/** A status is derived from evidence, policy and time (R22), so it cannot be a column: all rows are read and held against it here. */
async function filterByStatus(
  gateway: Gateway,
  viewer: Viewer,
  { filter, statuses, list, size, after, cursor }: StatusFilter,
): Promise<RuntimePage> {
  const now = gateway.clock.now();
  const all = await gateway.reads.runtimes(viewer, { ...filter, after: null, limit: null });
  const matching = all.filter((view) => statuses.includes(storedTokenStatus(view, view.userToken, now)));
  const rest = after === null ? matching : matching.filter((view) => isAfter(positionOf(view), after));
  return {
    ...cutPage(rest, size, list, cursor, positionOf),
    totalCount: async () => matching.length,
  };
}

const positionOf = ({ runtime }: RuntimeView): Position => [runtime.name, runtime.id];

/** The store orders by the name's bytes; so does this. */
function isAfter([name, id]: Position, [afterName, afterId]: Position): boolean {
  const order = Buffer.compare(Buffer.from(name), Buffer.from(afterName));
  return order > 0 || (order === 0 && id > afterId);
}

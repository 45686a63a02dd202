// Who has access to a runtime, page by page?

import { may } from '../../domain/access-policy';
import type { Viewer } from '../../domain/account';
import type { Member } from '../../domain/member';
import type { RuntimeView } from '../../domain/runtime';
import type { Gateway } from '../gateway';
import { type CountedPage, cutPage, decodeCursor, type PageRequest, pageSize } from '../paging';
import { accountResource } from '../resources';

/** Active members, by e-mail; null for who may not read of members. */
export async function listRuntimeMembers(
  gateway: Gateway,
  viewer: Viewer,
  { runtime, account }: RuntimeView,
  request: PageRequest,
): Promise<CountedPage<Member> | null> {
  if (!may(viewer, 'member:read', accountResource(account))) return null;
  const list = ['runtimeMembers', runtime.id];
  const size = pageSize(request);
  const after = decodeCursor(list, request.after);
  const rows = await gateway.reads.runtimeMembers(viewer, {
    runtimeId: runtime.id,
    after: after && { email: after[0], id: after[1] },
    limit: size + 1,
  });
  return {
    ...cutPage(rows, size, list, request.after, ({ email, id }) => [email, id]),
    totalCount: () => gateway.reads.countRuntimeMembers(viewer, runtime.id),
  };
}

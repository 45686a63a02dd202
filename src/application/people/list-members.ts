// Who belongs to an account or is invited to it, page by page?

import { may } from '../../domain/access-policy';
import type { Account, Viewer } from '../../domain/account';
import type { Member } from '../../domain/member';
import type { Gateway } from '../gateway';
import { type CountedPage, cutPage, decodeCursor, type PageRequest, pageSize } from '../paging';
import { accountResource } from '../resources';

export interface MemberListRequest extends PageRequest {
  /** Part of the name or the e-mail, any case; blank means no search. */
  readonly search: string | null;
}

/** By e-mail; null for who may not read of members. */
export async function listMembers(
  gateway: Gateway,
  viewer: Viewer,
  account: Account,
  request: MemberListRequest,
): Promise<CountedPage<Member> | null> {
  if (!may(viewer, 'member:read', accountResource(account))) return null;
  const search = request.search?.trim() || null;
  const list = ['members', account.id, search];
  const size = pageSize(request);
  const after = decodeCursor(list, request.after);
  const filter = { accountId: account.id, search };
  const rows = await gateway.reads.members(viewer, {
    ...filter,
    after: after && { email: after[0], id: after[1] },
    limit: size + 1,
  });
  return {
    ...cutPage(rows, size, list, request.after, ({ email, id }) => [email, id]),
    totalCount: () => gateway.reads.countMembers(viewer, filter),
  };
}

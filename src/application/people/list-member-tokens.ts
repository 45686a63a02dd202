// How do a member's user tokens stand? An admin learns as much as R10 allows; the person themselves, the truth.

import { may } from '../../domain/access-policy';
import type { Viewer } from '../../domain/account';
import type { Member } from '../../domain/member';
import type { RuntimeView } from '../../domain/runtime';
import { type GitTokenStatus, statusForAdmins, storedTokenStatus } from '../../domain/token-status';
import type { Gateway } from '../gateway';
import { cutPage, decodeCursor, type Page, type PageRequest, pageSize } from '../paging';
import type { MemberTokensQuery, MemberTokenView } from '../ports';
import { memberResource } from '../resources';

/** Nothing more of the token leaves this file. */
export interface MemberTokenStatus {
  /** The runtime as the viewer sees it, with the viewer's own token. */
  readonly view: RuntimeView;
  readonly status: GitTokenStatus;
}

/** All runtimes the member has access to, with or without a token, by name, then id. Who is only invited has none. */
export async function listMemberTokens(
  gateway: Gateway,
  viewer: Viewer,
  member: Member,
  request: PageRequest,
): Promise<Page<MemberTokenStatus>> {
  const list = ['memberTokens', member.id];
  const size = pageSize(request);
  const after = decodeCursor(list, request.after);
  const rows = await readTokens(gateway, viewer, member, {
    after: after && { name: after[0], id: after[1] },
    limit: size + 1,
  });

  const statusTo = member.personId === viewer.personId ? storedTokenStatus : statusForAdmins;
  const now = gateway.clock.now();
  const statuses = rows.map(({ view, memberToken }) => ({ view, status: statusTo(view, memberToken, now) }));
  return cutPage(statuses, size, list, request.after, ({ view: { runtime } }) => [runtime.name, runtime.id]);
}

async function readTokens(
  gateway: Gateway,
  viewer: Viewer,
  member: Member,
  page: Pick<MemberTokensQuery, 'after' | 'limit'>,
): Promise<readonly MemberTokenView[]> {
  const { accountId, personId } = member;
  if (personId === null || !may(viewer, 'userTokenStatus:read', memberResource(member))) return [];
  return gateway.reads.memberTokens(viewer, { accountId, personId, ...page });
}

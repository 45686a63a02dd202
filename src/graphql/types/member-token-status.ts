// How does a member's user token look to others? Its runtime and its status; there is nothing more here to leak (R10).

import { Field, ObjectType } from 'type-graphql';
import type { Page } from '../../application/paging';
import type * as application from '../../application/people/list-member-tokens';
import type { Viewer } from '../../domain/account';
import type { GitTokenStatus as GitTokenStatusName } from '../../domain/token-status';
import { GitTokenStatus } from '../enums';
import { PageInfo } from './page-info';
import { Runtime } from './runtime';

@ObjectType('MemberTokenStatus', {
  description: 'How a member’s user token on one runtime stands: all that an admin may know of it.',
})
export class MemberTokenStatus {
  @Field(() => Runtime, { description: 'The runtime, as the viewer sees it.' })
  readonly runtime: Runtime;

  @Field(() => GitTokenStatus, {
    description:
      'The member’s status there; `MISSING` when they have set none. What was learned from the runtime’s repository shows to the member only.',
  })
  readonly status: GitTokenStatusName;

  constructor(runtime: Runtime, status: GitTokenStatusName) {
    this.runtime = runtime;
    this.status = status;
  }
}

@ObjectType('MemberTokenStatusEdge', { description: 'One runtime in a list.' })
export class MemberTokenStatusEdge {
  @Field({ description: 'Where it stands in this list; good for `after`.' })
  readonly cursor: string;

  @Field(() => MemberTokenStatus, { description: 'The runtime, and how the member’s token stands there.' })
  readonly node: MemberTokenStatus;

  constructor(cursor: string, node: MemberTokenStatus) {
    this.cursor = cursor;
    this.node = node;
  }
}

@ObjectType('MemberTokenStatusConnection', { description: 'A page of a member’s runtimes, by name, then id.' })
export class MemberTokenStatusConnection {
  @Field(() => [MemberTokenStatusEdge], { description: 'The rows of this page.' })
  readonly edges: readonly MemberTokenStatusEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  readonly pageInfo: PageInfo;

  constructor(viewer: Viewer, page: Page<application.MemberTokenStatus>, now: Date) {
    this.edges = page.edges.map(({ cursor, node: { view, status } }) => {
      const runtime = new Runtime(viewer, view, now);
      return new MemberTokenStatusEdge(cursor, new MemberTokenStatus(runtime, status));
    });
    this.pageInfo = new PageInfo(page);
  }
}

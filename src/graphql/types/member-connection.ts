// How do members come in pages?

import { Field, Int, ObjectType } from 'type-graphql';
import type { CountedPage } from '../../application/paging';
import type { Viewer } from '../../domain/account';
import type * as domain from '../../domain/member';
import { Member } from './member';
import { PageInfo } from './page-info';

@ObjectType('MemberEdge', { description: 'One member in a list.' })
export class MemberEdge {
  readonly #edge: { readonly cursor: string };

  @Field({ description: 'Where they stand in this list; good for `after`.' })
  get cursor(): string {
    return this.#edge.cursor;
  }

  @Field(() => Member, { description: 'The member.' })
  readonly node: Member;

  constructor(edge: { readonly cursor: string }, node: Member) {
    this.#edge = edge;
    this.node = node;
  }
}

@ObjectType('MemberConnection', { description: 'A page of members, by e-mail, then id.' })
export class MemberConnection {
  @Field(() => [MemberEdge], { description: 'The rows of this page.' })
  readonly edges: readonly MemberEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  readonly pageInfo: PageInfo;

  readonly #page: CountedPage<domain.Member>;

  constructor(viewer: Viewer, page: CountedPage<domain.Member>, now: Date) {
    this.edges = page.edges.map((edge) => new MemberEdge(edge, new Member(viewer, edge.node, now)));
    this.pageInfo = new PageInfo(page);
    this.#page = page;
  }

  @Field(() => Int, { description: 'How many members the whole list has.' })
  totalCount(): Promise<number> {
    return this.#page.totalCount();
  }
}

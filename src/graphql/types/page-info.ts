// What do all connections share?

import { Field, ObjectType } from 'type-graphql';
import type { Page } from '../../application/paging';

@ObjectType('PageInfo', { description: 'Where a page stands in its list (Relay cursor connections).' })
export class PageInfo {
  @Field({ description: 'Whether rows follow; ask for them with `after: endCursor`.' })
  readonly hasNextPage: boolean;

  @Field({ description: 'Whether rows come before this page: true whenever `after` was given.' })
  readonly hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first row; null when the page is empty.' })
  readonly startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last row; null when the page is empty.' })
  readonly endCursor: string | null;

  constructor({ edges, hasNextPage, hasPreviousPage }: Page<unknown>) {
    this.hasNextPage = hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
    this.startCursor = edges.at(0)?.cursor ?? null;
    this.endCursor = edges.at(-1)?.cursor ?? null;
  }
}

// What do all connections share?

import { Field, ObjectType } from 'type-graphql';
import type { Page } from '../../application/paging';

@ObjectType('PageInfo', { description: 'Where a page stands in its list (Relay cursor connections).' })
export class PageInfo {
  readonly #page: Page<unknown>;

  constructor(page: Page<unknown>) {
    this.#page = page;
  }

  @Field({ description: 'Whether rows follow; ask for them with `after: endCursor`.' })
  get hasNextPage(): boolean {
    return this.#page.hasNextPage;
  }

  @Field({ description: 'Whether rows come before this page: true whenever `after` was given.' })
  get hasPreviousPage(): boolean {
    return this.#page.hasPreviousPage;
  }

  @Field(() => String, { nullable: true, description: 'The cursor of the first row; null when the page is empty.' })
  get startCursor(): string | null {
    return this.#page.edges.at(0)?.cursor ?? null;
  }

  @Field(() => String, { nullable: true, description: 'The cursor of the last row; null when the page is empty.' })
  get endCursor(): string | null {
    return this.#page.edges.at(-1)?.cursor ?? null;
  }
}

// How do runtimes come in pages?

import { Field, Int, ObjectType } from 'type-graphql';
import type { RuntimePage } from '../../application/runtimes/list-runtimes';
import type { Viewer } from '../../domain/account';
import { PageInfo } from './page-info';
import { Runtime } from './runtime';

@ObjectType('RuntimeEdge', { description: 'One runtime in a list.' })
export class RuntimeEdge {
  readonly #edge: { readonly cursor: string };

  @Field({ description: 'Where it stands in this list; good for `after`.' })
  get cursor(): string {
    return this.#edge.cursor;
  }

  @Field(() => Runtime, { description: 'The runtime.' })
  readonly node: Runtime;

  constructor(edge: { readonly cursor: string }, node: Runtime) {
    this.#edge = edge;
    this.node = node;
  }
}

@ObjectType('RuntimeConnection', { description: 'A page of runtimes, by name, then id.' })
export class RuntimeConnection {
  @Field(() => [RuntimeEdge], { description: 'The rows of this page.' })
  readonly edges: readonly RuntimeEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  readonly pageInfo: PageInfo;

  readonly #page: RuntimePage;

  constructor(viewer: Viewer, page: RuntimePage, now: Date) {
    this.edges = page.edges.map((edge) => new RuntimeEdge(edge, new Runtime(viewer, edge.node, now)));
    this.pageInfo = new PageInfo(page);
    this.#page = page;
  }

  @Field(() => Int, { description: 'How many runtimes the whole list has.' })
  totalCount(): Promise<number> {
    return this.#page.totalCount();
  }
}

// How does an audit event look to an admin, and how do events come in pages?

import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Page } from '../../application/paging';
import type * as domain from '../../domain/audit-event';
import { AuditActorKind, AuditOutcome } from '../enums';
import { DateTimeScalar } from '../scalars';
import { Node } from './node';
import { PageInfo } from './page-info';

@ObjectType('AuditEvent', {
  implements: Node,
  description: 'Who did what in an account, or tried to. Seen by its admins only. Names are those of the time.',
})
export class AuditEvent extends Node {
  readonly #event: domain.AuditEvent;

  constructor(event: domain.AuditEvent) {
    super(event.id);
    this.#event = event;
  }

  @Field(() => DateTimeScalar, { description: 'When; of several counted together, when the first was.' })
  get at(): Date {
    return this.#event.at;
  }

  @Field({ description: 'The person’s e-mail, or `system`, or `operator`.' })
  get actor(): string {
    return this.#event.actor;
  }

  @Field(() => AuditActorKind, { description: 'What the actor is.' })
  get actorKind(): domain.AuditActorKind {
    return this.#event.actorKind;
  }

  @Field({ description: 'Resource first, past tense: `userToken.set`, `access.denied`; the README lists all.' })
  get action(): string {
    return this.#event.action;
  }

  @Field({ description: 'What it was done to, in words: `runtime acme-production`.' })
  get subject(): string {
    return this.#event.subject;
  }

  @Field(() => ID, { nullable: true, description: 'Its id; null where nothing came to be.' })
  get subjectId(): string | null {
    return this.#event.subjectId;
  }

  @Field(() => AuditOutcome, { description: 'What came of it.' })
  get outcome(): domain.AuditOutcome {
    return this.#event.outcome;
  }

  @Field(() => String, { nullable: true, description: 'A verdict’s code, or the right that was lacking.' })
  get reason(): string | null {
    return this.#event.reason;
  }

  @Field(() => Int, {
    description:
      'How many times. More than 1 only where one person’s many denials in a minute are counted together; the rest of the event then tells of the first of them.',
  })
  get count(): number {
    return this.#event.count;
  }
}

@ObjectType('AuditEventEdge', { description: 'One event in a list.' })
export class AuditEventEdge {
  readonly #edge: { readonly cursor: string };

  @Field({ description: 'Where it stands in this list; good for `after`.' })
  get cursor(): string {
    return this.#edge.cursor;
  }

  @Field(() => AuditEvent, { description: 'The event.' })
  readonly node: AuditEvent;

  constructor(edge: { readonly cursor: string }, node: AuditEvent) {
    this.#edge = edge;
    this.node = node;
  }
}

@ObjectType('AuditEventConnection', { description: 'A page of events, newest first.' })
export class AuditEventConnection {
  @Field(() => [AuditEventEdge], { description: 'The rows of this page.' })
  readonly edges: readonly AuditEventEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  readonly pageInfo: PageInfo;

  constructor(page: Page<domain.AuditEvent>) {
    this.edges = page.edges.map((edge) => new AuditEventEdge(edge, new AuditEvent(edge.node)));
    this.pageInfo = new PageInfo(page);
  }
}

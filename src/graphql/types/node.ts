// What can be fetched again by its id?

import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType('Node', { description: 'Something that can be fetched again by its id, with `node`.' })
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, prefixed by kind, sortable by creation. Never given again.' })
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

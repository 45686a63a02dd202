// What do changes of a runtime's access answer?

import { Field, Int, ObjectType } from 'type-graphql';
import { Member } from './member';
import { Runtime } from './runtime';

@ObjectType('GrantRuntimeAccessPayload', { description: 'A member who has a grant on a runtime.' })
export class GrantRuntimeAccessPayload {
  @Field(() => Runtime, { description: 'The runtime, as it is now.' })
  readonly runtime!: Runtime;

  @Field(() => Member, { description: 'Who has access once the runtime is restricted.' })
  readonly member!: Member;
}

@ObjectType('RevokeRuntimeAccessPayload', { description: 'A member who has no grant on a runtime.' })
export class RevokeRuntimeAccessPayload {
  @Field(() => Runtime, { description: 'The runtime, as it is now.' })
  readonly runtime!: Runtime;

  @Field(() => Member, { description: 'Whose grant it was.' })
  readonly member!: Member;

  @Field(() => Int, {
    description: 'How many user tokens became unusable by this change; they come back with access within 24 hours.',
  })
  readonly suspendedUserTokens!: number;
}

// What is sent to grant a member access to a runtime, or to take it back?

import { Field, ID, InputType } from 'type-graphql';

@InputType('GrantRuntimeAccessInput', {
  description:
    'Whom to grant access to which runtime. Counts once the runtime is restricted and the member active; may be given before.',
})
export class GrantRuntimeAccessInput {
  @Field(() => ID, { description: 'The runtime, `run_…`.' })
  readonly runtimeId!: string;

  @Field(() => ID, { description: 'A member of the runtime’s account, or somebody invited to it, `mem_…`.' })
  readonly memberId!: string;
}

@InputType('RevokeRuntimeAccessInput', { description: 'Whose grant on which runtime to take back.' })
export class RevokeRuntimeAccessInput {
  @Field(() => ID, { description: 'The runtime, `run_…`.' })
  readonly runtimeId!: string;

  @Field(() => ID, { description: 'A member of the runtime’s account, `mem_…`.' })
  readonly memberId!: string;
}

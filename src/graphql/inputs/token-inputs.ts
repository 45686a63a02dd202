// What is sent to set, verify or delete a token? Whose user token is meant is never an argument: it is the viewer's.

import { ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { type PastedToken, parseTokenValue } from '../../domain/git-token';
import { DateTimeScalar } from '../scalars';
import { IfGiven, IsUsername } from './constraints';

const RUNTIME_ID = { description: 'The runtime, `run_…`.' };
const DRY_RUN = {
  nullable: true,
  defaultValue: false,
  description: 'True: everything happens, the policy and the provider’s check included, but nothing is stored.',
};

@InputType('GitTokenInput', {
  description: 'A Git token as it was pasted. It is checked, encrypted and never shown again.',
})
export class GitTokenInput {
  @Field({ description: 'The token: 8 to 4,096 printable ASCII characters; blanks around it are trimmed.' })
  readonly value!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only for Bitbucket Cloud API tokens: the e-mail of the Atlassian account.',
  })
  @IfGiven()
  @IsUsername()
  readonly username?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the token ends; only counts where the provider can’t say. Must be in the future.',
  })
  readonly expiresAt?: Date | null;

  /** The value goes into a `Secret` here, at the door. */
  toPastedToken(): PastedToken {
    return {
      value: parseTokenValue(this.value),
      username: this.username?.trim() ?? null,
      declaredExpiresAt: this.expiresAt ?? null,
    };
  }
}

@InputType('SetGitRuntimeTokenInput', { description: 'A runtime token to set in place of the present one.' })
export class SetGitRuntimeTokenInput {
  @Field(() => ID, RUNTIME_ID)
  readonly runtimeId!: string;

  @Field(() => GitTokenInput, { description: 'The token.' })
  @ValidateNested()
  readonly token!: GitTokenInput;

  @Field(() => Int, {
    nullable: true,
    description:
      'The version you saw last. If another admin has replaced the token since: `CONFLICT`, `VERSION_CHANGED`. Null: whatever it is.',
  })
  readonly expectedVersion?: number | null;

  @Field(() => Boolean, DRY_RUN)
  readonly dryRun?: boolean | null;
}

@InputType('VerifyGitRuntimeTokenInput', { description: 'Which runtime’s token to check at its provider.' })
export class VerifyGitRuntimeTokenInput {
  @Field(() => ID, RUNTIME_ID)
  readonly runtimeId!: string;
}

@InputType('SetGitUserTokenInput', { description: 'The viewer’s own token for a runtime.' })
export class SetGitUserTokenInput {
  @Field(() => ID, RUNTIME_ID)
  readonly runtimeId!: string;

  @Field(() => GitTokenInput, { description: 'The token.' })
  @ValidateNested()
  readonly token!: GitTokenInput;

  @Field(() => Boolean, DRY_RUN)
  readonly dryRun?: boolean | null;
}

@InputType('VerifyGitUserTokenInput', { description: 'On which runtime to check the viewer’s own token.' })
export class VerifyGitUserTokenInput {
  @Field(() => ID, RUNTIME_ID)
  readonly runtimeId!: string;
}

@InputType('DeleteGitUserTokenInput', { description: 'On which runtime to delete the viewer’s own token.' })
export class DeleteGitUserTokenInput {
  @Field(() => ID, RUNTIME_ID)
  readonly runtimeId!: string;
}

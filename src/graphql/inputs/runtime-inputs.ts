// What is sent to create, change or delete a runtime?

import { ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { RuntimeChanges } from '../../application/ports';
import type { CreateRuntimeCommand } from '../../application/runtimes/create-runtime';
import type { GitProviderKind as GitProviderKindName } from '../../domain/git-provider';
import { toPlainName } from '../../domain/plain-name';
import type {
  RuntimeAccessMode as RuntimeAccessModeName,
  ScopeCheckMode as ScopeCheckModeName,
} from '../../domain/runtime';
import { GitProviderKind, RuntimeAccessMode, ScopeCheckMode } from '../enums';
import { UrlScalar } from '../scalars';
import { IfGiven, IfNotLeftOut, IsName, IsNotNull, IsRepository } from './constraints';
import { GitTokenInput } from './token-inputs';

@InputType('CreateRuntimeInput', { description: 'A new runtime, together with the token it works with.' })
export class CreateRuntimeInput {
  @Field(() => ID, { description: 'The account it shall belong to, `acc_…`.' })
  readonly accountId!: string;

  @Field({ description: '1 to 100 characters, unique in the account whatever the case of letters.' })
  @IsName()
  readonly name!: string;

  @Field(() => GitProviderKind, { description: 'The Git system it syncs from; stays as it is.' })
  readonly gitProvider!: GitProviderKindName;

  @Field(() => UrlScalar, {
    nullable: true,
    description:
      'Where a self-managed system lives, `https://gitlab.example.com/git`; an operator must have allowed its host. Left out for cloud systems.',
  })
  readonly gitProviderUrl?: URL | null;

  @Field(() => String, {
    nullable: true,
    description:
      '`owner/name` of the repository with the shared configuration; what can only be checked against a repository is checked against it.',
  })
  @IfGiven()
  @IsRepository()
  readonly sharedConfigRepository?: string | null;

  @Field(() => RuntimeAccessMode, {
    nullable: true,
    defaultValue: 'ALL_MEMBERS',
    description: 'Who of the account’s members has access.',
  })
  readonly accessMode?: RuntimeAccessModeName | null;

  @Field(() => ScopeCheckMode, {
    nullable: true,
    defaultValue: 'ENFORCE',
    description: 'What a missing scope does to a token that is set here.',
  })
  readonly scopeCheckMode?: ScopeCheckModeName | null;

  @Field(() => GitTokenInput, {
    description: 'The runtime token, mandatory: without one that its provider accepts there is no runtime.',
  })
  @ValidateNested()
  readonly token!: GitTokenInput;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'True: everything happens, the policy and the provider’s check included, but nothing is stored.',
  })
  readonly dryRun?: boolean | null;

  toCommand(): CreateRuntimeCommand {
    return {
      accountId: this.accountId,
      name: toPlainName(this.name),
      gitProvider: this.gitProvider,
      gitProviderUrl: this.gitProviderUrl ?? null,
      sharedConfigRepository: this.sharedConfigRepository?.trim() ?? null,
      accessMode: this.accessMode ?? 'ALL_MEMBERS',
      scopeCheckMode: this.scopeCheckMode ?? 'ENFORCE',
      token: this.token.toPastedToken(),
      dryRun: this.dryRun ?? false,
    };
  }
}

@InputType('UpdateRuntimeInput', {
  description:
    'What to change of a runtime. Left out: unchanged. Null clears `sharedConfigRepository` and is refused elsewhere.',
})
export class UpdateRuntimeInput {
  @Field(() => ID, { description: 'The runtime, `run_…`.' })
  readonly runtimeId!: string;

  @Field(() => String, { nullable: true, description: 'A new name: 1 to 100 characters, unique in the account.' })
  @IfNotLeftOut()
  @IsNotNull()
  @IsName()
  readonly name?: string;

  @Field(() => String, { nullable: true, description: '`owner/name`; null clears it.' })
  @IfGiven()
  @IsRepository()
  readonly sharedConfigRepository?: string | null;

  @Field(() => RuntimeAccessMode, {
    nullable: true,
    description: 'Who has access. Restricting suspends the user tokens of those who lose it.',
  })
  @IfNotLeftOut()
  @IsNotNull()
  readonly accessMode?: RuntimeAccessModeName;

  @Field(() => ScopeCheckMode, {
    nullable: true,
    description: 'What a missing scope does; shows at once on stored tokens too.',
  })
  @IfNotLeftOut()
  @IsNotNull()
  readonly scopeCheckMode?: ScopeCheckModeName;

  toChanges(): RuntimeChanges {
    return {
      name: this.name === undefined ? undefined : toPlainName(this.name),
      sharedConfigRepository: this.sharedConfigRepository?.trim() ?? this.sharedConfigRepository,
      accessMode: this.accessMode,
      scopeCheckMode: this.scopeCheckMode,
    };
  }
}

@InputType('DeleteRuntimeInput', { description: 'Which runtime to delete, with all tokens on it.' })
export class DeleteRuntimeInput {
  @Field(() => ID, { description: 'The runtime, `run_…`.' })
  readonly runtimeId!: string;
}

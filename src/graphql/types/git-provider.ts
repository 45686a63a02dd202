// How does the catalogue look: which Git systems there are, and what a token needs to serve there?

import { Args, Field, ObjectType } from 'type-graphql';
import { webRootOf } from '../../application/runtimes/provider-url';
import * as domain from '../../domain/git-provider';
import type { GitTokenType as GitTokenTypeName } from '../../domain/git-token';
import type { RequiredScope as RequiredScopeData } from '../../domain/required-scopes';
import { type TokenRequirement as TokenRequirementData, tokenRequirements } from '../../domain/token-catalogue';
import { GitProviderKind, GitTokenType } from '../enums';
import { ProviderTokenRequirementsArgs } from '../inputs/catalogue-args';
import { UrlScalar } from '../scalars';

@ObjectType('RequiredScope', { description: 'A scope that a token needs.' })
export class RequiredScope implements RequiredScopeData {
  @Field({ description: 'In the provider’s own words.' })
  readonly scope!: string;

  @Field({ description: 'What for, in plain words.' })
  readonly purpose!: string;
}

@ObjectType('TokenRequirement', { description: 'What one type of token needs to serve as one kind of token.' })
export class TokenRequirement implements TokenRequirementData {
  @Field(() => GitTokenType, { description: 'A type that can serve.' })
  readonly tokenType!: Exclude<GitTokenTypeName, 'UNKNOWN'>;

  @Field(() => [RequiredScope], { description: 'The least it needs; more never fails a check.' })
  readonly scopes!: readonly RequiredScopeData[];

  @Field(() => UrlScalar, {
    nullable: true,
    description:
      'The provider’s own form, scopes preset where the provider allows it. Null for types without a form of their own, and where nobody has said where a self-managed system lives.',
  })
  readonly createUrl!: string | null;
}

@ObjectType('GitProvider', { description: 'A row of the catalogue: a Git system that the gateway knows.' })
export class GitProvider {
  @Field(() => GitProviderKind, { description: 'Which one.' })
  readonly kind: domain.GitProviderKind;

  constructor(kind: domain.GitProviderKind) {
    this.kind = kind;
  }

  @Field({ description: 'As people call it.' })
  get name(): string {
    return domain.GIT_PROVIDERS[this.kind].name;
  }

  @Field({ description: 'Whether every installation has an address of its own.' })
  get selfManaged(): boolean {
    return domain.isSelfManaged(this.kind);
  }

  @Field(() => [TokenRequirement], {
    description: 'The types of token that can serve as this kind, and what each needs. Asks no provider.',
  })
  tokenRequirements(@Args() { kind, gitProviderUrl }: ProviderTokenRequirementsArgs): TokenRequirementData[] {
    return tokenRequirements(this.kind, kind, webRootOf(this.kind, gitProviderUrl ?? null));
  }
}

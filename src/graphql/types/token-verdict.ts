// How does a verdict look to a client?

import { Field, ObjectType } from 'type-graphql';
import type { GitIdentity as GitIdentityData } from '../../domain/token-evidence';
import type * as domain from '../../domain/token-verdict';
import {
  GitIdentityKind,
  GitTokenType,
  RequirementEvidence,
  RequirementState,
  TokenWarningCode,
  VerdictOutcome,
  VerdictReason,
} from '../enums';
import { DateTimeScalar, UrlScalar } from '../scalars';

@ObjectType('GitIdentity', { description: 'The account at the Git provider that a token acts as.' })
export class GitIdentity implements GitIdentityData {
  @Field({ description: 'Its login name there.' })
  readonly login!: string;

  @Field(() => String, { nullable: true, description: 'Its display name, where the provider tells one.' })
  readonly displayName!: string | null;

  @Field(() => GitIdentityKind, { description: 'A person or a robot, where the provider tells.' })
  readonly kind!: GitIdentityData['kind'];
}

@ObjectType('ScopeRequirement', { description: 'One scope that the token needs here, and whether it has it.' })
export class ScopeRequirement implements domain.ScopeRequirement {
  @Field({ description: 'The scope, in the provider’s own words.' })
  readonly scope!: string;

  @Field({ description: 'What it is needed for.' })
  readonly purpose!: string;

  @Field(() => RequirementState, { description: 'Whether the token has it.' })
  readonly state!: domain.RequirementState;

  @Field(() => RequirementEvidence, { description: 'How that was learned.' })
  readonly evidence!: domain.RequirementEvidence;

  @Field(() => String, { nullable: true, description: 'The granted scope that includes it; null unless `IMPLIED`.' })
  readonly grantedBy!: string | null;
}

@ObjectType('TokenWarning', { description: 'Something worth knowing that does not refuse the token.' })
export class TokenWarning implements domain.TokenWarning {
  @Field(() => TokenWarningCode, { description: 'What a page can act on.' })
  readonly code!: domain.TokenWarningCode;

  @Field({ description: 'One plain sentence for a person.' })
  readonly message!: string;
}

@ObjectType('TokenVerdict', {
  description: 'What the provider told us about a token, held against what it needs here.',
})
export class TokenVerdict implements domain.TokenVerdict {
  @Field(() => VerdictOutcome, {
    description: 'Accepted, rejected, or undetermined because the provider could not be asked.',
  })
  readonly outcome!: domain.VerdictOutcome;

  @Field(() => VerdictReason, { description: 'Why; a page can act on it alone.' })
  readonly reason!: domain.VerdictReason;

  @Field({ description: 'One plain sentence for a person: what is wrong and how to mend it.' })
  readonly message!: string;

  @Field(() => GitTokenType, { description: 'What sort of token it is, by the provider’s answer or by its form.' })
  readonly tokenType!: domain.TokenVerdict['tokenType'];

  @Field(() => String, { nullable: true, description: 'What the provider calls the token, where it tells.' })
  readonly tokenName!: string | null;

  @Field(() => GitIdentity, { nullable: true, description: 'Whom it acts as; null when the provider did not tell.' })
  readonly identity!: GitIdentityData | null;

  @Field(() => [ScopeRequirement], { description: 'Every scope the token needs here, one by one.' })
  readonly requirements!: readonly domain.ScopeRequirement[];

  @Field(() => [String], {
    nullable: true,
    description: 'All scopes the provider lists for it; null when the provider can’t say.',
  })
  readonly grantedScopes!: readonly string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; null when it does not, or nobody knows.' })
  readonly expiresAt!: Date | null;

  @Field(() => [TokenWarning], { description: 'What is worth knowing besides.' })
  readonly warnings!: readonly domain.TokenWarning[];

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'The provider’s page where it can be mended, scopes preset where possible.',
  })
  readonly fixUrl!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the provider was asked.' })
  readonly checkedAt!: Date;
}

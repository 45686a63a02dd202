// How does a token that needs its owner's attention look, and how do alerts come in pages? No field leads here yet.

import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { GitTokenKind as GitTokenKindName } from '../../domain/git-token';
import type { GitTokenStatus as GitTokenStatusName } from '../../domain/token-status';
import { GitTokenKind, GitTokenStatus } from '../enums';
import { DateTimeScalar } from '../scalars';
import { PageInfo } from './page-info';
import { Runtime } from './runtime';

@ObjectType('TokenAlert', { description: 'A token that needs the viewer’s attention: it has ended, or soon will.' })
export class TokenAlert {
  @Field(() => ID, { description: 'The same as long as the alert lasts.' })
  readonly id!: string;

  @Field(() => Runtime, { description: 'Where the token serves.' })
  readonly runtime!: Runtime;

  @Field(() => GitTokenKind, { description: 'The runtime’s own token, or the viewer’s.' })
  readonly tokenKind!: GitTokenKindName;

  @Field(() => GitTokenStatus, { description: 'How it stands.' })
  readonly status!: GitTokenStatusName;

  @Field({ description: 'One plain sentence: what is wrong and how to mend it.' })
  readonly message!: string;

  @Field(() => DateTimeScalar, { description: 'Since when the token stands so.' })
  readonly since!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the token ends; null when it does not.' })
  readonly expiresAt!: Date | null;

  @Field({ description: 'Whether the viewer has hidden the alerts of this runtime.' })
  readonly hidden!: boolean;
}

@ObjectType('TokenAlertEdge', { description: 'One alert in a list.' })
export class TokenAlertEdge {
  @Field({ description: 'Where it stands in this list; good for `after`.' })
  readonly cursor!: string;

  @Field(() => TokenAlert, { description: 'The alert.' })
  readonly node!: TokenAlert;
}

@ObjectType('TokenAlertConnection', { description: 'A page of alerts.' })
export class TokenAlertConnection {
  @Field(() => [TokenAlertEdge], { description: 'The rows of this page.' })
  readonly edges!: readonly TokenAlertEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many alerts the whole list has.' })
  readonly totalCount!: number;
}

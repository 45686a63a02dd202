// What is asked of the catalogue?

import { ArgsType, Field } from 'type-graphql';
import type { GitTokenKind as GitTokenKindName } from '../../domain/git-token';
import { GitTokenKind } from '../enums';
import { UrlScalar } from '../scalars';

const KIND = { description: 'What the token shall serve as.' };

@ArgsType()
export class RuntimeTokenRequirementsArgs {
  @Field(() => GitTokenKind, KIND)
  readonly kind!: GitTokenKindName;
}

@ArgsType()
export class ProviderTokenRequirementsArgs {
  @Field(() => GitTokenKind, KIND)
  readonly kind!: GitTokenKindName;

  @Field(() => UrlScalar, {
    nullable: true,
    description:
      'Where a self-managed system lives, for `createUrl`: its web root, `https://gitlab.example.com/git`. Ignored for cloud systems.',
  })
  readonly gitProviderUrl?: URL | null;
}

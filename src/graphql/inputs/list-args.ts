// What can a list of runtimes be asked for?

import { ArgsType, Field, ID, Int } from 'type-graphql';
import { PAGE_SIZE, type PageRequest } from '../../application/paging';
import type { RuntimeListRequest } from '../../application/runtimes/list-runtimes';
import type { GitTokenStatus as GitTokenStatusName } from '../../domain/token-status';
import { GitTokenStatus } from '../enums';
import { IfGiven, IsName, IsPageSize, IsSearch } from './constraints';

export const FIRST = {
  nullable: true,
  defaultValue: PAGE_SIZE.default,
  description: `How many rows, ${PAGE_SIZE.min} to ${PAGE_SIZE.max}; null means ${PAGE_SIZE.default}.`,
};
export const AFTER = {
  nullable: true,
  description: 'The cursor the page follows: `pageInfo.endCursor` of the page before, of the same list and filter.',
};
const SEARCH = { nullable: true, description: 'Part of the name, in any case.' };

@ArgsType()
export class PageArgs {
  @Field(() => Int, FIRST)
  @IfGiven()
  @IsPageSize(PAGE_SIZE)
  readonly first?: number | null;

  @Field(() => String, AFTER)
  readonly after?: string | null;

  toRequest(): PageRequest {
    return { first: this.first ?? null, after: this.after ?? null };
  }
}

@ArgsType()
export class AccountRuntimesArgs {
  @Field(() => String, SEARCH)
  @IfGiven()
  @IsSearch()
  readonly search?: string | null;

  @Field(() => Int, FIRST)
  @IfGiven()
  @IsPageSize(PAGE_SIZE)
  readonly first?: number | null;

  @Field(() => String, AFTER)
  readonly after?: string | null;

  toRequest(): Pick<RuntimeListRequest, 'search' | 'first' | 'after'> {
    return { search: this.search ?? null, first: this.first ?? null, after: this.after ?? null };
  }
}

@ArgsType()
export class ViewerRuntimesArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Only those of this account; one that the viewer does not belong to has none.',
  })
  readonly accountId?: string | null;

  @Field(() => String, SEARCH)
  @IfGiven()
  @IsSearch()
  readonly search?: string | null;

  @Field(() => [GitTokenStatus], {
    nullable: true,
    description: 'Only those where the viewer’s own user token has one of these statuses; empty or null means any.',
  })
  readonly userTokenStatus?: GitTokenStatusName[] | null;

  @Field(() => Int, FIRST)
  @IfGiven()
  @IsPageSize(PAGE_SIZE)
  readonly first?: number | null;

  @Field(() => String, AFTER)
  readonly after?: string | null;

  toRequest(): RuntimeListRequest {
    return {
      accountId: this.accountId ?? null,
      search: this.search ?? null,
      userTokenStatus: this.userTokenStatus ?? null,
      first: this.first ?? null,
      after: this.after ?? null,
    };
  }
}

@ArgsType()
export class RuntimeNameArgs {
  @Field({ description: 'Its name, in any case of letters.' })
  @IsName()
  readonly name!: string;
}

// What can a page of a list be asked for, and a list of runtimes above all?

import { ArgsType, Field, ID, Int } from 'type-graphql';
import { PAGE_SIZE, type PageRequest } from '../../application/paging';
import type { RuntimeListRequest } from '../../application/runtimes/list-runtimes';
import type { GitTokenStatus as GitTokenStatusName } from '../../domain/token-status';
import { GitTokenStatus } from '../enums';
import { IfGiven, IsName, IsPageSize, IsSearch } from './constraints';

const FIRST = {
  nullable: true,
  defaultValue: PAGE_SIZE.default,
  description: `How many rows, ${PAGE_SIZE.min} to ${PAGE_SIZE.max}; null means ${PAGE_SIZE.default}.`,
};
const AFTER = {
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

  toPageRequest(): PageRequest {
    return { first: this.first ?? null, after: this.after ?? null };
  }
}

@ArgsType()
export class AccountRuntimesArgs extends PageArgs {
  @Field(() => String, SEARCH)
  @IfGiven()
  @IsSearch()
  readonly search?: string | null;

  toRequest(): Pick<RuntimeListRequest, 'search' | 'first' | 'after'> {
    return { ...this.toPageRequest(), search: this.search ?? null };
  }
}

@ArgsType()
export class ViewerRuntimesArgs extends PageArgs {
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

  toRequest(): Omit<RuntimeListRequest, 'withReuse'> {
    return {
      ...this.toPageRequest(),
      accountId: this.accountId ?? null,
      search: this.search ?? null,
      userTokenStatus: this.userTokenStatus ?? null,
    };
  }
}

@ArgsType()
export class RuntimeNameArgs {
  @Field({ description: 'Its name, in any case of letters.' })
  @IsName()
  readonly name!: string;
}

// How does a runtime look to one viewer?

import { Args, Ctx, Field, ObjectType } from 'type-graphql';
import { readableRuntimeToken, readableUserToken } from '../../application/readable-tokens';
import { listRuntimeMembers } from '../../application/runtimes/list-runtime-members';
import { type RuntimeAction as RuntimeActionName, runtimeActions } from '../../application/viewer-actions';
import type { Viewer } from '../../domain/account';
import type { GitProviderKind as GitProviderKindName } from '../../domain/git-provider';
import type { StoredGitToken } from '../../domain/git-token';
import type {
  RuntimeAccessMode as RuntimeAccessModeName,
  RuntimeHealth as RuntimeHealthName,
  RuntimeView,
  ScopeCheckMode as ScopeCheckModeName,
} from '../../domain/runtime';
import { type TokenRequirement as TokenRequirementData, tokenRequirements } from '../../domain/token-catalogue';
import { type GitTokenStatus as GitTokenStatusName, runtimeHealth, TokenStanding } from '../../domain/token-status';
import type { GraphQLContext } from '../context';
import {
  GitProviderKind,
  GitTokenStatus,
  RuntimeAccessMode,
  RuntimeAction,
  RuntimeHealth,
  ScopeCheckMode,
} from '../enums';
import { RuntimeTokenRequirementsArgs } from '../inputs/catalogue-args';
import { PageArgs } from '../inputs/list-args';
import { UrlScalar } from '../scalars';
import { Account } from './account';
import { TokenRequirement } from './git-provider';
import { GitRuntimeToken, GitUserToken } from './git-token';
import { MemberConnection } from './member-connection';
import { Node } from './node';

@ObjectType('Runtime', {
  implements: Node,
  description: 'An installed GitOps engine: a cluster that syncs from Git. Seen only by members who have access to it.',
})
export class Runtime extends Node {
  readonly #viewer: Viewer;
  readonly #view: RuntimeView;
  readonly #now: Date;
  readonly #runtimeToken: TokenStanding<StoredGitToken>;
  /** Null where there is none that the viewer may read. */
  readonly #userToken: TokenStanding<StoredGitToken> | null;

  constructor(viewer: Viewer, view: RuntimeView, now: Date) {
    super(view.runtime.id);
    this.#viewer = viewer;
    this.#view = view;
    this.#now = now;
    this.#runtimeToken = new TokenStanding(view, view.runtimeToken, now);
    const userToken = readableUserToken(viewer, view);
    this.#userToken = userToken && new TokenStanding(view, userToken, now);
  }

  @Field({ description: 'Unique in its account, whatever the case of letters.' })
  get name(): string {
    return this.#view.runtime.name;
  }

  @Field(() => Account, { description: 'The account it belongs to.' })
  get account(): Account {
    return new Account(this.#viewer, this.#view.account, this.#now);
  }

  @Field(() => GitProviderKind, { description: 'The Git system it syncs from.' })
  get gitProvider(): GitProviderKindName {
    return this.#view.runtime.gitProvider;
  }

  @Field(() => UrlScalar, { description: 'Where that system lives.' })
  get gitProviderUrl(): string {
    return this.#view.runtime.gitProviderUrl;
  }

  @Field(() => String, {
    nullable: true,
    description:
      '`owner/name` of the repository with the shared configuration; tokens are checked against it. Null when none is named.',
  })
  get sharedConfigRepository(): string | null {
    return this.#view.runtime.sharedConfigRepository;
  }

  @Field(() => RuntimeAccessMode, { description: 'Who of the account’s members has access.' })
  get accessMode(): RuntimeAccessModeName {
    return this.#view.runtime.accessMode;
  }

  @Field(() => ScopeCheckMode, { description: 'What a missing scope does to a token that is set here.' })
  get scopeCheckMode(): ScopeCheckModeName {
    return this.#view.runtime.scopeCheckMode;
  }

  @Field(() => RuntimeHealth, { description: 'Degraded when its runtime token no longer works.' })
  get health(): RuntimeHealthName {
    return runtimeHealth(this.runtimeTokenStatus);
  }

  @Field(() => GitTokenStatus, { description: 'How the runtime token stands; every member with access sees it.' })
  get runtimeTokenStatus(): GitTokenStatusName {
    return this.#runtimeToken.status;
  }

  @Field(() => GitRuntimeToken, {
    nullable: true,
    description: 'The runtime token. Null, without an error, for everybody but admins.',
  })
  get runtimeToken(): GitRuntimeToken | null {
    const mayRead = readableRuntimeToken(this.#viewer, this.#view) !== null;
    return mayRead ? new GitRuntimeToken(this.#viewer, this.#view, this.#runtimeToken, this.#now) : null;
  }

  @Field(() => GitUserToken, {
    nullable: true,
    description: 'The viewer’s own user token here; null when there is none.',
  })
  get userToken(): GitUserToken | null {
    return this.#userToken && new GitUserToken(this.#viewer, this.#view, this.#userToken, this.#now);
  }

  @Field(() => GitTokenStatus, { description: 'How the viewer’s own user token stands; `MISSING` when there is none.' })
  get userTokenStatus(): GitTokenStatusName {
    return this.#userToken?.status ?? 'MISSING';
  }

  @Field(() => MemberConnection, {
    nullable: true,
    description: 'The active members who have access, by e-mail. Null, without an error, for everybody but admins.',
  })
  async members(@Args() args: PageArgs, @Ctx() { gateway }: GraphQLContext): Promise<MemberConnection | null> {
    const page = await listRuntimeMembers(gateway, this.#viewer, this.#view, args.toPageRequest());
    return page && new MemberConnection(this.#viewer, page, this.#now);
  }

  @Field(() => [TokenRequirement], {
    description: 'The types of token that can serve here as this kind, and what each needs.',
  })
  tokenRequirements(@Args() { kind }: RuntimeTokenRequirementsArgs): TokenRequirementData[] {
    const { gitProvider, gitProviderUrl } = this.#view.runtime;
    return tokenRequirements(gitProvider, kind, gitProviderUrl);
  }

  @Field(() => [RuntimeAction], { description: 'What this viewer may do here (permission, not state).' })
  get viewerActions(): RuntimeActionName[] {
    return runtimeActions(this.#viewer, this.#view);
  }
}

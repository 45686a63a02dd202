// What can be read at the root? What is unknown and what may not be known of are answered alike: null, without an error.

import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { type FoundNode, findNode, readAccount, readRuntime } from '../../application/find-node';
import type * as domain from '../../domain/account';
import { TokenStanding } from '../../domain/token-status';
import { type GraphQLContext, viewerOf } from '../context';
import { Account } from '../types/account';
import { AuditEvent } from '../types/audit-event';
import { GitRuntimeToken, GitUserToken } from '../types/git-token';
import { Member } from '../types/member';
import { Node } from '../types/node';
import { Runtime } from '../types/runtime';
import { Viewer } from '../types/viewer';

@Resolver()
export class QueryResolver {
  @Query(() => Viewer, { description: 'The signed-in person.' })
  viewer(@Ctx() context: GraphQLContext): Viewer {
    return new Viewer(viewerOf(context), context.gateway.clock.now());
  }

  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its id; null for what is unknown or not for this viewer.',
  })
  async node(
    @Arg('id', () => ID, { description: 'An id that this API has given.' }) id: string,
    @Ctx() context: GraphQLContext,
  ): Promise<Node | null> {
    const viewer = viewerOf(context);
    const found = await findNode(context.gateway, viewer, id);
    return found && toNode(viewer, found, context.gateway.clock.now());
  }

  @Query(() => Account, { nullable: true, description: 'An account the viewer belongs to; null for any other id.' })
  account(
    @Arg('id', () => ID, { description: 'The account’s id, `acc_…`.' }) id: string,
    @Ctx() context: GraphQLContext,
  ): Account | null {
    const viewer = viewerOf(context);
    const account = readAccount(viewer, id);
    return account && new Account(viewer, account, context.gateway.clock.now());
  }

  @Query(() => Runtime, { nullable: true, description: 'A runtime the viewer has access to; null for any other id.' })
  async runtime(
    @Arg('id', () => ID, { description: 'The runtime’s id, `run_…`.' }) id: string,
    @Ctx() context: GraphQLContext,
  ): Promise<Runtime | null> {
    const viewer = viewerOf(context);
    const view = await readRuntime(context.gateway, viewer, { runtimeId: id });
    return view && new Runtime(viewer, view, context.gateway.clock.now());
  }
}

function toNode(viewer: domain.Viewer, found: FoundNode, now: Date): Node {
  switch (found.kind) {
    case 'account':
      return new Account(viewer, found.account, now);
    case 'runtime':
      return new Runtime(viewer, found.view, now);
    case 'auditEvent':
      return new AuditEvent(found.event);
    case 'member':
      return new Member(viewer, found.member, now);
    case 'token': {
      const GitToken = found.token.kind === 'RUNTIME' ? GitRuntimeToken : GitUserToken;
      return new GitToken(viewer, found.view, new TokenStanding(found.view, found.token, now), now);
    }
  }
}

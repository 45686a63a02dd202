// How do admins say who has access to a restricted runtime?

import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  type AccessResult,
  grantRuntimeAccess,
  revokeRuntimeAccess,
} from '../../application/runtimes/change-runtime-access';
import { actorOf, type GraphQLContext, viewerOf } from '../context';
import { GrantRuntimeAccessInput, RevokeRuntimeAccessInput } from '../inputs/access-inputs';
import { GrantRuntimeAccessPayload, RevokeRuntimeAccessPayload } from '../types/access-payloads';
import { Member } from '../types/member';
import { Runtime } from '../types/runtime';

@Resolver()
export class AccessResolver {
  @Mutation(() => GrantRuntimeAccessPayload, {
    nullable: true,
    description: 'Admins: grants a member access to a runtime. Brings their user token back if it is not too late.',
  })
  async grantRuntimeAccess(
    @Arg('input', () => GrantRuntimeAccessInput, { description: 'Whom, and where.' }) input: GrantRuntimeAccessInput,
    @Ctx() context: GraphQLContext,
  ): Promise<GrantRuntimeAccessPayload> {
    return toPayload(context, await grantRuntimeAccess(context.gateway, actorOf(context), input));
  }

  @Mutation(() => RevokeRuntimeAccessPayload, {
    nullable: true,
    description:
      'Admins: takes a member’s grant back. If they lose access by it, their user token there is out of use at once.',
  })
  async revokeRuntimeAccess(
    @Arg('input', () => RevokeRuntimeAccessInput, { description: 'Whose, and where.' }) input: RevokeRuntimeAccessInput,
    @Ctx() context: GraphQLContext,
  ): Promise<RevokeRuntimeAccessPayload> {
    return toPayload(context, await revokeRuntimeAccess(context.gateway, actorOf(context), input));
  }
}

function toPayload(
  context: GraphQLContext,
  { view, member, suspendedUserTokens }: AccessResult,
): RevokeRuntimeAccessPayload {
  const viewer = viewerOf(context);
  const now = context.gateway.clock.now();
  return { runtime: new Runtime(viewer, view, now), member: new Member(viewer, member, now), suspendedUserTokens };
}

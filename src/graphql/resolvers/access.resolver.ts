// How do admins say who has access to a restricted runtime?

import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  type AccessResult,
  grantRuntimeAccess,
  revokeRuntimeAccess,
} from '../../application/runtimes/change-runtime-access';
import { actorOf, type GraphQLContext } from '../context';
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
    return toPayload(await grantRuntimeAccess(context.gateway, actorOf(context), input), context.gateway.clock.now());
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
    return toPayload(await revokeRuntimeAccess(context.gateway, actorOf(context), input), context.gateway.clock.now());
  }
}

const toPayload = (
  { view, member, suspendedUserTokens, viewer }: AccessResult,
  now: Date,
): RevokeRuntimeAccessPayload => ({
  runtime: new Runtime(viewer, view, now),
  member: new Member(viewer, member, now),
  suspendedUserTokens,
});

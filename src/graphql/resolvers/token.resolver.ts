// How are tokens set, verified and deleted? Both kinds through the same use cases.

import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { deleteGitUserToken } from '../../application/tokens/delete-git-user-token';
import { setGitToken } from '../../application/tokens/set-git-token';
import { verifyGitToken } from '../../application/tokens/verify-git-token';
import type { RuntimeView } from '../../domain/runtime';
import { actorOf, type GraphQLContext } from '../context';
import {
  DeleteGitUserTokenInput,
  SetGitRuntimeTokenInput,
  SetGitUserTokenInput,
  VerifyGitRuntimeTokenInput,
  VerifyGitUserTokenInput,
} from '../inputs/token-inputs';
import { GitRuntimeToken, GitUserToken } from '../types/git-token';
import {
  DeleteGitUserTokenPayload,
  SetGitRuntimeTokenPayload,
  SetGitUserTokenPayload,
  VerifyGitRuntimeTokenPayload,
  VerifyGitUserTokenPayload,
} from '../types/payloads';
import { Runtime } from '../types/runtime';

@Resolver()
export class TokenResolver {
  @Mutation(() => SetGitRuntimeTokenPayload, {
    nullable: true,
    description:
      'Admins: replaces a runtime’s token, if the provider accepts the new one; otherwise the old one stays.',
  })
  async setGitRuntimeToken(
    @Arg('input', () => SetGitRuntimeTokenInput, { description: 'The runtime and the token.' })
    input: SetGitRuntimeTokenInput,
    @Ctx() context: GraphQLContext,
  ): Promise<SetGitRuntimeTokenPayload> {
    const { view, verdict, stored } = await setGitToken(context.gateway, actorOf(context), {
      kind: 'RUNTIME',
      runtimeId: input.runtimeId,
      token: input.token.toPastedToken(),
      expectedVersion: input.expectedVersion ?? null,
      dryRun: input.dryRun ?? false,
    });
    return { ...runtimeWithToken(context, view), stored, verdict };
  }

  @Mutation(() => VerifyGitRuntimeTokenPayload, {
    nullable: true,
    description: 'Admins: asks the provider about the stored runtime token again.',
  })
  async verifyGitRuntimeToken(
    @Arg('input', () => VerifyGitRuntimeTokenInput, { description: 'Which runtime.' }) {
      runtimeId,
    }: VerifyGitRuntimeTokenInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerifyGitRuntimeTokenPayload> {
    const { view, verdict } = await verifyGitToken(context.gateway, actorOf(context), { kind: 'RUNTIME', runtimeId });
    return { ...runtimeWithToken(context, view), verdict };
  }

  @Mutation(() => SetGitUserTokenPayload, {
    nullable: true,
    description:
      'Sets the viewer’s own token on a runtime, if the provider accepts it; otherwise everything stays as it was.',
  })
  async setGitUserToken(
    @Arg('input', () => SetGitUserTokenInput, { description: 'The runtime and the token.' })
    input: SetGitUserTokenInput,
    @Ctx() context: GraphQLContext,
  ): Promise<SetGitUserTokenPayload> {
    const { view, verdict, stored } = await setGitToken(context.gateway, actorOf(context), {
      kind: 'USER',
      runtimeId: input.runtimeId,
      token: input.token.toPastedToken(),
      expectedVersion: null,
      dryRun: input.dryRun ?? false,
    });
    const runtime = toRuntime(context, view);
    return { runtime, userToken: runtime.userToken, stored, verdict };
  }

  @Mutation(() => VerifyGitUserTokenPayload, {
    nullable: true,
    description:
      'Asks the provider about the viewer’s own stored token again. Without one: `CONFLICT`, reason `NO_TOKEN`.',
  })
  async verifyGitUserToken(
    @Arg('input', () => VerifyGitUserTokenInput, { description: 'On which runtime.' }) {
      runtimeId,
    }: VerifyGitUserTokenInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerifyGitUserTokenPayload> {
    const { view, token, verdict } = await verifyGitToken(context.gateway, actorOf(context), {
      kind: 'USER',
      runtimeId,
    });
    const { viewer } = actorOf(context);
    const userToken = new GitUserToken(viewer, view, token, context.gateway.clock.now());
    return { runtime: toRuntime(context, view), userToken, verdict };
  }

  @Mutation(() => DeleteGitUserTokenPayload, {
    nullable: true,
    description: 'Deletes the viewer’s own token on a runtime. Succeeds where there is none, too.',
  })
  async deleteGitUserToken(
    @Arg('input', () => DeleteGitUserTokenInput, { description: 'On which runtime.' }) {
      runtimeId,
    }: DeleteGitUserTokenInput,
    @Ctx() context: GraphQLContext,
  ): Promise<DeleteGitUserTokenPayload> {
    const view = await deleteGitUserToken(context.gateway, actorOf(context), runtimeId);
    return { runtime: toRuntime(context, view) };
  }
}

const toRuntime = (context: GraphQLContext, view: RuntimeView): Runtime =>
  new Runtime(actorOf(context).viewer, view, context.gateway.clock.now());

function runtimeWithToken(context: GraphQLContext, view: RuntimeView) {
  const { viewer } = actorOf(context);
  const runtimeToken = new GitRuntimeToken(viewer, view, view.runtimeToken, context.gateway.clock.now());
  return { runtime: toRuntime(context, view), runtimeToken };
}

// How are tokens set, verified and deleted? Both kinds through the same use cases.

import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ChangeResult } from '../../application/change';
import { deleteGitUserToken } from '../../application/tokens/delete-git-user-token';
import { setGitToken } from '../../application/tokens/set-git-token';
import { verifyGitToken } from '../../application/tokens/verify-git-token';
import type { RuntimeView } from '../../domain/runtime';
import { TokenStanding } from '../../domain/token-status';
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
    const result = await setGitToken(context.gateway, actorOf(context), {
      kind: 'RUNTIME',
      runtimeId: input.runtimeId,
      token: input.token.toPastedToken(),
      expectedVersion: input.expectedVersion ?? null,
      dryRun: input.dryRun ?? false,
    });
    return { ...runtimeWithToken(result, context), stored: result.stored, verdict: result.verdict };
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
    const result = await verifyGitToken(context.gateway, actorOf(context), { kind: 'RUNTIME', runtimeId });
    return { ...runtimeWithToken(result, context), verdict: result.verdict };
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
    const result = await setGitToken(context.gateway, actorOf(context), {
      kind: 'USER',
      runtimeId: input.runtimeId,
      token: input.token.toPastedToken(),
      expectedVersion: null,
      dryRun: input.dryRun ?? false,
    });
    const runtime = toRuntime(result, context);
    return { runtime, userToken: runtime.userToken, stored: result.stored, verdict: result.verdict };
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
    const result = await verifyGitToken(context.gateway, actorOf(context), { kind: 'USER', runtimeId });
    const { viewer, view, token, verdict } = result;
    const now = context.gateway.clock.now();
    const userToken = new GitUserToken(viewer, view, new TokenStanding(view, token, now), now);
    return { runtime: toRuntime(result, context), userToken, verdict };
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
    return { runtime: toRuntime(await deleteGitUserToken(context.gateway, actorOf(context), runtimeId), context) };
  }
}

/** What a change of a token answers, whichever it is. */
interface TokenChangeResult extends ChangeResult {
  readonly view: RuntimeView;
}

const toRuntime = ({ viewer, view }: TokenChangeResult, { gateway }: GraphQLContext): Runtime =>
  new Runtime(viewer, view, gateway.clock.now());

function runtimeWithToken(result: TokenChangeResult, context: GraphQLContext) {
  const { viewer, view } = result;
  const now = context.gateway.clock.now();
  const runtimeToken = new GitRuntimeToken(viewer, view, new TokenStanding(view, view.runtimeToken, now), now);
  return { runtime: toRuntime(result, context), runtimeToken };
}

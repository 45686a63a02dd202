// How do admins create, change and delete runtimes?

import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { createRuntime } from '../../application/runtimes/create-runtime';
import { deleteRuntime } from '../../application/runtimes/delete-runtime';
import { updateRuntime } from '../../application/runtimes/update-runtime';
import { actorOf, type GraphQLContext } from '../context';
import { CreateRuntimeInput, DeleteRuntimeInput, UpdateRuntimeInput } from '../inputs/runtime-inputs';
import { Account } from '../types/account';
import { CreateRuntimePayload, DeleteRuntimePayload, UpdateRuntimePayload } from '../types/payloads';
import { Runtime } from '../types/runtime';

@Resolver()
export class RuntimeResolver {
  @Mutation(() => CreateRuntimePayload, {
    nullable: true,
    description:
      'Admins: creates a runtime together with its runtime token, if the provider accepts it; otherwise neither.',
  })
  async createRuntime(
    @Arg('input', () => CreateRuntimeInput, { description: 'The runtime and its token.' }) input: CreateRuntimeInput,
    @Ctx() context: GraphQLContext,
  ): Promise<CreateRuntimePayload> {
    const { gateway } = context;
    const { view, verdict, viewer } = await createRuntime(gateway, actorOf(context), input.toCommand());
    const runtime = view && new Runtime(viewer, view, gateway.clock.now());
    return { runtime, stored: runtime !== null, verdict };
  }

  @Mutation(() => UpdateRuntimePayload, {
    nullable: true,
    description: 'Admins: changes a runtime’s name, repository, access mode or scope check mode.',
  })
  async updateRuntime(
    @Arg('input', () => UpdateRuntimeInput, { description: 'What to change.' }) input: UpdateRuntimeInput,
    @Ctx() context: GraphQLContext,
  ): Promise<UpdateRuntimePayload> {
    const { gateway } = context;
    const command = { runtimeId: input.runtimeId, changes: input.toChanges() };
    const { view, suspendedUserTokens, viewer } = await updateRuntime(gateway, actorOf(context), command);
    return { runtime: new Runtime(viewer, view, gateway.clock.now()), suspendedUserTokens };
  }

  @Mutation(() => DeleteRuntimePayload, {
    nullable: true,
    description: 'Admins: deletes a runtime and everybody’s tokens on it, at once and for good.',
  })
  async deleteRuntime(
    @Arg('input', () => DeleteRuntimeInput, { description: 'Which one.' }) { runtimeId }: DeleteRuntimeInput,
    @Ctx() context: GraphQLContext,
  ): Promise<DeleteRuntimePayload> {
    const { gateway } = context;
    const { deletedRuntimeId, account, viewer } = await deleteRuntime(gateway, actorOf(context), runtimeId);
    return { deletedRuntimeId, account: new Account(viewer, account, gateway.clock.now()) };
  }
}

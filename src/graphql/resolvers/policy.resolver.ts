// How do admins change what their account decided about runtime tokens?

import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { updateAccountPolicy } from '../../application/accounts/update-account-policy';
import { actorOf, type GraphQLContext } from '../context';
import { UpdateAccountPolicyInput } from '../inputs/policy-inputs';
import { Account } from '../types/account';
import { UpdateAccountPolicyPayload } from '../types/account-payloads';

@Resolver()
export class PolicyResolver {
  @Mutation(() => UpdateAccountPolicyPayload, {
    nullable: true,
    description:
      'Admins: changes the account’s policy. It shows at once on every stored token, and no provider is asked.',
  })
  async updateAccountPolicy(
    @Arg('input', () => UpdateAccountPolicyInput, { description: 'What to change.' }) input: UpdateAccountPolicyInput,
    @Ctx() context: GraphQLContext,
  ): Promise<UpdateAccountPolicyPayload> {
    const { gateway } = context;
    const { account, viewer } = await updateAccountPolicy(gateway, actorOf(context), input.toCommand());
    return { account: new Account(viewer, account, gateway.clock.now()) };
  }
}

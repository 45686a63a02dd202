// What is sent to change an account's policy?

import { Field, ID, InputType } from 'type-graphql';
import type { UpdateAccountPolicyCommand } from '../../application/accounts/update-account-policy';
import type { OwnerPolicy as OwnerPolicyName, ReusePolicy as ReusePolicyName } from '../../domain/account';
import { OwnerPolicy, ReusePolicy } from '../enums';
import { IfNotLeftOut, IsNotNull } from './constraints';

@InputType('UpdateAccountPolicyInput', {
  description: 'What to change of an account’s policy. Left out: unchanged; null is refused.',
})
export class UpdateAccountPolicyInput {
  @Field(() => ID, { description: 'The account, `acc_…`.' })
  readonly accountId!: string;

  @Field(() => ReusePolicy, {
    nullable: true,
    description:
      'The same token value on two runtimes of the account. A stricter policy binds what is set from then on; stored tokens are warned of.',
  })
  @IfNotLeftOut()
  @IsNotNull()
  readonly runtimeTokenReuse?: ReusePolicyName;

  @Field(() => OwnerPolicy, {
    nullable: true,
    description:
      'Whose account at the provider a runtime token may belong to. Binds what is set from then on; stored tokens are warned of.',
  })
  @IfNotLeftOut()
  @IsNotNull()
  readonly runtimeTokenOwner?: OwnerPolicyName;

  toCommand(): UpdateAccountPolicyCommand {
    const { accountId, runtimeTokenReuse, runtimeTokenOwner } = this;
    return { accountId, changes: { runtimeTokenReuse, runtimeTokenOwner } };
  }
}

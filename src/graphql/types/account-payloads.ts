// What do mutations on an account itself answer?

import { Field, ObjectType } from 'type-graphql';
import { Account } from './account';

@ObjectType('UpdateAccountPolicyPayload', { description: 'An account whose policy was changed.' })
export class UpdateAccountPolicyPayload {
  @Field(() => Account, { description: 'As it is now.' })
  readonly account!: Account;
}

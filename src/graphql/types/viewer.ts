// How do people see themselves?

import { Args, Ctx, Field, ID, ObjectType } from 'type-graphql';
import { listRuntimes } from '../../application/runtimes/list-runtimes';
import type * as domain from '../../domain/account';
import { asksForWarnings, type GraphQLContext } from '../context';
import { Role } from '../enums';
import { ViewerRuntimesArgs } from '../inputs/list-args';
import { Account } from './account';
import { RuntimeConnection } from './runtime-connection';

@ObjectType('Membership', { description: 'The viewer’s membership of one account.' })
export class Membership {
  @Field(() => Account, { description: 'The account.' })
  readonly account: Account;

  @Field(() => Role, { description: 'The viewer’s role in it.' })
  readonly role: domain.Role;

  constructor(account: Account, role: domain.Role) {
    this.account = account;
    this.role = role;
  }
}

@ObjectType('Viewer', { description: 'The signed-in person; the root of everything personal.' })
export class Viewer {
  readonly #viewer: domain.Viewer;
  readonly #now: Date;

  constructor(viewer: domain.Viewer, now: Date) {
    this.#viewer = viewer;
    this.#now = now;
  }

  @Field(() => ID, { description: 'The person’s id, the same in all accounts.' })
  get id(): string {
    return this.#viewer.personId;
  }

  @Field({ description: 'As others see it.' })
  get name(): string {
    return this.#viewer.name;
  }

  @Field({ description: 'What the person signs in with.' })
  get email(): string {
    return this.#viewer.email;
  }

  @Field(() => [Membership], { description: 'The accounts the person belongs to, with their role in each.' })
  get memberships(): Membership[] {
    return this.#viewer.memberships.map(
      ({ account, role }) => new Membership(new Account(this.#viewer, account, this.#now), role),
    );
  }

  @Field(() => RuntimeConnection, {
    description:
      'Runtimes the viewer has access to, with or without a token, in all accounts or in one; by name, then id.',
  })
  async runtimes(@Args() args: ViewerRuntimesArgs, @Ctx() context: GraphQLContext): Promise<RuntimeConnection> {
    const request = { ...args.toRequest(), withReuse: asksForWarnings(context) };
    return new RuntimeConnection(this.#viewer, await listRuntimes(context.gateway, this.#viewer, request), this.#now);
  }
}

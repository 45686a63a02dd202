// How does a member look to an admin, and to themselves?

import { Args, Ctx, Field, ID, ObjectType } from 'type-graphql';
import { listMemberTokens } from '../../application/people/list-member-tokens';
import type { Role as RoleName, Viewer } from '../../domain/account';
import type * as domain from '../../domain/member';
import type { GraphQLContext } from '../context';
import { MemberStatus, Role } from '../enums';
import { PageArgs } from '../inputs/list-args';
import { MemberTokenStatusConnection } from './member-token-status';
import { Node } from './node';

@ObjectType('Member', {
  implements: Node,
  description: 'One person’s membership of one account. Admins see all of their account’s; everybody sees their own.',
})
export class Member extends Node {
  readonly #viewer: Viewer;
  readonly #member: domain.Member;
  readonly #now: Date;

  constructor(viewer: Viewer, member: domain.Member, now: Date) {
    super(member.id);
    this.#viewer = viewer;
    this.#member = member;
    this.#now = now;
  }

  @Field(() => ID, { nullable: true, description: 'The person’s id; null until the invitation is accepted.' })
  get userId(): string | null {
    return this.#member.personId;
  }

  @Field(() => String, { nullable: true, description: 'The person’s name; null until the invitation is accepted.' })
  get name(): string | null {
    return this.#member.name;
  }

  @Field({ description: 'The e-mail that was invited.' })
  get email(): string {
    return this.#member.email;
  }

  @Field(() => Role, { description: 'Their role in this account.' })
  get role(): RoleName {
    return this.#member.role;
  }

  @Field(() => MemberStatus, { description: 'Whether the invitation was accepted.' })
  get status(): domain.MemberStatus {
    return this.#member.status;
  }

  @Field(() => MemberTokenStatusConnection, {
    description:
      'How their user tokens stand: all runtimes they have access to, with or without a token, by name, then id. None before the invitation is accepted.',
  })
  async userTokens(@Args() args: PageArgs, @Ctx() { gateway }: GraphQLContext): Promise<MemberTokenStatusConnection> {
    const page = await listMemberTokens(gateway, this.#viewer, this.#member, args.toPageRequest());
    return new MemberTokenStatusConnection(this.#viewer, page, this.#now);
  }
}

// How do people come to an account, change their role there, and leave?

import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { acceptInvitation } from '../../application/people/accept-invitation';
import { changeMemberRole } from '../../application/people/change-member-role';
import { inviteMember } from '../../application/people/invite-member';
import { joinAccount } from '../../application/people/join-account';
import { removeMember } from '../../application/people/remove-member';
import { actorOf, type GraphQLContext } from '../context';
import {
  AcceptInvitationInput,
  ChangeMemberRoleInput,
  InviteMemberInput,
  JoinAccountInput,
  RemoveMemberInput,
} from '../inputs/member-inputs';
import { Account } from '../types/account';
import { Member } from '../types/member';
import {
  ChangeMemberRolePayload,
  InviteMemberPayload,
  JoinAccountPayload,
  RemoveMemberPayload,
} from '../types/member-payloads';
import { SessionPayload } from '../types/payloads';
import { toSessionPayload } from './session.resolver';

@Resolver()
export class MemberResolver {
  @Mutation(() => InviteMemberPayload, {
    nullable: true,
    description:
      'Admins: invites somebody by e-mail, or renews their invitation. An active member: `CONFLICT`, `ALREADY_MEMBER`.',
  })
  async inviteMember(
    @Arg('input', () => InviteMemberInput, { description: 'Whom, and as what.' }) input: InviteMemberInput,
    @Ctx() context: GraphQLContext,
  ): Promise<InviteMemberPayload> {
    const { gateway } = context;
    const { member, viewer, ...invitation } = await inviteMember(gateway, actorOf(context), input.toCommand());
    return { member: new Member(viewer, member, gateway.clock.now()), ...invitation };
  }

  @Mutation(() => SessionPayload, {
    nullable: true,
    description:
      'For a person the gateway does not know yet, without signing in: sets name and password, and signs in. A known one: `CONFLICT`, `SIGN_IN_TO_JOIN`; sign in and use `joinAccount`.',
  })
  async acceptInvitation(
    @Arg('input', () => AcceptInvitationInput, { description: 'The invitation, a name and a password.' })
    input: AcceptInvitationInput,
    @Ctx() { gateway, deadline }: GraphQLContext,
  ): Promise<SessionPayload> {
    return toSessionPayload(await acceptInvitation(gateway, deadline, input.toCommand()), gateway.clock.now());
  }

  @Mutation(() => JoinAccountPayload, {
    nullable: true,
    description: 'For a person who is signed in: joins the account that invited their e-mail.',
  })
  async joinAccount(
    @Arg('input', () => JoinAccountInput, { description: 'The invitation.' }) { invitationToken }: JoinAccountInput,
    @Ctx() context: GraphQLContext,
  ): Promise<JoinAccountPayload> {
    const { account, viewer } = await joinAccount(context.gateway, actorOf(context), invitationToken);
    return { account: new Account(viewer, account, context.gateway.clock.now()) };
  }

  @Mutation(() => ChangeMemberRolePayload, {
    nullable: true,
    description:
      'Admins: gives a member, or an invitation, another role. The last active admin: `CONFLICT`, `LAST_ADMIN`.',
  })
  async changeMemberRole(
    @Arg('input', () => ChangeMemberRoleInput, { description: 'Who, and which role.' }) input: ChangeMemberRoleInput,
    @Ctx() context: GraphQLContext,
  ): Promise<ChangeMemberRolePayload> {
    const { gateway } = context;
    const { member, suspendedUserTokens, viewer } = await changeMemberRole(gateway, actorOf(context), input);
    return { member: new Member(viewer, member, gateway.clock.now()), suspendedUserTokens };
  }

  @Mutation(() => RemoveMemberPayload, {
    nullable: true,
    description:
      'Admins: removes a member from the account, or takes an invitation back. The last active admin: `CONFLICT`, `LAST_ADMIN`.',
  })
  async removeMember(
    @Arg('input', () => RemoveMemberInput, { description: 'Who.' }) { memberId }: RemoveMemberInput,
    @Ctx() context: GraphQLContext,
  ): Promise<RemoveMemberPayload> {
    const { gateway } = context;
    const { account, viewer, ...removal } = await removeMember(gateway, actorOf(context), memberId);
    return { ...removal, account: new Account(viewer, account, gateway.clock.now()) };
  }
}

// What do mutations on members and invitations answer?

import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../scalars';
import { Account } from './account';
import { Member } from './member';

const SUSPENDED_USER_TOKENS = {
  description: 'How many user tokens became unusable by this change; they come back with access within 24 hours.',
};

@ObjectType('InviteMemberPayload', {
  description: 'An invitation. The answer is the same whether the gateway knows the person or not.',
})
export class InviteMemberPayload {
  @Field(() => Member, { description: 'The place that is kept for them; it counts once they accept.' })
  readonly member!: Member;

  @Field({ description: 'To be passed on to them by whoever invites. Shown this once; good once.' })
  readonly invitationToken!: string;

  @Field(() => DateTimeScalar, { description: 'When the token ends. Inviting again renews it.' })
  readonly invitationExpiresAt!: Date;
}

@ObjectType('JoinAccountPayload', { description: 'A joined account.' })
export class JoinAccountPayload {
  @Field(() => Account, { description: 'The account, which the viewer belongs to from now on.' })
  readonly account!: Account;
}

@ObjectType('ChangeMemberRolePayload', { description: 'A member with another role.' })
export class ChangeMemberRolePayload {
  @Field(() => Member, { description: 'As they are now.' })
  readonly member!: Member;

  @Field(() => Int, SUSPENDED_USER_TOKENS)
  readonly suspendedUserTokens!: number;
}

@ObjectType('RemoveMemberPayload', { description: 'A removed member, or an invitation that was taken back.' })
export class RemoveMemberPayload {
  @Field(() => ID, { description: 'The id they had. It is never given again: a person who rejoins is a new member.' })
  readonly removedMemberId!: string;

  @Field(() => Account, { description: 'The account they belonged to.' })
  readonly account!: Account;

  @Field(() => Int, SUSPENDED_USER_TOKENS)
  readonly suspendedUserTokens!: number;
}

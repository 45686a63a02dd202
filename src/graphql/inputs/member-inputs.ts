// What is sent to invite somebody, to accept, to change a role or to remove a member; and what can the list be asked for?

import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { AcceptInvitationCommand } from '../../application/people/accept-invitation';
import type { InviteMemberCommand } from '../../application/people/invite-member';
import type { MemberListRequest } from '../../application/people/list-members';
import { PASSWORD_LENGTH } from '../../application/people/new-password';
import type { Role as RoleName } from '../../domain/account';
import { toPlainName } from '../../domain/plain-name';
import { Role } from '../enums';
import { IfGiven, IsEmailAddress, IsName, IsPassword, IsSearch } from './constraints';
import { PageArgs } from './list-args';
import { NEW_PASSWORD } from './session-inputs';

const INVITATION_TOKEN = { description: 'The token that an admin of the account passed on; good once, for 7 days.' };
const MEMBER_ID = { description: 'The member or the invitation, `mem_…`.' };

@InputType('InviteMemberInput', { description: 'Who shall belong to an account.' })
export class InviteMemberInput {
  @Field(() => ID, { description: 'The account, `acc_…`.' })
  readonly accountId!: string;

  @Field({ description: 'Their e-mail, in plain ASCII; case does not matter.' })
  @IsEmailAddress()
  readonly email!: string;

  @Field(() => Role, {
    nullable: true,
    defaultValue: 'USER',
    description: 'The role they shall have; null means `USER`.',
  })
  readonly role?: RoleName | null;

  toCommand(): InviteMemberCommand {
    return { accountId: this.accountId, email: this.email, role: this.role ?? 'USER' };
  }
}

@InputType('AcceptInvitationInput', { description: 'An invitation, and who the new person shall be.' })
export class AcceptInvitationInput {
  @Field(INVITATION_TOKEN)
  readonly invitationToken!: string;

  @Field({ description: 'As others shall see it: 1 to 100 characters that can be read as they are.' })
  @IsName()
  readonly name!: string;

  @Field({ description: NEW_PASSWORD })
  @IsPassword(PASSWORD_LENGTH)
  readonly password!: string;

  toCommand(): AcceptInvitationCommand {
    return { invitationToken: this.invitationToken, name: toPlainName(this.name), password: this.password };
  }
}

@InputType('JoinAccountInput', { description: 'An invitation for the e-mail of the signed-in person.' })
export class JoinAccountInput {
  @Field(INVITATION_TOKEN)
  readonly invitationToken!: string;
}

@InputType('ChangeMemberRoleInput', { description: 'A member’s new role.' })
export class ChangeMemberRoleInput {
  @Field(() => ID, MEMBER_ID)
  readonly memberId!: string;

  @Field(() => Role, { description: 'The role they shall have.' })
  readonly role!: RoleName;
}

@InputType('RemoveMemberInput', { description: 'Which member to remove, or which invitation to take back.' })
export class RemoveMemberInput {
  @Field(() => ID, MEMBER_ID)
  readonly memberId!: string;
}

@ArgsType()
export class MembersArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Part of the name or of the e-mail, in any case.' })
  @IfGiven()
  @IsSearch()
  readonly search?: string | null;

  toRequest(): MemberListRequest {
    return { ...this.toPageRequest(), search: this.search ?? null };
  }
}

// Who may change an account's policy, and who belongs to it?

import { type MatrixRow, mutation, row } from '../matrix-row';
import { ACCOUNTS, INVITED, MEMBERS } from '../targets';

export const ACCOUNT_CHANGES: readonly MatrixRow[] = [
  row({
    field: 'updateAccountPolicy',
    document: mutation('updateAccountPolicy', 'UpdateAccountPolicyInput', 'account { id }'),
    on: ACCOUNTS,
    variables: ({ id }) => ({ input: { accountId: id, runtimeTokenReuse: 'WARN' } }),
    needs: 'accountPolicy:write',
    leaves: 'accountPolicy.changed',
  }),
  row({
    field: 'inviteMember',
    document: mutation('inviteMember', 'InviteMemberInput', 'invitationToken'),
    on: ACCOUNTS,
    variables: ({ id }) => ({ input: { accountId: id, email: 'somebody@else.example' } }),
    needs: 'member:write',
    leaves: 'member.invited',
  }),
  row({
    field: 'changeMemberRole',
    document: mutation('changeMemberRole', 'ChangeMemberRoleInput', 'member { id }'),
    on: async (stage) => [...(await INVITED(stage)), ...(await MEMBERS(stage))],
    variables: ({ id, role }) => ({ input: { memberId: id, role: role === 'ADMIN' ? 'USER' : 'ADMIN' } }),
    needs: 'member:write',
    leaves: 'member.roleChanged',
  }),
  row({
    field: 'removeMember',
    document: mutation('removeMember', 'RemoveMemberInput', 'removedMemberId'),
    on: MEMBERS,
    variables: ({ id }) => ({ input: { memberId: id } }),
    needs: 'member:write',
    leaves: 'member.removed',
  }),
  row({
    field: 'removeMember',
    variant: 'an invitation',
    document: mutation('removeMember', 'RemoveMemberInput', 'removedMemberId'),
    on: INVITED,
    variables: ({ id }) => ({ input: { memberId: id } }),
    needs: 'member:write',
    leaves: 'invitation.withdrawn',
  }),
];

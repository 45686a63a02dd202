// Who may use an invitation? Whom it was sent to: somebody unknown by setting a password, somebody known signed in.

import { GOOD_PASSWORD } from '../../support/member-operations';
import { type MatrixRow, mutation, row } from '../matrix-row';
import { INVITATIONS, type Invited } from '../scenery';
import type { Stage } from '../stage';
import type { Target, Targets } from '../targets';

interface InvitationTarget extends Target {
  readonly invited: Invited | null;
}

const sentTo = (invited: Invited): InvitationTarget => {
  const { account } = INVITATIONS[invited];
  return { name: `${invited}’s invitation to ${account}`, account, id: '', invited };
};

/** Good, but nobody can use it in this way. */
const inVain = (invited: Invited): InvitationTarget => ({ ...sentTo(invited), account: null });

const WORTHLESS: InvitationTarget = { name: 'a worthless invitation', account: null, id: '', invited: null };

const tokenOf = ({ invited }: InvitationTarget, { invitationTokens }: Stage): string =>
  invited === null ? `${invitationTokens.newcomer}x` : invitationTokens[invited];

const BY_SETTING_A_PASSWORD: Targets<InvitationTarget> = async () => [sentTo('newcomer'), inVain('alice'), WORTHLESS];
const SIGNED_IN: Targets<InvitationTarget> = async () => [
  sentTo('globexAdmin'),
  sentTo('alice'),
  inVain('newcomer'),
  WORTHLESS,
];

export const INVITATION_USES: readonly MatrixRow[] = [
  row({
    field: 'acceptInvitation',
    document: mutation('acceptInvitation', 'AcceptInvitationInput', 'accessToken'),
    on: BY_SETTING_A_PASSWORD,
    variables: (target, stage) => ({
      input: { invitationToken: tokenOf(target, stage), name: 'Nora Newcomer', password: GOOD_PASSWORD },
    }),
    leaves: 'member.joined',
    leavesInNameOf: INVITATIONS.newcomer.email,
  }),
  row({
    field: 'joinAccount',
    document: mutation('joinAccount', 'JoinAccountInput', 'account { id }'),
    on: SIGNED_IN,
    variables: (target, stage) => ({ input: { invitationToken: tokenOf(target, stage) } }),
    leaves: 'member.joined',
  }),
];

// What do people do to belong to an account, or to have others belong to it (R11)?

import fc from 'fast-check';
import type { Role } from '../../src/domain/account';
import {
  acceptInvitation,
  changeMemberRole,
  inviteMember,
  joinAccount,
  removeMember,
} from '../support/member-operations';
import { type Doer, kind } from './deed';
import { EMAILS } from './names';
import {
  type InvitationNames,
  invitation,
  likely,
  mostlyAnAdmin,
  ofAccount,
  type PlaceNames,
  place,
  role,
} from './picks';

export const PEOPLE_DEEDS = {
  invite: kind<PlaceNames & { readonly role: Role }>({
    names: { ...place, role },
    doer: mostlyAnAdmin,
    account: ofAccount,
    words: (it) => `invites ${it.person} to ${it.account} as ${it.role}`,
    byTheRules: (model, who, it) => model.invite(who, it.account, it.person, it.role),
    overHttp: async (client, world, it) => {
      const answer = await inviteMember(client, world.accountId(it.account), EMAILS[it.person], it.role);
      const token = answer.body.data?.inviteMember?.invitationToken;
      if (token !== undefined) world.keepInvitation(it.account, it.person, token);
      return answer;
    },
  }),

  join: kind<InvitationNames>({
    names: invitation,
    doer: likely('THE_PERSON'),
    account: ofAccount,
    words: (it) => `joins ${it.account} with ${it.person}’s ${it.which} invitation`,
    byTheRules: (model, who, it) => model.join(who, it.account, it.person, it.which),
    overHttp: (client, world, it) => joinAccount(client, world.invitation(it.account, it.person, it.which)),
  }),

  accept: kind<InvitationNames>({
    names: invitation,
    doer: fc.constant<Doer>({ among: 'THE_PERSON', nth: 0 }),
    isOpen: true,
    account: ofAccount,
    words: (it) => `accepts ${it.account}’s ${it.which} invitation with a new password`,
    byTheRules: (model, _, it) => model.accept(it.account, it.person, it.which),
    overHttp: async (_, world, it) => {
      const token = world.invitation(it.account, it.person, it.which);
      const answer = await acceptInvitation(world.running.anonymous(), token);
      if (answer.body.errors === undefined) await world.signEverybodyIn();
      return answer;
    },
  }),

  changeRole: kind<PlaceNames & { readonly role: Role }>({
    names: { ...place, role },
    doer: mostlyAnAdmin,
    account: ofAccount,
    words: (it) => `makes ${it.person} ${it.role} of ${it.account}`,
    byTheRules: (model, who, it) => model.changeRole(who, it.account, it.person, it.role),
    overHttp: (client, world, it) => changeMemberRole(client, world.memberId(it.account, it.person), it.role),
  }),

  remove: kind<PlaceNames>({
    names: place,
    doer: mostlyAnAdmin,
    account: ofAccount,
    words: (it) => `removes ${it.person} from ${it.account}`,
    byTheRules: (model, who, it) => model.remove(who, it.account, it.person),
    overHttp: (client, world, it) => removeMember(client, world.memberId(it.account, it.person)),
  }),
};

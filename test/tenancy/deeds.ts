// What do people do in the stories? The operations of the API, with names picked at random.

import fc from 'fast-check';
import type { ReusePolicy, Role } from '../../src/domain/account';
import type { RuntimeAccessMode } from '../../src/domain/runtime';
import { grantAccess, revokeAccess } from '../support/access-operations';
import { updateAccountPolicy } from '../support/account-operations';
import {
  acceptInvitation,
  changeMemberRole,
  inviteMember,
  joinAccount,
  removeMember,
} from '../support/member-operations';
import {
  createRuntime,
  deleteRuntime,
  deleteUserToken,
  setRuntimeToken,
  setUserToken,
  updateRuntime,
} from '../support/operations';
import type { DeedKind, Doer } from './deed';
import type { Which } from './model';
import {
  ACCOUNTS,
  type Account,
  accountOf,
  COLOURS,
  type Colour,
  EMAILS,
  PEOPLE,
  type Person,
  RUNTIME_NAMES,
  RUNTIMES,
  type RuntimeName,
  VALUES,
} from './names';

interface PlaceNames {
  readonly account: Account;
  readonly person: Person;
}
interface InvitationNames extends PlaceNames {
  readonly which: Which;
}
interface RuntimeNames {
  readonly runtime: RuntimeName;
}
interface ValueNames extends RuntimeNames {
  readonly value: Colour;
}
interface ModeNames extends RuntimeNames {
  readonly mode: RuntimeAccessMode;
}
interface GrantNames extends RuntimeNames {
  /** As what the person is meant: mostly as a member of the runtime's account. */
  readonly as: Account | 'MEMBER_OF_ITS_ACCOUNT';
  readonly person: Person;
}

// Acme has most of the people and runtimes; where many meet, most happens.
const account = fc.constantFrom<Account[]>('Acme', ...ACCOUNTS);
const runtime = fc.constantFrom<RuntimeName[]>('acme-live', 'acme-live', 'acme-test', 'acme-test', ...RUNTIME_NAMES);
const person = fc.constantFrom(...PEOPLE);
const role = fc.constantFrom<Role[]>('USER', 'ADMIN');
const value = fc.constantFrom(...COLOURS);
const mode = fc.constantFrom<RuntimeAccessMode[]>('ALL_MEMBERS', 'RESTRICTED');
const which = fc.constantFrom<Which[]>('latest', 'latest', 'latest', 'earlier');
const as = fc.constantFrom<GrantNames['as'][]>('MEMBER_OF_ITS_ACCOUNT', 'MEMBER_OF_ITS_ACCOUNT', ...ACCOUNTS);

const place = { account, person };

// Newcomers are not signed in for most of a story: what they try is told quickly.
const somebody = fc.constantFrom<Doer[]>(
  'ada',
  'alice',
  'bob',
  'carol',
  'gus',
  'alice',
  'bob',
  'carol',
  'nora',
  'pete',
);
const likely = (...choices: Exclude<Doer, Person>['among'][]): fc.Arbitrary<Doer> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ among: fc.constantFrom(...choices), nth: fc.nat({ max: PEOPLE.length }) }) },
    { weight: 2, arbitrary: somebody },
  );

const ofAccount = ({ account: name }: { readonly account: Account }) => name;
const ofRuntime = ({ runtime: name }: RuntimeNames) => accountOf(name);
const meantIn = ({ as: meant, runtime: name }: GrantNames) =>
  meant === 'MEMBER_OF_ITS_ACCOUNT' ? accountOf(name) : meant;

/** Keeps the names' types together. */
const kind = <Names extends object>(of: DeedKind<Names>): DeedKind<Names> => of;

export const DEEDS = {
  invite: kind<PlaceNames & { readonly role: Role }>({
    names: { ...place, role },
    doer: likely('ADMINS'),
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
    names: { ...place, which },
    doer: likely('THE_PERSON'),
    account: ofAccount,
    words: (it) => `joins ${it.account} with ${it.person}’s ${it.which} invitation`,
    byTheRules: (model, who, it) => model.join(who, it.account, it.person, it.which),
    overHttp: (client, world, it) => joinAccount(client, world.invitation(it.account, it.person, it.which)),
  }),

  accept: kind<InvitationNames>({
    names: { account, person: fc.oneof(person, fc.constantFrom<Person>('nora', 'pete')), which },
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
    doer: likely('ADMINS'),
    account: ofAccount,
    words: (it) => `makes ${it.person} ${it.role} of ${it.account}`,
    byTheRules: (model, who, it) => model.changeRole(who, it.account, it.person, it.role),
    overHttp: (client, world, it) => changeMemberRole(client, world.memberId(it.account, it.person), it.role),
  }),

  remove: kind<PlaceNames>({
    names: place,
    doer: likely('ADMINS'),
    account: ofAccount,
    words: (it) => `removes ${it.person} from ${it.account}`,
    byTheRules: (model, who, it) => model.remove(who, it.account, it.person),
    overHttp: (client, world, it) => removeMember(client, world.memberId(it.account, it.person)),
  }),

  grant: kind<GrantNames>({
    names: { runtime, as, person },
    doer: likely('ADMINS'),
    account: ofRuntime,
    words: (it) => `grants ${it.person}, a member of ${meantIn(it)}, access to ${it.runtime}`,
    byTheRules: (model, who, it) => model.grant(who, it.runtime, meantIn(it), it.person),
    overHttp: (client, world, it) =>
      grantAccess(client, world.runtimeId(it.runtime), world.memberId(meantIn(it), it.person)),
  }),

  revoke: kind<GrantNames>({
    names: { runtime, as, person },
    doer: likely('ADMINS'),
    account: ofRuntime,
    words: (it) => `takes back the access of ${it.person}, a member of ${meantIn(it)}, to ${it.runtime}`,
    byTheRules: (model, who, it) => model.revoke(who, it.runtime, meantIn(it), it.person),
    overHttp: (client, world, it) =>
      revokeAccess(client, world.runtimeId(it.runtime), world.memberId(meantIn(it), it.person)),
  }),

  changeMode: kind<ModeNames>({
    names: { runtime, mode },
    doer: likely('ADMINS'),
    account: ofRuntime,
    words: (it) => `makes ${it.runtime} ${it.mode}`,
    byTheRules: (model, who, it) => model.changeMode(who, it.runtime, it.mode),
    overHttp: (client, world, it) =>
      updateRuntime(client, { runtimeId: world.runtimeId(it.runtime), accessMode: it.mode }),
  }),

  createRuntime: kind<ValueNames & ModeNames>({
    names: { runtime: fc.constantFrom(...RUNTIME_NAMES), mode, value },
    doer: likely('ADMINS'),
    account: ofRuntime,
    words: (it) => `creates ${it.runtime}, ${it.mode}, with the ${it.value} token`,
    byTheRules: (model, who, it) => model.createRuntime(who, it.runtime, it.mode, it.value),
    overHttp: (client, world, it) => {
      const isCloud = RUNTIMES[it.runtime].host === 'github';
      return createRuntime(client, {
        accountId: world.accountId(accountOf(it.runtime)),
        name: it.runtime,
        gitProvider: isCloud ? 'GITHUB' : 'GITHUB_ENTERPRISE',
        gitProviderUrl: isCloud ? null : world.running.hosts.urls.githubEnterprise.web,
        accessMode: it.mode,
        token: { value: VALUES[it.value].value },
      });
    },
  }),

  deleteRuntime: kind<RuntimeNames>({
    names: { runtime },
    doer: likely('ADMINS'),
    account: ofRuntime,
    words: (it) => `deletes ${it.runtime}`,
    byTheRules: (model, who, it) => model.deleteRuntime(who, it.runtime),
    overHttp: (client, world, it) => deleteRuntime(client, world.runtimeId(it.runtime)),
  }),

  setRuntimeToken: kind<ValueNames>({
    names: { runtime, value },
    doer: likely('ADMINS'),
    account: ofRuntime,
    words: (it) => `sets the ${it.value} token as ${it.runtime}’s runtime token`,
    byTheRules: (model, who, it) => model.setRuntimeToken(who, it.runtime, it.value),
    overHttp: (client, world, it) => setRuntimeToken(client, world.runtimeId(it.runtime), VALUES[it.value].value),
  }),

  setPolicy: kind<{ readonly account: Account; readonly policy: ReusePolicy }>({
    names: { account, policy: fc.constantFrom<ReusePolicy[]>('ALLOW', 'WARN', 'DENY') },
    doer: likely('ADMINS'),
    account: ofAccount,
    words: (it) => `sets ${it.account}’s policy on the reuse of runtime tokens to ${it.policy}`,
    byTheRules: (model, who, it) => model.setPolicy(who, it.account, it.policy),
    overHttp: (client, world, it) =>
      updateAccountPolicy(client, { accountId: world.accountId(it.account), runtimeTokenReuse: it.policy }),
  }),

  setUserToken: kind<ValueNames>({
    names: { runtime, value },
    doer: likely('MEMBERS'),
    account: ofRuntime,
    words: (it) => `sets the ${it.value} token as their user token on ${it.runtime}`,
    byTheRules: (model, who, it) => model.setUserToken(who, it.runtime, it.value),
    overHttp: (client, world, it) => setUserToken(client, world.runtimeId(it.runtime), VALUES[it.value].value),
  }),

  deleteUserToken: kind<RuntimeNames>({
    names: { runtime },
    doer: likely('MEMBERS'),
    account: ofRuntime,
    words: (it) => `deletes their user token on ${it.runtime}`,
    byTheRules: (model, who, it) => model.deleteUserToken(who, it.runtime),
    overHttp: (client, world, it) => deleteUserToken(client, world.runtimeId(it.runtime)),
  }),
};

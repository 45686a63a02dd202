// What do people do with runtimes, with access to them (R9), and with their tokens (R1, R2, R4–R6, R8)?

import fc from 'fast-check';
import type { ReusePolicy } from '../../src/domain/account';
import { grantAccess, revokeAccess } from '../support/access-operations';
import { updateAccountPolicy } from '../support/account-operations';
import {
  createRuntime,
  deleteRuntime,
  deleteUserToken,
  setRuntimeToken,
  setUserToken,
  updateRuntime,
} from '../support/operations';
import { kind } from './deed';
import { type Account, accountOf, RUNTIME_NAMES, RUNTIMES, VALUES } from './names';
import {
  account,
  as,
  type GrantNames,
  likely,
  type ModeNames,
  meantIn,
  mode,
  mostlyAnAdmin,
  ofAccount,
  ofRuntime,
  person,
  type RuntimeNames,
  runtime,
  type ValueNames,
  value,
} from './picks';

export const RUNTIME_DEEDS = {
  grant: kind<GrantNames>({
    names: { runtime, as, person },
    doer: mostlyAnAdmin,
    account: ofRuntime,
    words: (it) => `grants ${it.person}, a member of ${meantIn(it)}, access to ${it.runtime}`,
    byTheRules: (model, who, it) => model.grant(who, it.runtime, meantIn(it), it.person),
    overHttp: (client, world, it) =>
      grantAccess(client, world.runtimeId(it.runtime), world.memberId(meantIn(it), it.person)),
  }),

  revoke: kind<GrantNames>({
    names: { runtime, as, person },
    doer: mostlyAnAdmin,
    account: ofRuntime,
    words: (it) => `takes back the access of ${it.person}, a member of ${meantIn(it)}, to ${it.runtime}`,
    byTheRules: (model, who, it) => model.revoke(who, it.runtime, meantIn(it), it.person),
    overHttp: (client, world, it) =>
      revokeAccess(client, world.runtimeId(it.runtime), world.memberId(meantIn(it), it.person)),
  }),

  changeMode: kind<ModeNames>({
    names: { runtime, mode },
    doer: mostlyAnAdmin,
    account: ofRuntime,
    words: (it) => `makes ${it.runtime} ${it.mode}`,
    byTheRules: (model, who, it) => model.changeMode(who, it.runtime, it.mode),
    overHttp: (client, world, it) =>
      updateRuntime(client, { runtimeId: world.runtimeId(it.runtime), accessMode: it.mode }),
  }),

  createRuntime: kind<ValueNames & ModeNames>({
    names: { runtime: fc.constantFrom(...RUNTIME_NAMES), mode, value },
    doer: mostlyAnAdmin,
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
    doer: mostlyAnAdmin,
    account: ofRuntime,
    words: (it) => `deletes ${it.runtime}`,
    byTheRules: (model, who, it) => model.deleteRuntime(who, it.runtime),
    overHttp: (client, world, it) => deleteRuntime(client, world.runtimeId(it.runtime)),
  }),

  setRuntimeToken: kind<ValueNames>({
    names: { runtime, value },
    doer: mostlyAnAdmin,
    account: ofRuntime,
    words: (it) => `sets the ${it.value} token as ${it.runtime}’s runtime token`,
    byTheRules: (model, who, it) => model.setRuntimeToken(who, it.runtime, it.value),
    overHttp: (client, world, it) => setRuntimeToken(client, world.runtimeId(it.runtime), VALUES[it.value].value),
  }),

  setPolicy: kind<{ readonly account: Account; readonly policy: ReusePolicy }>({
    names: { account, policy: fc.constantFrom<ReusePolicy[]>('ALLOW', 'WARN', 'DENY') },
    doer: mostlyAnAdmin,
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

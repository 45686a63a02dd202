// Who is there, and what runs where? Accounts, people and runtimes in memory, before anything is written.

import { newId } from '../../src/application/ids';
import type { Role } from '../../src/domain/account';
import type { GitProviderKind } from '../../src/domain/git-provider';
import type { RuntimeAccessMode } from '../../src/domain/runtime';
import type { Chance } from './random';
import {
  ADMINS,
  COVERAGE,
  MEMBERS_OF_AN_ACCOUNT,
  PROVIDERS,
  RESTRICTED,
  RUNTIMES_OF_AN_ACCOUNT,
  VIEWER_EMAIL,
  VIEWERS_ACCOUNT,
  WITH_REPOSITORY,
  webRootOf,
} from './shape';

export interface Member {
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

export interface PlacedRuntime {
  readonly id: string;
  readonly tokenId: string;
  readonly name: string;
  readonly provider: GitProviderKind;
  readonly webRoot: string;
  readonly repository: string | null;
  readonly accessMode: RuntimeAccessMode;
}

export interface PlacedAccount {
  readonly id: string;
  readonly name: string;
  readonly members: readonly Member[];
  readonly runtimes: readonly PlacedRuntime[];
  /** Who has a user token where. */
  readonly pairs: readonly (readonly [Member, PlacedRuntime])[];
}

/** Accounts until so many user tokens are in them. The first is the viewer's. */
export function populate(userTokens: number, chance: Chance, now: Date): PlacedAccount[] {
  const accounts: PlacedAccount[] = [];
  for (let left = userTokens; left > 0; ) {
    const account = placeAccount(accounts.length, left, chance, now);
    accounts.push(account);
    left -= account.pairs.length;
  }
  return accounts;
}

function placeAccount(number: number, tokensLeft: number, chance: Chance, now: Date): PlacedAccount {
  const isViewers = number === 0;
  const size = isViewers
    ? VIEWERS_ACCOUNT
    : { runtimes: chance.pick(RUNTIMES_OF_AN_ACCOUNT), members: chance.pick(MEMBERS_OF_AN_ACCOUNT) };
  const members = Array.from({ length: size.members }, (_, index) => placeMember(number, index, chance, now));
  const runtimes = Array.from({ length: size.runtimes }, (_, index) => placeRuntime(number, index, chance, now));
  const pairs = members.flatMap((member) =>
    runtimes
      .filter((runtime) => isSeenBy(member, runtime) && hasToken(member, chance))
      .map((runtime) => [member, runtime] as const),
  );
  return { id: newId('account', now), name: `Account ${number}`, members, runtimes, pairs: pairs.slice(0, tokensLeft) };
}

/** Nobody has grants: restricted runtimes are the admins'. */
const isSeenBy = ({ role }: Member, { accessMode }: PlacedRuntime): boolean =>
  role === 'ADMIN' || accessMode === 'ALL_MEMBERS';

/** The viewer has all tokens, so that the page is as full as it can be. */
const hasToken = ({ email }: Member, chance: Chance): boolean => email === VIEWER_EMAIL || chance.next() < COVERAGE;

function placeMember(account: number, index: number, chance: Chance, now: Date): Member {
  const isViewer = account === 0 && index === 0;
  return {
    personId: newId('person', now),
    email: isViewer ? VIEWER_EMAIL : `person-${index}@account-${account}.example`,
    name: isViewer ? 'Vera Viewer' : `Person ${index} of ${account}`,
    // An account has an admin in any case.
    role: index === 0 || chance.next() < ADMINS ? 'ADMIN' : 'USER',
  };
}

function placeRuntime(account: number, index: number, chance: Chance, now: Date): PlacedRuntime {
  const provider = chance.pick(PROVIDERS);
  // Where the viewer sets tokens, a check is one request; see plan/works.ts.
  const isSettable = account === 0 && provider === 'GITHUB';
  const hasRepository = !isSettable && chance.next() < WITH_REPOSITORY;
  return {
    id: newId('runtime', now),
    tokenId: newId('token', now),
    name: `runtime-${String(index).padStart(3, '0')}`,
    provider,
    webRoot: webRootOf(provider, account),
    repository: hasRepository ? `account-${account}/gitops-config` : null,
    accessMode: chance.next() < RESTRICTED ? 'RESTRICTED' : 'ALL_MEMBERS',
  };
}

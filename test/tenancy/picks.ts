// Which names are picked for a deed, and who tries it?

import fc from 'fast-check';
import type { Role } from '../../src/domain/account';
import type { RuntimeAccessMode } from '../../src/domain/runtime';
import type { Doer } from './deed';
import type { Which } from './model';
import {
  ACCOUNTS,
  type Account,
  accountOf,
  COLOURS,
  type Colour,
  PEOPLE,
  type Person,
  RUNTIME_NAMES,
  type RuntimeName,
} from './names';

export interface PlaceNames {
  readonly account: Account;
  readonly person: Person;
}
export interface InvitationNames extends PlaceNames {
  readonly which: Which;
}
export interface RuntimeNames {
  readonly runtime: RuntimeName;
}
export interface ValueNames extends RuntimeNames {
  readonly value: Colour;
}
export interface ModeNames extends RuntimeNames {
  readonly mode: RuntimeAccessMode;
}
export interface GrantNames extends RuntimeNames {
  /** As what the person is meant: mostly as a member of the runtime's account. */
  readonly as: Account | 'MEMBER_OF_ITS_ACCOUNT';
  readonly person: Person;
}

// Acme has most of the people and runtimes; where many meet, most happens.
export const account = fc.constantFrom<Account[]>('Acme', ...ACCOUNTS);
export const runtime = fc.constantFrom<RuntimeName[]>(
  'acme-live',
  'acme-live',
  'acme-test',
  'acme-test',
  ...RUNTIME_NAMES,
);
export const person = fc.constantFrom(...PEOPLE);
export const role = fc.constantFrom<Role[]>('USER', 'ADMIN');
export const value = fc.constantFrom(...COLOURS);
export const mode = fc.constantFrom<RuntimeAccessMode[]>('ALL_MEMBERS', 'RESTRICTED');
export const which = fc.constantFrom<Which[]>('latest', 'latest', 'latest', 'earlier');
export const as = fc.constantFrom<GrantNames['as'][]>('MEMBER_OF_ITS_ACCOUNT', 'MEMBER_OF_ITS_ACCOUNT', ...ACCOUNTS);

export const place = { account, person };

// Newcomers are not signed in for most of a story: what they try is told quickly.
export const somebody = fc.constantFrom<Doer[]>(
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
export const likely = (...choices: Exclude<Doer, Person>['among'][]): fc.Arbitrary<Doer> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ among: fc.constantFrom(...choices), nth: fc.nat({ max: PEOPLE.length }) }) },
    { weight: 2, arbitrary: somebody },
  );

export const ofAccount = ({ account: name }: { readonly account: Account }) => name;
export const ofRuntime = ({ runtime: name }: RuntimeNames) => accountOf(name);
export const meantIn = ({ as: meant, runtime: name }: GrantNames) =>
  meant === 'MEMBER_OF_ITS_ACCOUNT' ? accountOf(name) : meant;

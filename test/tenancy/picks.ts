// Which names are picked for a deed, and who tries it?

import fc from 'fast-check';
import type { Role } from '../../src/domain/account';
import type { RuntimeAccessMode } from '../../src/domain/runtime';
import type { Doer, Likely } from './deed';
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

export const person = fc.constantFrom(...PEOPLE);
export const role = fc.constantFrom<Role[]>('USER', 'ADMIN');
export const value = fc.constantFrom(...COLOURS);
export const mode = fc.constantFrom<RuntimeAccessMode[]>('ALL_MEMBERS', 'RESTRICTED');
export const as = fc.constantFrom<GrantNames['as'][]>('MEMBER_OF_ITS_ACCOUNT', 'MEMBER_OF_ITS_ACCOUNT', ...ACCOUNTS);

// Acme has most of the people and runtimes; where many meet, most happens.
export const account = fc.constantFrom<Account[]>('Acme', ...ACCOUNTS);
const busyRuntime = fc.constantFrom<RuntimeName[]>('acme-live', 'acme-test');
export const runtime = fc.oneof(busyRuntime, fc.constantFrom(...RUNTIME_NAMES));

/** Bob and carol have most to lose when a story begins. */
export const place = { account, person: fc.oneof(fc.constantFrom<Person[]>('bob', 'carol'), person) };

/** Often those that wait when a story begins. */
export const invitation = {
  account: fc.constantFrom(...ACCOUNTS),
  person: fc.oneof(fc.constantFrom<Person[]>('bob', 'gus', 'nora'), person),
  which: fc.constantFrom<Which[]>('latest', 'latest', 'latest', 'earlier'),
};

/** Newcomers are not signed in for most of a story: there is little to tell of them. */
const somebody = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Person[]>('ada', 'alice', 'bob', 'carol', 'gus') },
  { weight: 1, arbitrary: fc.constantFrom<Person[]>('nora', 'pete') },
);

/** Who tries it: more often than not somebody of these. */
export const likely = (...among: Likely['among'][]): fc.Arbitrary<Doer> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ among: fc.constantFrom(...among), nth: fc.nat({ max: PEOPLE.length }) }) },
    { weight: 2, arbitrary: somebody },
  );

/** What only admins may do. */
export const mostlyAnAdmin = likely('ADMINS', 'ADMINS', 'MEMBERS');

export const ofAccount = ({ account: name }: { readonly account: Account }) => name;
export const ofRuntime = ({ runtime: name }: RuntimeNames) => accountOf(name);
export const meantIn = ({ as: meant, runtime: name }: GrantNames) =>
  meant === 'MEMBER_OF_ITS_ACCOUNT' ? accountOf(name) : meant;

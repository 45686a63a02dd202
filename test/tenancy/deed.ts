// What is a deed? Something that somebody tries: in words, by the rules, and over HTTP.

import fc from 'fast-check';
import type { Answer, GraphQLClient } from '../support/graphql-client';
import type { Model } from './model';
import { type Account, PEOPLE, type Person } from './names';
import { outcomeOf, Refused } from './outcome';
import type { World } from './world';

/** Who is likely to succeed: the person the deed is about, or one of those who may do such things in the account. */
export interface Likely {
  readonly among: 'THE_PERSON' | 'ADMINS' | 'MEMBERS';
  /** Which of them, counted round and round. */
  readonly nth: number;
}

export type Doer = Person | Likely;

/** One sort of deed, with names to be picked. */
export interface DeedKind<Names> {
  readonly names: { readonly [Name in keyof Names]: fc.Arbitrary<Names[Name]> };
  readonly doer: fc.Arbitrary<Doer>;
  readonly account: (names: Names) => Account;
  /** After who does it: `grants bob access to acme-live`. */
  readonly words: (names: Names) => string;
  /** Returns what it amounts to, in words, where that is more than `done`; throws `Refused`. */
  readonly byTheRules: (model: Model, who: Person, names: Names) => unknown;
  readonly overHttp: (client: GraphQLClient, world: World, names: Names) => Promise<Answer>;
  /** Done without signing in. */
  readonly isOpen?: true;
}

/** Keeps the types of a kind's names together. */
export const kind = <Names extends object>(of: DeedKind<Names>): DeedKind<Names> => of;

/** A deed once it is decided who does it. */
export interface Act {
  readonly who: Person;
  /** The one concerned. */
  readonly account: Account;
  readonly words: string;
  /** Throws `Refused`. */
  byTheRules(): string;
  overHttp(world: World): Promise<string>;
}

export interface Deed {
  by(model: Model): Act;
  /** As fast-check prints it. */
  toString(): string;
}

export function deed<Names extends object>(doer: Doer, kind: DeedKind<Names>, names: NoInfer<Names>): Deed {
  const account = kind.account(names);
  return {
    by(model) {
      const who = personFor(doer, model, account, names);
      return {
        who,
        account,
        words: `${who} ${kind.words(names)}`,
        byTheRules() {
          if (!kind.isOpen && !model.known.has(who)) throw new Refused('UNAUTHENTICATED');
          return String(kind.byTheRules(model, who, names) ?? 'done');
        },
        overHttp: async (world) => outcomeOf(await kind.overHttp(world.as(who), world, names)),
      };
    },
    toString: () => `${wordsFor(doer)} ${kind.words(names)}`,
  };
}

function personFor(doer: Doer, model: Model, account: Account, names: { readonly person?: Person }): Person {
  if (typeof doer === 'string') return doer;
  const { among, nth } = doer;
  const roleOf = (person: Person) => model.roleIn(account, person);
  const likely = {
    THE_PERSON: () => PEOPLE.filter((person) => person === names.person),
    MEMBERS: () => PEOPLE.filter((person) => roleOf(person) !== null),
    ADMINS: () => PEOPLE.filter((person) => roleOf(person) === 'ADMIN'),
  }[among]();
  const who = likely[nth % likely.length];
  if (who === undefined) throw new Error(`R11: ${account} has lost its last admin`);
  return who;
}

const wordsFor = (doer: Doer): string => (typeof doer === 'string' ? doer : `one of ${doer.among}`);

export const randomDeed = <Names extends object>(kind: DeedKind<Names>): fc.Arbitrary<Deed> =>
  fc.tuple(kind.doer, fc.record(kind.names)).map(([doer, names]) => deed(doer, kind, names as Names));

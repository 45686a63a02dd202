// What does each person see? By the model, in the words in which the gateway's answers are read, too.

import type { Model, Token } from './model';
import { ACCOUNTS, accountOf, PEOPLE, type Person } from './names';

export interface Seen {
  readonly accounts: Readonly<Record<string, SeenAccount>>;
  readonly runtimes: Readonly<Record<string, SeenRuntime>>;
}

export interface SeenAccount {
  readonly role: string;
  readonly policy: string;
  readonly readsEvents: boolean;
  /** Each with how their user tokens stand; null for everybody but admins. */
  readonly members: Readonly<Record<string, SeenMember>> | null;
}

export interface SeenMember {
  readonly is: string;
  readonly userTokens: Readonly<Record<string, string>>;
}

export interface SeenRuntime {
  readonly mode: string;
  readonly runtimeToken: string;
  readonly userToken: string;
  readonly members: readonly string[] | null;
}

const MISSING = 'MISSING';

/** A token that is shown, not only how it stands. */
export const whole = (version: number, status: string) => `version ${version}, ${status}`;

export function seenByTheRules(model: Model, who: Person): Seen {
  const accounts = ACCOUNTS.flatMap((account) => {
    const role = model.roleIn(account, who);
    if (role === null) return [];
    const isAdmin = role === 'ADMIN';
    const places = model.places.filter((place) => place.account === account);
    const members = places.map(({ person, role, status }): [string, SeenMember] => [
      person,
      { is: `${role} ${status}`, userTokens: userTokensByTheRules(model, account, person) },
    ]);
    const policy = model.policies[account];
    return [[account, { role, policy, readsEvents: isAdmin, members: isAdmin ? Object.fromEntries(members) : null }]];
  });
  const runtimes = model.runtimes
    .filter(({ name }) => model.sees(who, name))
    .map(({ name, mode, token }) => {
      const isAdmin = model.roleIn(accountOf(name), who) === 'ADMIN';
      const userToken = model.userToken(who, name);
      return [
        name,
        {
          mode,
          runtimeToken: isAdmin ? whole(token.version, statusOf(model, token)) : statusOf(model, token),
          userToken: userToken ? whole(userToken.version, statusOf(model, userToken)) : MISSING,
          members: isAdmin ? PEOPLE.filter((person) => model.sees(person, name)) : null,
        },
      ];
    });
  return { accounts: Object.fromEntries(accounts), runtimes: Object.fromEntries(runtimes) };
}

/** On every runtime they have access to; who is only invited has none. */
function userTokensByTheRules(model: Model, account: string, person: Person): Record<string, string> {
  const seen = model.runtimes.filter(({ name }) => accountOf(name) === account && model.sees(person, name));
  return Object.fromEntries(seen.map(({ name }) => [name, statusOf(model, model.userToken(person, name))]));
}

/** R22: a token that nobody has checked for over seven days is UNVERIFIED; those of the stories do not end. */
function statusOf({ hour }: Model, token: Token | undefined): string {
  if (token === undefined) return MISSING;
  return hour - token.checkedAt > 7 * 24 ? 'UNVERIFIED' : 'VALID';
}

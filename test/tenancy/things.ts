// What has an id, and who may read what the id stands for (R12)?

import type { Contents } from '../support/database-snapshot';
import type { Row } from '../support/test-database';
import type { Model } from './model';
import { type Account, accountOf, type Person, personOf, type RuntimeName } from './names';

export interface Thing {
  readonly id: string;
  /** In the words of the stories: `runtime acme-live`. What comes again under the same words is another thing. */
  readonly words: string;
  readonly isFor: (model: Model, who: Person) => boolean;
}

/** All that is there; of the events, which are many, the latest. */
export function thingsIn(contents: Contents): Thing[] {
  const names = new Names(contents);
  const { account = [], runtime = [], membership = [], git_token = [], audit_event = [] } = contents;
  return [
    ...account.map((row) => accountThing(row)),
    ...runtime.map((row) => runtimeThing(row)),
    ...membership.map((row) => placeThing(row, names)),
    ...git_token.map((row) => (row.kind === 'RUNTIME' ? runtimeTokenThing(row, names) : userTokenThing(row, names))),
    ...audit_event.slice(-1).map((row) => eventThing(row, names)),
  ];
}

export const wordsFor = {
  account: (account: Account) => `account ${account}`,
  runtime: (runtime: RuntimeName) => `runtime ${runtime}`,
  place: (account: Account, person: Person) => `${person} in ${account}`,
};

const isAdmin = (model: Model, account: Account, who: Person): boolean => model.roleIn(account, who) === 'ADMIN';

function accountThing({ id, name }: Row): Thing {
  const account = name as Account;
  return {
    id: String(id),
    words: wordsFor.account(account),
    isFor: (model, who) => model.roleIn(account, who) !== null,
  };
}

function runtimeThing({ id, name }: Row): Thing {
  const runtime = name as RuntimeName;
  return { id: String(id), words: wordsFor.runtime(runtime), isFor: (model, who) => model.sees(who, runtime) };
}

/** One's own, too, once it counts. */
function placeThing({ id, account_id, email }: Row, names: Names): Thing {
  const [account, person] = [names.account(account_id), personOf(email)];
  return {
    id: String(id),
    words: wordsFor.place(account, person),
    isFor: (model, who) => isAdmin(model, account, who) || (who === person && model.roleIn(account, who) !== null),
  };
}

function runtimeTokenThing({ id, runtime_id }: Row, names: Names): Thing {
  const runtime = names.runtime(runtime_id);
  return {
    id: String(id),
    words: `runtime token of ${runtime}`,
    isFor: (model, who) => isAdmin(model, accountOf(runtime), who),
  };
}

/** Its owner's alone, and nobody's while it is suspended (R9, R10). */
function userTokenThing({ id, runtime_id, person_id }: Row, names: Names): Thing {
  const [runtime, person] = [names.runtime(runtime_id), names.person(person_id)];
  return {
    id: String(id),
    words: `user token of ${person} on ${runtime}`,
    isFor: (model, who) => who === person && model.userToken(person, runtime) !== undefined,
  };
}

function eventThing({ id, account_id, action }: Row, names: Names): Thing {
  const account = names.account(account_id);
  return {
    id: String(id),
    words: `event ${action} of ${account}`,
    isFor: (model, who) => isAdmin(model, account, who),
  };
}

/** Whom and what the ids in the database stand for. */
export class Names {
  constructor(private readonly contents: Contents) {}

  account = (id: unknown): Account => this.#find('account', id).name as Account;
  runtime = (id: unknown): RuntimeName => this.#find('runtime', id).name as RuntimeName;
  person = (id: unknown): Person => personOf(this.#find('person', id).email);
  place = (id: unknown): string => {
    const { account_id, email } = this.#find('membership', id);
    return wordsFor.place(this.account(account_id), personOf(email));
  };

  #find(table: string, id: unknown): Row {
    const row = this.contents[table]?.find((candidate) => candidate.id === id);
    if (row === undefined) throw new Error(`There is no ${id} in ${table}.`);
    return row;
  }
}

// What is `node` tried on? Everything that has an id, whatever its kind.

import type { AccountName } from '../../seed/data';
import { PERSONAS, type Persona } from '../support/test-gateway';
import { CAST_RUNTIMES, type CastRuntimeName } from './scenery';
import type { Stage } from './stage';
import { ACCOUNTS, INVITED, MEMBERS, memberTarget, nowhere, RUNTIMES, type Target, type Targets } from './targets';

export const NODES: Targets = async (stage) => [
  ...(await RUNTIMES(stage)).filter(({ account }) => account !== null),
  ...(await ACCOUNTS(stage)).filter(({ account }) => account !== null),
  await memberTarget(stage, 'acmeAdmin', 'Acme', 'ADMIN'),
  ...(await MEMBERS(stage)).filter(({ account }) => account !== null),
  ...(await INVITED(stage)),
  ...(await all(['acmeAdmin', 'alice', 'carol', 'globexAdmin'], (actor) => eventsBy(actor, stage))).flat(),
  ...(await all(Object.keys(CAST_RUNTIMES) as CastRuntimeName[], (name) => runtimeTokenOn(name, stage))),
  ...(await all(['acmeAdmin', 'alice', 'bob', 'carol'], (owner) => userTokenOf(owner, 'acme-production', stage))),
  ...(await all(['acmeAdmin', 'alice'], (owner) => userTokenOf(owner, 'acme-edge', stage))),
  ...(await all(['globexAdmin', 'carol'], (owner) => userTokenOf(owner, 'globex-production', stage))),
  {
    name: 'alice’s person id',
    account: null,
    id: await idOf(stage, 'SELECT id FROM person WHERE email = ?', PERSONAS.alice),
  },
  ...nowhere('tok'),
];

const all = <Name extends string, T>(names: readonly Name[], find: (name: Name) => Promise<T>): Promise<T[]> =>
  Promise.all(names.map(find));

/** The first thing that somebody did in each of their accounts. */
const eventsBy = async (actor: Persona, { running }: Stage): Promise<Target[]> =>
  (
    await running.rows(
      `SELECT min(event.id) AS id, account.name FROM audit_event event JOIN account ON account.id = event.account_id
       WHERE event.actor = ? GROUP BY account.name ORDER BY account.name`,
      PERSONAS[actor],
    )
  ).map(({ id, name }) => {
    const account = name as AccountName;
    return { name: `event in ${account} by ${actor}`, account, id: String(id) };
  });

const runtimeTokenOn = async (name: CastRuntimeName, stage: Stage): Promise<Target> => ({
  name: `token of ${name}`,
  account: CAST_RUNTIMES[name].account,
  id: await idOf(stage, 'SELECT token_id AS id FROM runtime WHERE name = ?', name),
});

const USER_TOKEN_ID = `SELECT token.id FROM git_token token
  JOIN person ON person.id = token.person_id JOIN runtime ON runtime.id = token.runtime_id
  WHERE person.email = ? AND runtime.name = ?`;

const userTokenOf = async (owner: Persona, name: CastRuntimeName, stage: Stage): Promise<Target> => ({
  name: `${owner}’s token on ${name}`,
  account: CAST_RUNTIMES[name].account,
  id: await idOf(stage, USER_TOKEN_ID, PERSONAS[owner], name),
});

async function idOf({ running }: Stage, sql: string, ...values: string[]): Promise<string> {
  const [row] = await running.rows(sql, ...values);
  if (row === undefined) throw new Error(`The stage lacks what is looked for with ${values.join(', ')}.`);
  return String(row.id);
}

// What is `node` tried on? Everything that has an id, whatever its kind.

import type { AccountName } from '../../seed/data';
import { PERSONAS, type Persona } from '../support/test-gateway';
import { CAST_RUNTIMES, type CastRuntimeName } from './scenery';
import type { Stage } from './stage';
import { ACCOUNTS, INVITED, MEMBERS, memberTarget, nowhere, RUNTIMES, type Target, type Targets } from './targets';

export const NODES: Targets = (stage) => [
  ...RUNTIMES(stage).filter(({ account }) => account !== null),
  ...ACCOUNTS(stage).filter(({ account }) => account !== null),
  memberTarget(stage, 'acmeAdmin', 'Acme', 'ADMIN'),
  ...MEMBERS(stage).filter(({ account }) => account !== null),
  ...INVITED(stage),
  ...(['acmeAdmin', 'alice', 'carol', 'globexAdmin'] as const).flatMap((actor) => eventsBy(actor, stage)),
  ...(Object.keys(CAST_RUNTIMES) as CastRuntimeName[]).map((name) => runtimeTokenOn(name, stage)),
  ...(['acmeAdmin', 'alice', 'bob', 'carol'] as const).map((owner) => userTokenOf(owner, 'acme-production', stage)),
  ...(['acmeAdmin', 'alice'] as const).map((owner) => userTokenOf(owner, 'acme-edge', stage)),
  ...(['globexAdmin', 'carol'] as const).map((owner) => userTokenOf(owner, 'globex-production', stage)),
  {
    name: 'alice’s person id',
    account: null,
    id: idOf(stage, 'SELECT id FROM person WHERE email = ?', PERSONAS.alice),
  },
  ...nowhere('tok'),
];

/** The first thing that somebody did in each of their accounts. */
const eventsBy = (actor: Persona, { running }: Stage): Target[] =>
  running
    .rows(
      `SELECT min(event.id) AS id, account.name FROM audit_event event JOIN account ON account.id = event.account_id
       WHERE event.actor = ? GROUP BY account.name ORDER BY account.name`,
      PERSONAS[actor],
    )
    .map(({ id, name }) => {
      const account = name as AccountName;
      return { name: `event in ${account} by ${actor}`, account, id: String(id) };
    });

const runtimeTokenOn = (name: CastRuntimeName, stage: Stage): Target => ({
  name: `token of ${name}`,
  account: CAST_RUNTIMES[name].account,
  id: idOf(stage, 'SELECT token_id AS id FROM runtime WHERE name = ?', name),
});

const USER_TOKEN_ID = `SELECT token.id FROM git_token token
  JOIN person ON person.id = token.person_id JOIN runtime ON runtime.id = token.runtime_id
  WHERE person.email = ? AND runtime.name = ?`;

const userTokenOf = (owner: Persona, name: CastRuntimeName, stage: Stage): Target => ({
  name: `${owner}’s token on ${name}`,
  account: CAST_RUNTIMES[name].account,
  id: idOf(stage, USER_TOKEN_ID, PERSONAS[owner], name),
});

function idOf({ running }: Stage, sql: string, ...values: string[]): string {
  const [row] = running.rows(sql, ...values);
  if (row === undefined) throw new Error(`The stage lacks what is looked for with ${values.join(', ')}.`);
  return String(row.id);
}

// What do the operations of the matrix try it on? Things of either account, and ids that lead nowhere.

import type { AccountName } from '../../seed/data';
import type { GitHostName } from '../../seed/git-hosts/addresses';
import type { CastRuntime } from '../../seed/git-hosts/tokens';
import { PERSONAS, type Persona } from '../support/test-gateway';
import type { Stage } from './stage';

export interface Target {
  /** As the table prints it. */
  readonly name: string;
  /** Where it belongs, and where a denial is written down. Null: there is no such thing, for nobody. */
  readonly account: AccountName | null;
  readonly id: string;
}

/** Which targets make sense for an operation; their ids are known only once the stage is set. */
export type Targets<T extends Target = Target> = (stage: Stage) => readonly T[];

export const UNKNOWN = 'an unknown id';
export const MALFORMED = 'a malformed id';

const UNKNOWN_SUFFIX = '01JHMXQ4D7ZZZZZZZZZZZZZZZZ';
const nowhere = (prefix: string) =>
  [
    { name: UNKNOWN, account: null, id: `${prefix}_${UNKNOWN_SUFFIX}` },
    { name: MALFORMED, account: null, id: `${prefix}_'); DROP TABLE runtime; --` },
  ] as const;

// ── runtimes ─────────────────────────────────────────────────────────────────────────────────────

export interface RuntimeTarget extends Target {
  /** Of an unknown runtime: Acme's, as if it were one of theirs. */
  readonly accountId: string;
  /** Which simulated host knows good tokens for it. */
  readonly host: GitHostName;
}

/** One of each sort: open to all members, restricted with a grant for alice, foreign to most. */
export const CAST_RUNTIMES = {
  'acme-production': { account: 'Acme', host: 'github' },
  'acme-edge': { account: 'Acme', host: 'gitlab' },
  'globex-production': { account: 'Globex', host: 'githubEnterprise' },
} as const satisfies Partial<Record<CastRuntime, { account: AccountName; host: GitHostName }>>;
export type CastRuntimeName = keyof typeof CAST_RUNTIMES;

export const RUNTIMES: Targets<RuntimeTarget> = ({ running }) => [
  ...(Object.keys(CAST_RUNTIMES) as CastRuntimeName[]).map((name) => ({
    ...CAST_RUNTIMES[name],
    name,
    id: running.runtimeId(name),
    accountId: running.accountId(CAST_RUNTIMES[name].account),
  })),
  ...nowhere('run').map((target) => ({ ...target, accountId: running.accountId('Acme'), host: 'github' as const })),
];

/** For look-ups by name, where there is no id to be malformed. */
export const RUNTIMES_BY_NAME: Targets<RuntimeTarget> = (stage) =>
  RUNTIMES(stage).filter(({ name }) => name !== MALFORMED);

// ── accounts ─────────────────────────────────────────────────────────────────────────────────────

export const ACCOUNTS: Targets = ({ running }) => [
  ...(['Acme', 'Globex'] as const).map((name) => ({ name, account: name, id: running.accountId(name) })),
  ...nowhere('acc'),
];

// ── anything with an id ──────────────────────────────────────────────────────────────────────────

export const NODES: Targets = (stage) => [
  ...RUNTIMES(stage).filter(({ account }) => account !== null),
  ...ACCOUNTS(stage).filter(({ account }) => account !== null),
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

// ── nothing but the caller ───────────────────────────────────────────────────────────────────────

/** For operations that name nothing: they are about whoever calls. */
export const THEMSELVES: Targets = () => [{ name: 'themselves', account: 'Acme', id: '' }];

// What do the operations of the matrix try it on? Things of either account, and ids that lead nowhere.

import type { AccountName } from '../../seed/data';
import type { GitHostName } from '../../seed/git-hosts/addresses';
import type { Role } from '../../src/domain/account';
import { memberId } from '../support/access-operations';
import type { Persona } from '../support/test-gateway';
import { CAST_RUNTIMES, type CastRuntimeName, INVITATIONS, type Invited } from './scenery';
import type { Stage } from './stage';

export interface Target {
  /** As the table prints it. */
  readonly name: string;
  /** Where it belongs, and where a denial is written down. Null: there is no such thing, for nobody. */
  readonly account: AccountName | null;
  readonly id: string;
}

/** Which targets make sense for an operation; their ids are known only once the stage is set. */
export type Targets<T extends Target = Target> = (stage: Stage) => Promise<readonly T[]>;

export const UNKNOWN = 'an unknown id';
export const MALFORMED = 'a malformed id';

const UNKNOWN_SUFFIX = '01JHMXQ4D7ZZZZZZZZZZZZZZZZ';
export const nowhere = (prefix: string) =>
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
  /** A member of its account with a grant on it, one without, and one of the other account. */
  readonly granted: string;
  readonly ungranted: string;
  readonly stranger: string;
}

const MEMBERS_FOR_GRANTS = {
  Acme: { granted: 'alice', ungranted: 'bob' },
  Globex: { granted: 'carol', ungranted: 'globexAdmin' },
} as const;

/** Everything about a runtime but which one it is. */
async function surroundings({ running }: Stage, account: AccountName) {
  const other = account === 'Acme' ? 'Globex' : 'Acme';
  return {
    accountId: running.accountId(account),
    granted: await memberId(running, MEMBERS_FOR_GRANTS[account].granted, account),
    ungranted: await memberId(running, MEMBERS_FOR_GRANTS[account].ungranted, account),
    stranger: await memberId(running, MEMBERS_FOR_GRANTS[other].ungranted, other),
  };
}

export const RUNTIMES: Targets<RuntimeTarget> = async (stage) => {
  const around = { Acme: await surroundings(stage, 'Acme'), Globex: await surroundings(stage, 'Globex') };
  return [
    ...(Object.keys(CAST_RUNTIMES) as CastRuntimeName[]).map((name) => ({
      ...CAST_RUNTIMES[name],
      ...around[CAST_RUNTIMES[name].account],
      name,
      id: stage.running.runtimeId(name),
    })),
    ...nowhere('run').map((target) => ({ ...target, ...around.Acme, host: 'github' as const })),
  ];
};

/** For look-ups by name, where there is no id to be malformed. */
export const RUNTIMES_BY_NAME: Targets<RuntimeTarget> = async (stage) =>
  (await RUNTIMES(stage)).filter(({ name }) => name !== MALFORMED);

// ── accounts ─────────────────────────────────────────────────────────────────────────────────────

export const ACCOUNTS: Targets = async ({ running }) => [
  ...(['Acme', 'Globex'] as const).map((name) => ({ name, account: name, id: running.accountId(name) })),
  ...nowhere('acc'),
];

// ── members and invitations ──────────────────────────────────────────────────────────────────────

export interface MemberTarget extends Target {
  readonly role: Role;
}

export const memberTarget = async (
  { running }: Stage,
  persona: Persona,
  account: AccountName,
  role: Role,
): Promise<MemberTarget> => ({
  name: `${persona} of ${account}`,
  account,
  id: await memberId(running, persona, account),
  role,
});

/** Without Acme's admin: as the last one there, nobody can change or remove them. */
export const MEMBERS: Targets<MemberTarget> = async (stage) => [
  await memberTarget(stage, 'alice', 'Acme', 'USER'),
  await memberTarget(stage, 'bob', 'Acme', 'USER'),
  await memberTarget(stage, 'carol', 'Acme', 'USER'),
  await memberTarget(stage, 'carol', 'Globex', 'ADMIN'),
  await memberTarget(stage, 'globexAdmin', 'Globex', 'ADMIN'),
  ...nowhere('mem').map((target) => ({ ...target, role: 'USER' as const })),
];

/** Places that are kept for who was invited. */
export const INVITED: Targets<MemberTarget> = ({ running }) => {
  const targets = (Object.keys(INVITATIONS) as Invited[]).map(async (invited) => {
    const { account, email } = INVITATIONS[invited];
    const sql = 'SELECT id FROM membership WHERE account_id = ? AND email = ?';
    const [row] = await running.rows(sql, running.accountId(account), email);
    return { name: `${invited}, invited to ${account}`, account, id: String(row?.id), role: 'USER' as const };
  });
  return Promise.all(targets);
};

// ── nothing but the caller ───────────────────────────────────────────────────────────────────────

/** For operations that name nothing: they are about whoever calls. */
export const THEMSELVES: Targets = async () => [{ name: 'themselves', account: 'Acme', id: '' }];

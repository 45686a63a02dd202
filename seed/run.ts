// How does the cast come into an empty database? In one transaction, its runtimes through the same steps as everybody's.

import type { Gateway } from '../src/application/gateway';
import { newId } from '../src/application/ids';
import type { Transaction } from '../src/application/ports';
import { judgeAndStoreRuntime, type RuntimeCandidate } from '../src/application/runtimes/create-runtime';
import { inspect } from '../src/application/tokens/inspect-token';
import { membershipOf, type Role } from '../src/domain/account';
import { GIT_PROVIDERS } from '../src/domain/git-provider';
import { Secret } from '../src/domain/secret';
import { ACCOUNTS, type AccountName, CAST_PASSWORD, type CastRuntimeRow, PEOPLE, RUNTIMES } from './data';
import type { GitHostName, GitHostUrls } from './git-hosts/addresses';
import { type CastEmail, runtimeTokenOf } from './git-hosts/tokens';

type HostUrls = Readonly<Record<GitHostName, Pick<GitHostUrls, 'web'>>>;

/** Seeds an empty database. False, and nothing is changed, where there is an account already. */
export async function seedCast(gateway: Gateway, hostUrls: HostUrls): Promise<boolean> {
  if (!(await gateway.unitOfWork.run((tx) => tx.accounts.isEmpty()))) return false;
  const passwordHash = await gateway.passwords.hash(CAST_PASSWORD);
  const accountIds = newAccountIds(gateway.clock.now());
  const candidates = await Promise.all(RUNTIMES.map((row) => inspectRuntime(gateway, accountIds, row, hostUrls)));

  return gateway.unitOfWork.run(async (tx) => {
    if (!(await tx.accounts.isEmpty())) return false;
    const cast = await addPeople(tx, accountIds, passwordHash, gateway.clock.now());
    for (const [row, candidate] of candidates) await addRuntime(gateway, tx, cast, row, candidate);
    for (const sessionId of cast.adminSessionIds.values()) await tx.sessions.end(sessionId);
    return true;
  });
}

type AccountIds = Readonly<Record<AccountName, string>>;

/** The ids that were given, by account and e-mail. */
interface Cast {
  readonly accountIds: AccountIds;
  readonly membershipIds: Map<string, string>;
  /** One session for each account's admin, in whose name its runtimes are created; it ends with the seeding. */
  readonly adminSessionIds: Map<AccountName, string>;
}

const newAccountIds = (now: Date): AccountIds =>
  Object.fromEntries(ACCOUNTS.map((name) => [name, newId('account', now)])) as AccountIds;

/** Asks the simulated host about the runtime's token, before the transaction. */
async function inspectRuntime(
  gateway: Gateway,
  accountIds: AccountIds,
  row: CastRuntimeRow,
  hostUrls: HostUrls,
): Promise<[CastRuntimeRow, RuntimeCandidate]> {
  const { name, gitProvider, sharedConfigRepository, accessMode } = row;
  const now = gateway.clock.now();
  const runtime = {
    id: newId('runtime', now),
    accountId: accountIds[row.account],
    name,
    gitProvider,
    gitProviderUrl: GIT_PROVIDERS[gitProvider].cloudUrl ?? hostUrls[row.host].web,
    sharedConfigRepository,
    accessMode,
    scopeCheckMode: 'ENFORCE',
    createdAt: now,
  } as const;
  const { value, username } = runtimeTokenOf(name);
  const token = { value: new Secret(value), username, declaredExpiresAt: null };
  const inspection = await inspect(gateway, runtime, 'RUNTIME', token, null);
  return [row, { runtime, token, inspection, fingerprints: gateway.fingerprints.of(token.value) }];
}

async function addPeople(tx: Transaction, accountIds: AccountIds, passwordHash: string, now: Date): Promise<Cast> {
  const cast: Cast = { accountIds, membershipIds: new Map(), adminSessionIds: new Map() };
  const policy = { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' } as const;
  for (const name of ACCOUNTS) await tx.accounts.add({ id: accountIds[name], name, policy }, now);
  for (const { email, name, roles } of PEOPLE) {
    const personId = newId('person', now);
    await tx.people.add({ id: personId, email, name, passwordHash }, now);
    for (const [account, role] of Object.entries(roles) as [AccountName, Role][]) {
      const id = newId('membership', now);
      cast.membershipIds.set(membershipKey(account, email), id);
      await tx.memberships.addActive({ id, accountId: accountIds[account], personId, role }, now);
      if (role === 'ADMIN') cast.adminSessionIds.set(account, await openSeedSession(tx, personId, now));
    }
  }
  return cast;
}

async function openSeedSession(tx: Transaction, personId: string, now: Date): Promise<string> {
  const id = newId('session', now);
  await tx.sessions.add({ id, personId, createdAt: now, expiresAt: new Date(now.getTime() + 60_000) });
  return id;
}

async function addRuntime(
  gateway: Gateway,
  tx: Transaction,
  cast: Cast,
  row: CastRuntimeRow,
  candidate: RuntimeCandidate,
): Promise<void> {
  const now = gateway.clock.now();
  const viewer = await tx.viewer(cast.adminSessionIds.get(row.account) ?? '', now);
  const account = viewer && membershipOf(viewer, candidate.runtime.accountId)?.account;
  if (!viewer || !account) throw new Error(`${row.account} has no admin to seed its runtimes`);
  const { view, verdict } = await judgeAndStoreRuntime(gateway, tx, viewer, account, candidate, now);
  if (view === null) throw new Error(`The runtime ${row.name} cannot be seeded. ${verdict.message}`);
  for (const email of row.grantedTo) {
    const membershipId = cast.membershipIds.get(membershipKey(row.account, email)) ?? '';
    await tx.memberships.grantAccess(candidate.runtime.id, membershipId, now);
  }
}

const membershipKey = (account: AccountName, email: CastEmail): string => `${account} ${email}`;

// How does the cast come into an empty database? Its runtimes through the same use case as everybody's, so nothing is made up.

import type { Actor, Gateway } from '../src/application/gateway';
import { newId } from '../src/application/ids';
import type { Transaction } from '../src/application/ports';
import { createRuntime } from '../src/application/runtimes/create-runtime';
import { isSelfManaged } from '../src/domain/git-provider';
import { Secret } from '../src/domain/secret';
import { ACCOUNTS, type AccountName, CAST_PASSWORD, type CastRuntimeRow, PEOPLE, RUNTIMES } from './data';
import type { GitHostName, GitHostUrls } from './git-hosts/addresses';
import { type CastEmail, runtimeTokenOf } from './git-hosts/tokens';

type HostUrls = Readonly<Record<GitHostName, Pick<GitHostUrls, 'web'>>>;

/** Seeds an empty database. False, and nothing is changed, where there is an account already. */
export async function seedCast(gateway: Gateway, hostUrls: HostUrls): Promise<boolean> {
  const passwordHash = await gateway.passwords.hash(CAST_PASSWORD);
  const cast = await gateway.unitOfWork.run(async (tx) =>
    (await tx.accounts.isEmpty()) ? addPeople(tx, passwordHash, gateway.clock.now()) : null,
  );
  if (cast === null) return false;

  for (const row of RUNTIMES) await addRuntime(gateway, cast, row, hostUrls);
  await gateway.unitOfWork.run((tx) => endSeedSessions(tx, cast));
  return true;
}

/** The ids that were given, by account and e-mail. */
interface Cast {
  readonly accountIds: Map<AccountName, string>;
  readonly membershipIds: Map<string, string>;
  /** One session for each account's admin, in whose name its runtimes are created. */
  readonly adminSessionIds: Map<AccountName, string>;
}

/** The seeding itself takes seconds; its sessions end with it. */
const SEED_SESSION_MS = 5 * 60 * 1000;

async function addPeople(tx: Transaction, passwordHash: string, now: Date): Promise<Cast> {
  const cast: Cast = { accountIds: new Map(), membershipIds: new Map(), adminSessionIds: new Map() };
  for (const name of ACCOUNTS) {
    const id = newId('account', now);
    cast.accountIds.set(name, id);
    const policy = { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' } as const;
    await tx.accounts.add({ id, name, policy }, now);
  }
  for (const { email, name, roles } of PEOPLE) {
    const personId = newId('person', now);
    await tx.people.add({ id: personId, email, name, passwordHash }, now);
    for (const [account, role] of Object.entries(roles) as [AccountName, 'ADMIN' | 'USER'][]) {
      const id = newId('membership', now);
      cast.membershipIds.set(membershipKey(account, email), id);
      await tx.memberships.addActive({ id, accountId: accountId(cast, account), personId, role }, now);
      if (role === 'ADMIN' && !cast.adminSessionIds.has(account)) {
        const sessionId = newId('session', now);
        cast.adminSessionIds.set(account, sessionId);
        const expiresAt = new Date(now.getTime() + SEED_SESSION_MS);
        await tx.sessions.add({ id: sessionId, personId, createdAt: now, expiresAt });
      }
    }
  }
  return cast;
}

async function addRuntime(gateway: Gateway, cast: Cast, row: CastRuntimeRow, hostUrls: HostUrls): Promise<void> {
  const { view, verdict } = await createRuntime(gateway, await adminOf(gateway, cast, row.account), {
    accountId: accountId(cast, row.account),
    name: row.name,
    gitProvider: row.gitProvider,
    gitProviderUrl: isSelfManaged(row.gitProvider) ? new URL(hostUrls[row.host].web) : null,
    sharedConfigRepository: row.sharedConfigRepository,
    accessMode: row.accessMode,
    scopeCheckMode: 'ENFORCE',
    token: { value: new Secret(runtimeTokenOf(row.name).value), username: null, declaredExpiresAt: null },
    dryRun: false,
  });
  if (view === null) throw new Error(`The runtime ${row.name} cannot be seeded. ${verdict.message}`);

  await gateway.unitOfWork.run(async (tx) => {
    for (const email of row.grantedTo) {
      const membershipId = cast.membershipIds.get(membershipKey(row.account, email)) ?? '';
      await tx.memberships.grantAccess(view.runtime.id, membershipId, gateway.clock.now());
    }
  });
}

async function adminOf(gateway: Gateway, cast: Cast, account: AccountName): Promise<Actor> {
  const now = gateway.clock.now();
  const viewer = await gateway.reads.viewer(cast.adminSessionIds.get(account) ?? '', now);
  if (viewer === null) throw new Error(`${account} has no admin to seed its runtimes`);
  return { viewer, deadline: new Date(now.getTime() + SEED_SESSION_MS) };
}

async function endSeedSessions(tx: Transaction, { adminSessionIds }: Cast): Promise<void> {
  for (const sessionId of adminSessionIds.values()) await tx.sessions.end(sessionId);
}

const accountId = (cast: Cast, name: AccountName): string => cast.accountIds.get(name) ?? '';

const membershipKey = (account: AccountName, email: CastEmail): string => `${account} ${email}`;

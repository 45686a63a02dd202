// What do the store's tests stand on? A database of their own, a small cast, and a look at its rows from outside.

import type { TestContext } from 'node:test';
import type { TokenCipher, TokenToStore, Transaction } from '../../src/application/ports';
import type { Viewer } from '../../src/domain/account';
import type { Runtime } from '../../src/domain/runtime';
import { Secret } from '../../src/domain/secret';
import type { AcceptedEvidence } from '../../src/domain/token-evidence';
import { openStore, type Store, type StoreOptions } from '../../src/store/open-store';
import { openTestDatabase, type TestDatabase } from '../support/test-database';
import { STORE } from '../support/test-store';

export const NOW = new Date('2026-11-25T19:00:00.000Z');
export const hoursLater = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

/** Seals nothing, but holds to the place like the real one. */
export const fakeCipher: TokenCipher = {
  opens: (sealed, place) => fakeCipher.open(sealed, place) !== null,
  seal: ({ value, username }, { kind, tokenId }) => JSON.stringify({ kind, tokenId, value: value.reveal(), username }),
  open(sealed, place) {
    if (!sealed.startsWith('{')) return null;
    const { kind, tokenId, value, username } = JSON.parse(sealed);
    return kind === place.kind && tokenId === place.tokenId ? { value: new Secret(value), username } : null;
  },
};

export interface TestStore extends Store {
  /** The same database on another connection, as an operator or an attacker would have it. */
  readonly outside: TestDatabase;
  /** How many rows a table has, seen from outside. */
  count(table: string): Promise<number>;
}

/** A fresh database without a single row; gone after the test. */
export async function freshStore(t: TestContext, options: Partial<StoreOptions> = {}): Promise<TestStore> {
  const outside = await openTestDatabase();
  const store = await openStore({
    database: outside.settings,
    cipher: fakeCipher,
    refusesNesting: true,
    ...options,
  });
  t.after(() => store.close().finally(() => outside.close()));
  const count = async (table: string) => (await outside.rows(`SELECT * FROM ${table}`)).length;
  return { ...store, outside, count };
}

/** How each database names what a constraint forbids. */
export const FORBIDDEN_BY = {
  sqlite: {
    check: 'SQLITE_CONSTRAINT_CHECK',
    notNull: 'SQLITE_CONSTRAINT_NOTNULL',
    foreignKey: 'SQLITE_CONSTRAINT_FOREIGNKEY',
  },
  postgres: { check: '23514', notNull: '23502', foreignKey: '23503' },
}[STORE];

/** A store with the cast: admin, alice and bob of Acme; gina, admin of Globex; carol, of both. */
export async function storeWithCast(t: TestContext, options: Partial<StoreOptions> = {}): Promise<TestStore> {
  const store = await freshStore(t, options);
  await store.unitOfWork.run(addCast);
  return store;
}

const CAST = {
  admin: { acme: 'ADMIN' },
  alice: { acme: 'USER' },
  bob: { acme: 'USER' },
  gina: { globex: 'ADMIN' },
  carol: { acme: 'USER', globex: 'ADMIN' },
} as const satisfies Record<string, Partial<Record<'acme' | 'globex', 'ADMIN' | 'USER'>>>;

export type Name = keyof typeof CAST;

async function addCast(tx: Transaction): Promise<void> {
  for (const id of ['acme', 'globex']) {
    const policy = { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' } as const;
    await tx.accounts.add({ id, name: id, policy }, NOW);
  }
  for (const [name, roles] of Object.entries(CAST)) {
    await tx.people.add({ id: name, name, email: emailOf(name), passwordHash: 'hash' }, NOW);
    await tx.sessions.add({ id: `session-${name}`, personId: name, createdAt: NOW, expiresAt: hoursLater(1) });
    for (const [accountId, role] of Object.entries(roles)) {
      await tx.memberships.addActive({ id: membershipId(name, accountId), accountId, personId: name, role }, NOW);
    }
  }
}

export const emailOf = (name: string) => `${name}@example.com`;
export const membershipId = (name: string, accountId: string) => `${name}-in-${accountId}`;

export async function viewerNamed(store: Store, name: Name): Promise<Viewer> {
  const viewer = await store.reads.viewer(`session-${name}`, NOW);
  if (viewer === null) throw new Error(`No session of ${name}.`);
  return viewer;
}

export const evidence = (login = 'robot'): AcceptedEvidence => ({
  answer: 'ACCEPTED',
  tokenType: 'GITHUB_CLASSIC',
  tokenName: null,
  identity: { login, displayName: null, kind: 'UNKNOWN' },
  scopes: { how: 'READ', scopes: ['repo'] },
  expiry: { how: 'NEVER' },
  repository: 'NOT_ASKED',
  checkedAt: NOW.toISOString(),
});

export const runtimeRow = (id: string, changes: Partial<Runtime> = {}): Runtime => ({
  id,
  accountId: 'acme',
  name: id,
  gitProvider: 'GITHUB',
  gitProviderUrl: 'https://github.com',
  sharedConfigRepository: null,
  accessMode: 'ALL_MEMBERS',
  scopeCheckMode: 'ENFORCE',
  createdAt: NOW,
  ...changes,
});

/** `value` stands for the token's value and for its fingerprint. */
export function tokenRow(id: string, value: string, changes: Partial<TokenToStore> = {}): TokenToStore {
  const kind = changes.kind ?? 'RUNTIME';
  return {
    id,
    kind,
    runtimeId: id,
    personId: null,
    version: 1,
    hint: value.slice(-4),
    fingerprint: `k1:${value}`,
    sealed: fakeCipher.seal({ value: new Secret(value), username: null }, { kind, tokenId: id }),
    evidence: evidence(),
    declaredExpiresAt: null,
    setBy: emailOf('admin'),
    at: NOW,
    ...changes,
  };
}

export const runtimeTokenId = (runtimeId: string) => `${runtimeId}-token`;
export const userTokenId = (runtimeId: string, person: string) => `${runtimeId}-token-of-${person}`;

/** A runtime and its token, as one transaction stores them. */
export async function addRuntime(
  tx: Transaction,
  id: string,
  changes: Partial<Runtime> = {},
  value = `value-of-${id}`,
) {
  const tokenId = runtimeTokenId(id);
  await tx.tokens.put(tokenRow(tokenId, value, { runtimeId: id }));
  await tx.runtimes.add(runtimeRow(id, changes), tokenId);
}

export async function addUserToken(tx: Transaction, runtimeId: string, person: Name, value = `value-of-${person}`) {
  const changes = { kind: 'USER', personId: person, runtimeId, evidence: evidence(person) } as const;
  await tx.tokens.put(tokenRow(userTokenId(runtimeId, person), value, changes));
}

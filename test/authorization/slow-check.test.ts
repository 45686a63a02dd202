// R13: what if somebody loses their rights while the provider is asked? They are looked up again before anything is stored.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { TOKENS, userTokenOf } from '../../seed/git-hosts/tokens';
import { addedRows, type Contents, changedTables, DatabaseSnapshot } from '../support/database-snapshot';
import type { Answer, GraphQLClient } from '../support/graphql-client';
import {
  createRuntime,
  deleteRuntime,
  setRuntimeToken,
  setUserToken,
  updateRuntime,
  verifyRuntimeToken,
  verifyUserToken,
} from '../support/operations';
import { logout } from '../support/session-operations';
import { openTestGateway, PERSONAS, type Persona, type TestGateway } from '../support/test-gateway';
import { holdUp } from './hold-up';

let running: TestGateway;
let snapshot: DatabaseSnapshot;

before(async () => {
  running = await openTestGateway();
  for (const [persona, name, host] of [
    ['alice', 'acme-edge', 'gitlab'],
    ['bob', 'acme-production', 'github'],
  ] as const) {
    const { value } = userTokenOf(PERSONAS[persona], host);
    void (await setUserToken(await running.as(persona), running.runtimeId(name), value)).data;
  }
  snapshot = await DatabaseSnapshot.take(running.database);
});
afterEach(() => snapshot.restore());
after(async () => {
  await snapshot.close();
  await running.close();
});

// ── what is asked ────────────────────────────────────────────────────────────────────────────────

interface SlowCheck {
  readonly who: Persona;
  readonly host: 'github' | 'gitlab';
  /** The right that a demotion takes away. */
  readonly needs?: string;
  readonly send: (who: GraphQLClient) => Promise<Answer>;
}

const production = () => running.runtimeId('acme-production');
const edge = () => running.runtimeId('acme-edge');
const spareRuntime = TOKENS.github.spareRuntime.value;

const newRuntime = (dryRun: boolean) => ({
  accountId: running.accountId('Acme'),
  name: 'brand-new',
  gitProvider: 'GITHUB',
  token: { value: spareRuntime },
  dryRun,
});

const byAdmin = (needs: string, send: SlowCheck['send']): SlowCheck => ({
  who: 'acmeAdmin',
  host: 'github',
  needs,
  send,
});

const BY_ADMIN: Readonly<Record<string, SlowCheck>> = {
  createRuntime: byAdmin('runtime:create', (admin) => createRuntime(admin, newRuntime(false))),
  'createRuntime, dryRun': byAdmin('runtime:create', (admin) => createRuntime(admin, newRuntime(true))),
  setGitRuntimeToken: byAdmin('runtimeToken:write', (admin) => setRuntimeToken(admin, production(), spareRuntime)),
  'setGitRuntimeToken, dryRun': byAdmin('runtimeToken:write', (admin) =>
    setRuntimeToken(admin, production(), spareRuntime, { dryRun: true }),
  ),
  verifyGitRuntimeToken: byAdmin('runtimeToken:verify', (admin) => verifyRuntimeToken(admin, production())),
};

const onEdge = (send: SlowCheck['send']): SlowCheck => ({ who: 'alice', host: 'gitlab', send });
const spareUser = TOKENS.gitlab.spareUser.value;

/** Alice has a grant for acme-edge. */
const BY_ALICE: Readonly<Record<string, SlowCheck>> = {
  setGitUserToken: onEdge((alice) => setUserToken(alice, edge(), spareUser)),
  'setGitUserToken, dryRun': onEdge((alice) => setUserToken(alice, edge(), spareUser, { dryRun: true })),
  verifyGitUserToken: onEdge((alice) => verifyUserToken(alice, edge())),
};

const onProduction = (send: SlowCheck['send']): SlowCheck => ({ who: 'bob', host: 'github', send });

/** Acme-production is open to all members, so far. */
const BY_BOB: Readonly<Record<string, SlowCheck>> = {
  setGitUserToken: onProduction((bob) => setUserToken(bob, production(), TOKENS.github.spareUser.value)),
  verifyGitUserToken: onProduction((bob) => verifyUserToken(bob, production())),
};

// ── what happens meanwhile ───────────────────────────────────────────────────────────────────────

type Meanwhile = (who: Persona, client: GraphQLClient) => unknown;

const ofPerson =
  "person_id = (SELECT id FROM person WHERE email = ?) AND account_id = (SELECT id FROM account WHERE name = 'Acme')";

const demoted: Meanwhile = (who) =>
  running.tamper(`UPDATE membership SET role = 'USER' WHERE ${ofPerson}`, PERSONAS[who]);
const removed: Meanwhile = (who) => running.tamper(`DELETE FROM membership WHERE ${ofPerson}`, PERSONAS[who]);
const withoutGrant: Meanwhile = () => running.tamper('DELETE FROM runtime_access');
const signedOut: Meanwhile = async (_, client) => (await logout(client)).data;
const runtimeRestricted: Meanwhile = async () =>
  (await updateRuntime(await running.as('acmeAdmin'), { runtimeId: production(), accessMode: 'RESTRICTED' })).data;
const runtimeDeleted: Meanwhile = async () => (await deleteRuntime(await running.as('acmeAdmin'), production())).data;

const CASES: readonly (readonly [string, Meanwhile, string, Readonly<Record<string, SlowCheck>>])[] = [
  ['an admin is demoted', demoted, 'FORBIDDEN', BY_ADMIN],
  ['an admin is removed', removed, 'NOT_FOUND', BY_ADMIN],
  ['an admin signs out', signedOut, 'UNAUTHENTICATED', BY_ADMIN],
  ['a person loses their grant', withoutGrant, 'NOT_FOUND', BY_ALICE],
  ['a person is removed', removed, 'NOT_FOUND', BY_ALICE],
  ['a person signs out', signedOut, 'UNAUTHENTICATED', BY_ALICE],
  ['the runtime is restricted', runtimeRestricted, 'NOT_FOUND', BY_BOB],
  ['the runtime is deleted', runtimeDeleted, 'NOT_FOUND', BY_BOB],
];

for (const [what, meanwhile, code, checks] of CASES) {
  for (const [operation, check] of Object.entries(checks)) {
    test(`R13: ${what} while the provider is asked: ${operation} answers ${code} and stores nothing`, async () => {
      const client = await running.as(check.who);
      const { answering, release } = await holdUp(running, check.host, () => check.send(client));
      await meanwhile(check.who, client);
      const earlier = await snapshot.look();
      release();

      (await answering).assertRefused(code);
      const later = await snapshot.look();
      const denials = code === 'FORBIDDEN' ? [`access.denied ${PERSONAS[check.who]} ${check.needs}`] : [];
      assert.deepEqual(eventsSince(earlier, later), denials);
      assert.deepEqual(changedTables({ ...earlier, audit_event: [] }, { ...later, audit_event: [] }), []);
    });
  }
}

const eventsSince = (earlier: Contents, later: Contents): string[] =>
  addedRows('audit_event', earlier, later).map(({ action, actor, reason }) => `${action} ${actor} ${reason}`);

test('where nothing happens meanwhile, each of these checks is allowed', async () => {
  for (const [operation, check] of [BY_ADMIN, BY_ALICE, BY_BOB].flatMap((checks) => Object.entries(checks))) {
    const client = await running.as(check.who);
    const { answering, release } = await holdUp(running, check.host, () => check.send(client));
    release();
    assert.ok((await answering).data, operation);
    await snapshot.restore();
  }
});

// Does the database show exactly the runtimes that the access policy allows to read (R12)?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../../src/domain/access-policy';
import { ROLES, type Role } from '../../src/domain/account';
import { RUNTIME_ACCESS_MODES } from '../../src/domain/runtime';
import type { TestDatabase } from '../support/test-database';
import {
  addRuntime,
  addUserToken,
  emailOf,
  hoursLater,
  membershipId,
  NOW,
  runtimeTokenId,
  storeWithCast,
  userTokenId,
  viewerNamed,
} from './store-fixture';

const STATUSES = ['ACTIVE', 'INVITED', 'NONE'] as const;

async function placeBob(
  { tamper }: TestDatabase,
  role: Role,
  status: (typeof STATUSES)[number],
  grants: readonly string[],
): Promise<void> {
  await tamper("DELETE FROM membership WHERE person_id = 'bob'");
  if (status === 'NONE') return;
  await tamper(
    `INSERT INTO membership (id, account_id, person_id, email, role, status, created_at)
     VALUES ('m', 'acme', 'bob', ?, ?, ?, '')`,
    emailOf('bob'),
    role,
    status,
  );
  for (const runtimeId of grants) await tamper("INSERT INTO runtime_access VALUES (?, 'm', '')", runtimeId);
}

test('visible_runtime equals runtime:read for every role, status, access mode and grant', async (t) => {
  const store = await storeWithCast(t);
  await store.unitOfWork.run(async (tx) => {
    for (const accessMode of RUNTIME_ACCESS_MODES) await addRuntime(tx, accessMode, { accessMode });
  });
  let combinations = 0;
  for (const role of ROLES) {
    for (const status of STATUSES) {
      for (const granted of [true, false]) {
        await placeBob(store.outside, role, status, granted ? RUNTIME_ACCESS_MODES : []);
        const bob = await viewerNamed(store, 'bob');
        for (const accessMode of RUNTIME_ACCESS_MODES) {
          const resource = { accountId: 'acme', runtime: { accessMode, granted } };
          const view = await store.reads.runtime(bob, { runtimeId: accessMode });
          const situation = `${role}, ${status}, ${accessMode}, ${granted ? 'granted' : 'not granted'}`;
          const expected = decide(bob, 'runtime:read', resource) === 'ALLOWED';
          assert.equal(view !== null, expected, situation);
          if (view !== null) assert.equal(view.granted, granted, situation);
          combinations++;
        }
      }
    }
  }
  assert.equal(combinations, 24);
});

test('R13: the viewer is read anew: roles, memberships, the end of the session', async (t) => {
  const store = await storeWithCast(t);
  const carol = await viewerNamed(store, 'carol');
  assert.deepEqual(
    carol.memberships.map(({ account, role }) => `${account.id}: ${role}`),
    ['acme: USER', 'globex: ADMIN'],
  );
  assert.equal(carol.email, emailOf('carol'));
  await store.outside.tamper("UPDATE membership SET role = 'USER' WHERE person_id = 'carol'");
  assert.deepEqual(
    (await viewerNamed(store, 'carol')).memberships.map(({ role }) => role),
    ['USER', 'USER'],
  );
  await store.outside.tamper("DELETE FROM membership WHERE person_id = 'carol'");
  assert.deepEqual((await viewerNamed(store, 'carol')).memberships, [], 'a member of nothing is still signed in');

  assert.equal(await store.reads.viewer('session-carol', hoursLater(1)), null, 'expired to the millisecond');
  assert.equal(await store.reads.viewer('unknown', NOW), null);
  await store.unitOfWork.run((tx) => tx.sessions.end('session-carol'));
  assert.equal(await store.reads.viewer('session-carol', NOW), null, 'ended');
});

test('a runtime is found by its id, its name, its token and the viewer’s own token; nobody else’s leads to it', async (t) => {
  const store = await storeWithCast(t);
  await store.unitOfWork.run(async (tx) => {
    await addRuntime(tx, 'prod', { name: 'Acme Production' });
    await addUserToken(tx, 'prod', 'alice');
    await addUserToken(tx, 'prod', 'bob');
  });
  const alice = await viewerNamed(store, 'alice');
  const gina = await viewerNamed(store, 'gina');
  const found = [
    { runtimeId: 'prod' },
    { accountId: 'acme', name: 'acme production' },
    { tokenId: runtimeTokenId('prod') },
    { tokenId: userTokenId('prod', 'alice') },
  ];
  for (const key of found) {
    const view = await store.reads.runtime(alice, key);
    assert.equal(view?.runtime.id, 'prod', JSON.stringify(key));
    assert.equal(view.userToken?.id, userTokenId('prod', 'alice'), 'the viewer’s own user token');
    assert.equal(view.userToken.personId, 'alice');
    assert.equal(view.runtimeToken.id, runtimeTokenId('prod'));
    assert.equal(await store.reads.runtime(gina, key), null, `to a stranger: ${JSON.stringify(key)}`);
  }
  const hidden = [
    { runtimeId: 'unknown' },
    { accountId: 'globex', name: 'Acme Production' },
    { tokenId: userTokenId('prod', 'bob') },
  ];
  for (const key of hidden) assert.equal(await store.reads.runtime(alice, key), null, JSON.stringify(key));
  const admin = await viewerNamed(store, 'admin');
  assert.equal((await store.reads.runtime(admin, { runtimeId: 'prod' }))?.userToken, null, 'R10: no back door');
  assert.equal(await store.reads.runtime(admin, { tokenId: userTokenId('prod', 'alice') }), null);
});

test('every question outside a transaction is one statement, whatever the page', async (t) => {
  const statements: string[] = [];
  // PostgreSQL is asked beside, for `ready`, whether it takes changes.
  const onStatement = (sql: string) => sql.startsWith('SHOW') || statements.push(sql);
  const store = await storeWithCast(t, { onStatement });
  await store.unitOfWork.run(async (tx) => {
    for (let index = 0; index < 30; index++) await addRuntime(tx, `runtime-${index}`);
    await addUserToken(tx, 'runtime-3', 'alice');
    await tx.memberships.grantAccess('runtime-3', membershipId('alice', 'acme'), NOW);
  });
  const { reads } = store;
  const alice = await viewerNamed(store, 'alice');
  const page = { accountId: null, search: null, after: null, limit: 20, withReuse: true };
  const slot = { kind: 'USER', runtimeId: 'runtime-3', accountId: 'acme', viewerId: 'alice' } as const;
  const host = { provider: 'GITHUB', providerUrl: 'https://github.com' } as const;
  const questions: Record<string, () => Promise<unknown>> = {
    viewer: () => reads.viewer('session-alice', NOW),
    runtime: () => reads.runtime(alice, { runtimeId: 'runtime-3' }),
    runtimes: () => reads.runtimes(alice, page),
    countRuntimes: () => reads.countRuntimes(alice, page),
    isRuntimeNameTaken: () => reads.isRuntimeNameTaken('acme', 'x'),
    credential: () => reads.credential(runtimeTokenId('runtime-3')),
    personByEmail: () => reads.personByEmail(emailOf('alice')),
    findings: () => reads.reuse.findings(slot, ['k1:a', 'k2:a'], { ...host, login: 'x' }),
    holderAtOtherHost: () => reads.reuse.holderAtOtherHost(slot, ['k1:a'], host),
    isInUse: () => reads.reuse.isInUse(slot, ['k1:a']),
    ready: () => reads.ready(),
  };
  for (const [name, ask] of Object.entries(questions)) {
    statements.length = 0;
    await ask();
    assert.equal(statements.length, 1, `${name} took:\n${statements.join('\n')}`);
    assert.match(statements[0] ?? '', /^\s*SELECT/, name);
  }
});

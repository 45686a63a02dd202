// R9: who loses access can no longer use their user token, from the same transaction on, and has it back with access.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { grantAccess, memberId, memberTokens, revokeAccess } from '../support/access-operations';
import { HOUR_MS } from '../support/manual-clock';
import { deleteUserToken, readRuntime, setUserToken, updateRuntime, verifyUserToken } from '../support/operations';
import { requestsSent } from '../support/stored-state';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

const { goodUser, spareUser } = TOKENS.github;

/** Alice and bob have a token each on Acme's production, which is open to all members. */
async function withTokens(t: Parameters<typeof startTestGateway>[0]) {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(await running.as('alice'), runtimeId, goodUser.value);
  await setUserToken(await running.as('bob'), runtimeId, spareUser.value);
  const restrict = async (accessMode = 'RESTRICTED'): Promise<number> =>
    (await updateRuntime(await running.as('acmeAdmin'), { runtimeId, accessMode })).data.updateRuntime
      .suspendedUserTokens;
  const own = async (persona: 'alice' | 'bob') =>
    (await readRuntime(await running.as(persona), runtimeId)).data.runtime?.userToken ?? null;
  return { running, runtimeId, restrict, own };
}

const suspendedOwners = async ({ rows }: TestGateway) =>
  (
    await rows(
      `SELECT person.email FROM git_token JOIN person ON person.id = git_token.person_id
     WHERE suspended_at IS NOT NULL ORDER BY person.email`,
    )
  ).map(({ email }) => email);

test('R9: restricting a runtime says how many tokens became unusable; who has a grant keeps theirs', async (t) => {
  const { running, runtimeId, restrict, own } = await withTokens(t);
  await grantAccess(await running.as('acmeAdmin'), runtimeId, await memberId(running, 'alice'));
  assert.equal(await restrict(), 1);
  assert.deepEqual(await suspendedOwners(running), ['bob@acme.example']);
  assert.equal((await own('alice')).status, 'VALID');
});

test('R9: a suspended token can be used in no way, and nobody’s question leads to it', async (t) => {
  const { running, runtimeId, restrict, own } = await withTokens(t);
  const { id } = await own('bob');
  await restrict();
  const bob = await running.as('bob');
  const sent = requestsSent(running);
  assert.deepEqual(
    (
      await bob.send('query ($id: ID!, $token: ID!) { runtime(id: $id) { id } node(id: $token) { id } }', {
        id: runtimeId,
        token: id,
      })
    ).data,
    { runtime: null, node: null },
  );
  (await verifyUserToken(bob, runtimeId)).assertRefused('NOT_FOUND');
  (await setUserToken(bob, runtimeId, spareUser.value)).assertRefused('NOT_FOUND');
  (await deleteUserToken(bob, runtimeId)).assertRefused('NOT_FOUND');
  assert.equal(await running.gateway.reads.credential(id), null, 'its value leaves the store no more');
  assert.equal(requestsSent(running), sent, 'the provider is not asked');
  assert.equal((await running.rows('SELECT id FROM git_token WHERE id = ?', id)).length, 1, 'and it is still there');

  const admin = await running.as('acmeAdmin');
  const seen = await memberTokens(admin, await memberId(running, 'bob'));
  assert.deepEqual(Object.keys(seen), ['acme-staging'], 'to an admin, too, it is a runtime that bob has not');
});

test('R9: access that comes back within 24 hours brings the same token back, its version and hint with it', async (t) => {
  const { running, runtimeId, restrict, own } = await withTokens(t);
  const before = await own('bob');
  await restrict();
  running.clock.advance(24 * HOUR_MS - 1);
  const admin = await running.as('acmeAdmin');
  await grantAccess(admin, runtimeId, await memberId(running, 'bob'));
  const { id, version, hint, createdAt, updatedAt, status } = await own('bob');
  assert.deepEqual(
    [id, version, hint, createdAt, updatedAt, status],
    [before.id, 1, before.hint, before.createdAt, before.updatedAt, 'VALID'],
  );
  assert.ok(await running.gateway.reads.credential(id));
  assert.deepEqual(await suspendedOwners(running), ['alice@acme.example'], 'hers is hers');
});

test('R9: taking a grant back suspends, says so, and opening the runtime to all brings back', async (t) => {
  const { running, runtimeId, restrict, own } = await withTokens(t);
  const admin = await running.as('acmeAdmin');
  await grantAccess(admin, runtimeId, await memberId(running, 'bob'));
  await restrict();
  const revoked = (await revokeAccess(admin, runtimeId, await memberId(running, 'bob'))).data.revokeRuntimeAccess;
  assert.equal(revoked.suspendedUserTokens, 1);
  assert.deepEqual(await suspendedOwners(running), ['alice@acme.example', 'bob@acme.example']);
  const again = (await revokeAccess(admin, runtimeId, await memberId(running, 'bob'))).data.revokeRuntimeAccess;
  assert.equal(again.suspendedUserTokens, 0);

  assert.equal(await restrict('ALL_MEMBERS'), 0);
  assert.deepEqual(await suspendedOwners(running), []);
  assert.deepEqual([(await own('alice')).status, (await own('bob')).status], ['VALID', 'VALID']);
});

test('R9: while a runtime is open to all, a grant taken back takes nobody’s access', async (t) => {
  const { running, runtimeId, own } = await withTokens(t);
  const admin = await running.as('acmeAdmin');
  await grantAccess(admin, runtimeId, await memberId(running, 'bob'));
  const revoked = (await revokeAccess(admin, runtimeId, await memberId(running, 'bob'))).data.revokeRuntimeAccess;
  assert.equal(revoked.suspendedUserTokens, 0);
  assert.equal((await own('bob')).status, 'VALID');
});

test('R9: promoting a member brings their token back on a restricted runtime, demoting them suspends it', async (t) => {
  const { running, restrict, own } = await withTokens(t);
  await restrict();
  const admin = await running.as('acmeAdmin');
  const setRole = async (role: string): Promise<number> =>
    (
      await admin.send(
        'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { suspendedUserTokens } }',
        { input: { memberId: await memberId(running, 'bob'), role } },
      )
    ).data.changeMemberRole.suspendedUserTokens;
  assert.equal(await setRole('ADMIN'), 0);
  assert.equal((await own('bob')).status, 'VALID');
  assert.equal(await setRole('USER'), 1);
  assert.equal(await own('bob'), null);
  assert.deepEqual(await suspendedOwners(running), ['alice@acme.example', 'bob@acme.example']);
});

test('R9, R13: without access a token is out of use even before anything is settled', async (t) => {
  const { running, runtimeId, own } = await withTokens(t);
  const { id } = await own('bob');
  await running.tamper("UPDATE runtime SET access_mode = 'RESTRICTED' WHERE id = ?", runtimeId);
  assert.deepEqual(await suspendedOwners(running), []);
  assert.equal(await own('bob'), null);
  assert.equal(await running.gateway.reads.credential(id), null);
  const { data } = await (await running.as('bob')).send('query ($id: ID!) { node(id: $id) { id } }', { id });
  assert.equal(data.node, null);
});

test('R6: a suspended value still counts as its holder’s', async (t) => {
  const { running, runtimeId, restrict } = await withTokens(t);
  await grantAccess(await running.as('acmeAdmin'), runtimeId, await memberId(running, 'alice'));
  await restrict();
  const { stored, verdict } = (await setUserToken(await running.as('alice'), runtimeId, spareUser.value)).data
    .setGitUserToken;
  assert.deepEqual([stored, verdict.reason], [false, 'TOKEN_REUSED']);
});

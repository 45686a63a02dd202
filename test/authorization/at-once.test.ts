// R13: when does a demotion, a removal or a sign-out work? At once, whatever an access token says that was issued before.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { readRuntime, setRuntimeToken, setUserToken, updateRuntime } from '../support/operations';
import { askWhoIAm, logout } from '../support/session-operations';
import { requestsSent, storedThings } from '../support/stored-state';
import { PERSONAS, startTestGateway } from '../support/test-gateway';

const ROLES = '{ viewer { memberships { role account { name viewerActions } } } }';
const THEIRS = 'person_id = (SELECT id FROM person WHERE email = ?)';

test('R13: a demoted admin is a user with the next request', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  assert.ok((await readRuntime(admin, runtimeId)).data.runtime.runtimeToken);

  await running.tamper(`UPDATE membership SET role = 'USER' WHERE ${THEIRS}`, PERSONAS.acmeAdmin);
  const earlier = await storedThings(running);
  const { runtime } = (await readRuntime(admin, runtimeId)).data;
  assert.equal(runtime.runtimeToken, null);
  assert.deepEqual(runtime.viewerActions, ['SET_USER_TOKEN', 'VERIFY_USER_TOKEN', 'DELETE_USER_TOKEN']);
  const { memberships } = (await admin.send(ROLES)).data.viewer;
  assert.deepEqual(memberships, [{ role: 'USER', account: { name: 'Acme', viewerActions: [] } }]);
  (await setRuntimeToken(admin, runtimeId, TOKENS.github.spareRuntime.value)).assertRefused('FORBIDDEN');
  assert.equal((await readRuntime(admin, running.runtimeId('acme-edge'))).data.runtime, null);
  assert.deepEqual(await storedThings(running), earlier);
  assert.equal(requestsSent(running), 0);
});

test('R13: a promoted user is an admin with the next request', async (t) => {
  const running = await startTestGateway(t);
  const bob = await running.as('bob');
  const edge = running.runtimeId('acme-edge');
  (await updateRuntime(bob, { runtimeId: edge, name: 'renamed' })).assertRefused('NOT_FOUND');
  await running.tamper(`UPDATE membership SET role = 'ADMIN' WHERE ${THEIRS}`, PERSONAS.bob);
  const { runtime } = (await updateRuntime(bob, { runtimeId: edge, name: 'renamed' })).data.updateRuntime;
  assert.equal(runtime.name, 'renamed');
});

test('R13: a removed member is a stranger with the next request, though still signed in', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  assert.ok((await readRuntime(alice, runtimeId)).data.runtime);

  await running.tamper(`DELETE FROM membership WHERE ${THEIRS}`, PERSONAS.alice);
  const earlier = await storedThings(running);
  assert.equal((await readRuntime(alice, runtimeId)).data.runtime, null);
  (await setUserToken(alice, runtimeId, TOKENS.github.goodUser.value)).assertRefused('NOT_FOUND');
  assert.deepEqual((await alice.send(ROLES)).data.viewer.memberships, []);
  const account = await alice.send('query ($id: ID!) { account(id: $id) { id } }', { id: running.accountId('Acme') });
  assert.equal(account.data.account, null);
  const { runtimes } = (await alice.send('{ viewer { runtimes { totalCount } } }')).data.viewer;
  assert.equal(runtimes.totalCount, 0);
  assert.deepEqual(await storedThings(running), earlier);
  assert.equal(requestsSent(running), 0);
});

test('R13: who is removed from one account keeps the other', async (t) => {
  const running = await startTestGateway(t);
  const carol = await running.as('carol');
  const inAcme = `${THEIRS} AND account_id = ?`;
  await running.tamper(`DELETE FROM membership WHERE ${inAcme}`, PERSONAS.carol, running.accountId('Acme'));
  assert.equal((await readRuntime(carol, running.runtimeId('acme-production'))).data.runtime, null);
  assert.ok((await readRuntime(carol, running.runtimeId('globex-production'))).data.runtime.runtimeToken);
});

test('R13: a grant that is taken back hides the runtime with the next request', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const edge = running.runtimeId('acme-edge');
  assert.ok((await readRuntime(alice, edge)).data.runtime);
  await running.tamper('DELETE FROM runtime_access');
  assert.equal((await readRuntime(alice, edge)).data.runtime, null);
  (await setUserToken(alice, edge, TOKENS.gitlab.goodUser.value)).assertRefused('NOT_FOUND');
  assert.equal(requestsSent(running), 0);
});

test('R13: a runtime that is restricted hides from members without a grant with the next request', async (t) => {
  const running = await startTestGateway(t);
  const bob = await running.as('bob');
  const runtimeId = running.runtimeId('acme-production');
  assert.ok((await readRuntime(bob, runtimeId)).data.runtime);
  void (await updateRuntime(await running.as('acmeAdmin'), { runtimeId, accessMode: 'RESTRICTED' })).data;
  assert.equal((await readRuntime(bob, runtimeId)).data.runtime, null);
});

test('R13: a sign-out ends the access token at once, and no other session of the person', async (t) => {
  const running = await startTestGateway(t);
  const [here, elsewhere] = [await running.as('alice'), await running.as('alice')];
  assert.ok((await logout(here)).data.logout.signedOut);
  const answer = await askWhoIAm(here);
  answer.assertRefused('UNAUTHENTICATED');
  assert.equal(answer.status, 401);
  assert.equal((await askWhoIAm(elsewhere)).data.viewer.email, PERSONAS.alice);
});

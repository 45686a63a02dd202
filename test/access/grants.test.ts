// R9, R12, R19: who may grant access to a runtime, to whom, and when it counts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '../../src/application/ids';
import { grantAccess, memberId, memberTokens, revokeAccess } from '../support/access-operations';
import { readRuntime, updateRuntime } from '../support/operations';
import { eventsOf } from '../support/stored-state';
import { openTestGateway, PERSONAS, type TestGateway } from '../support/test-gateway';

let running: TestGateway;
before(async () => {
  running = await openTestGateway();
});
after(() => running.close());

const grants = (gateway: TestGateway) =>
  gateway.rows('SELECT runtime_id, membership_id FROM runtime_access ORDER BY 1, 2');

const seesRuntime = async (persona: 'alice' | 'bob', runtimeId: string): Promise<boolean> =>
  (await readRuntime(await running.as(persona), runtimeId)).data.runtime !== null;

test('R9: a grant opens a restricted runtime at once, taking it back closes it at once', async () => {
  const admin = await running.as('acmeAdmin');
  const edge = running.runtimeId('acme-edge');
  const bob = await memberId(running, 'bob');
  assert.equal(await seesRuntime('bob', edge), false);

  const { grantRuntimeAccess } = (await grantAccess(admin, edge, bob)).data;
  assert.deepEqual(
    [grantRuntimeAccess.runtime.id, grantRuntimeAccess.member.id, grantRuntimeAccess.member.email],
    [edge, bob, PERSONAS.bob],
  );
  assert.equal(await seesRuntime('bob', edge), true);

  const { revokeRuntimeAccess } = (await revokeAccess(admin, edge, bob)).data;
  assert.deepEqual([revokeRuntimeAccess.member.id, revokeRuntimeAccess.suspendedUserTokens], [bob, 0]);
  assert.equal(await seesRuntime('bob', edge), false);
});

test('R19: a grant and its end leave an event each; what changes nothing leaves none', async () => {
  const admin = await running.as('acmeAdmin');
  const edge = running.runtimeId('acme-edge');
  const bob = await memberId(running, 'bob');
  const expected = {
    actor: PERSONAS.acmeAdmin,
    subject: 'runtime acme-edge, member bob@acme.example',
    subjectId: edge,
    outcome: 'SUCCEEDED',
    reason: null,
  };
  for (const [change, action] of [
    [grantAccess, 'runtimeAccess.granted'],
    [revokeAccess, 'runtimeAccess.revoked'],
  ] as const) {
    const first = await eventsOf(running, async () => (await change(admin, edge, bob)).data);
    assert.deepEqual(first, [{ action, ...expected }]);
    const again = await eventsOf(running, async () => (await change(admin, edge, bob)).data);
    assert.deepEqual(again, [], `${action}: the second time`);
  }
});

test('R9: a grant given before the runtime is restricted counts from then on', async () => {
  const admin = await running.as('acmeAdmin');
  const staging = running.runtimeId('acme-staging');
  await grantAccess(admin, staging, await memberId(running, 'bob'));
  await updateRuntime(admin, { runtimeId: staging, accessMode: 'RESTRICTED' });
  assert.deepEqual([await seesRuntime('bob', staging), await seesRuntime('alice', staging)], [true, false]);
  await updateRuntime(admin, { runtimeId: staging, accessMode: 'ALL_MEMBERS' });
  await revokeAccess(admin, staging, await memberId(running, 'bob'));
});

test('R11: who is only invited may be given a grant; it counts once they are a member', async () => {
  const admin = await running.as('acmeAdmin');
  const edge = running.runtimeId('acme-edge');
  const invited = newId('membership', running.clock.now());
  await running.tamper(
    `INSERT INTO membership (id, account_id, email, role, status, created_at) VALUES (?, ?, ?, 'USER', 'INVITED', ?)`,
    invited,
    running.accountId('Acme'),
    PERSONAS.globexAdmin,
    running.clock.now().toISOString(),
  );
  const { member } = (await grantAccess(admin, edge, invited)).data.grantRuntimeAccess;
  assert.deepEqual([member.status, member.userId, member.name], ['INVITED', null, null]);
  assert.deepEqual(await memberTokens(admin, invited), {});
  const sees = async () => (await readRuntime(await running.as('globexAdmin'), edge)).data.runtime !== null;
  assert.equal(await sees(), false);

  await running.tamper(
    `UPDATE membership SET status = 'ACTIVE', person_id = (SELECT id FROM person WHERE email = membership.email) WHERE id = ?`,
    invited,
  );
  assert.equal(await sees(), true);
  await running.tamper('DELETE FROM runtime_access WHERE membership_id = ?', invited);
  await running.tamper('DELETE FROM membership WHERE id = ?', invited);
});

test('R12: only admins of the runtime’s account grant; nothing changes where it is refused', async () => {
  const edge = running.runtimeId('acme-edge');
  const production = running.runtimeId('acme-production');
  const bob = await memberId(running, 'bob');
  const before = await grants(running);
  for (const change of [grantAccess, revokeAccess]) {
    const as = async (persona: 'alice' | 'bob' | 'globexAdmin' | 'acmeAdmin', runtimeId: string, member: string) =>
      (await change(await running.as(persona), runtimeId, member)).code;

    assert.equal(await as('alice', edge, bob), 'FORBIDDEN', 'a member with access');
    assert.equal(await as('alice', edge, 'mem_unknown'), 'FORBIDDEN', 'says nothing of members');
    assert.equal(await as('bob', edge, bob), 'NOT_FOUND', 'a member without access');
    assert.equal(await as('globexAdmin', production, bob), 'NOT_FOUND', 'an admin of another account');
    assert.equal(await as('acmeAdmin', 'run_unknown', bob), 'NOT_FOUND', 'an unknown runtime');
    assert.equal(await as('acmeAdmin', edge, 'mem_unknown'), 'NOT_FOUND', 'an unknown member');
    const foreign = await memberId(running, 'globexAdmin', 'Globex');
    assert.equal(await as('acmeAdmin', edge, foreign), 'NOT_FOUND', 'a member of another account');
  }
  assert.deepEqual(await grants(running), before);
});

test('R12: of somebody’s two memberships only that of the runtime’s account can be granted access', async () => {
  const carol = await running.as('carol');
  const globexRuntime = running.runtimeId('globex-production');
  (await grantAccess(carol, globexRuntime, await memberId(running, 'carol', 'Acme'))).assertRefused('NOT_FOUND');
  const { member } = (await grantAccess(carol, globexRuntime, await memberId(running, 'carol', 'Globex'))).data
    .grantRuntimeAccess;
  assert.equal(member.id, await memberId(running, 'carol', 'Globex'));
});

// R9, R11, R19: how do roles change, what follows for tokens, and who may see and change a member?

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { memberId } from '../support/access-operations';
import { DAY_MS } from '../support/manual-clock';
import {
  acceptInvitation,
  changeMemberRole,
  invite,
  inviteMember,
  membershipsOf,
  peopleAsStored,
  readMember,
  removeMember,
} from '../support/member-operations';
import { readRuntime, setUserToken } from '../support/operations';
import { eventsOf } from '../support/stored-state';
import { startTestGateway } from '../support/test-gateway';

async function start(t: TestContext) {
  const running = await startTestGateway(t);
  return { running, admin: await running.as('acmeAdmin'), acme: running.accountId('Acme') };
}

const NORA = 'nora@new.example';

test('R13: a new role counts from the next request on, and leaves one event', async (t) => {
  const { running, admin } = await start(t);
  const [bob, id] = [await running.as('bob'), await memberId(running, 'bob')];
  const events = await eventsOf(running, async () => {
    const { member, suspendedUserTokens } = (await changeMemberRole(admin, id, 'ADMIN')).data.changeMemberRole;
    assert.deepEqual([member.role, member.status, suspendedUserTokens], ['ADMIN', 'ACTIVE', 0]);
  });
  assert.deepEqual(await membershipsOf(bob), { Acme: 'ADMIN' });
  assert.deepEqual(events, [
    {
      action: 'member.roleChanged',
      actor: 'admin@acme.example',
      subject: 'member bob@acme.example from USER to ADMIN',
      subjectId: id,
      outcome: 'SUCCEEDED',
      reason: null,
    },
  ]);
});

test('R19: the role that one has already changes nothing and leaves no event', async (t) => {
  const { running, admin } = await start(t);
  const before = await peopleAsStored(running);
  for (const [persona, role] of [['bob', 'USER'] as const, ['acmeAdmin', 'ADMIN'] as const]) {
    const { member } = (await changeMemberRole(admin, await memberId(running, persona), role)).data.changeMemberRole;
    assert.equal(member.role, role);
  }
  assert.deepEqual(await peopleAsStored(running), before);
});

test('R11: an invitation gets another role too; its token stays good and brings that role', async (t) => {
  const { running, admin, acme } = await start(t);
  const { member, invitationToken } = (await inviteMember(admin, acme, NORA)).data.inviteMember;
  const changed = (await changeMemberRole(admin, member.id, 'ADMIN')).data.changeMemberRole;
  assert.deepEqual(changed.member, { ...member, role: 'ADMIN' });
  const { viewer } = (await acceptInvitation(running.anonymous(), invitationToken)).data.acceptInvitation;
  assert.equal(viewer.memberships[0].role, 'ADMIN');
});

test('R9: demotion suspends tokens where only the role gave access; promotion brings them back within 24 hours, not after', async (t) => {
  const { running, admin } = await start(t);
  const [bob, id] = [await running.as('bob'), await memberId(running, 'bob')];
  const [edge, production] = [running.runtimeId('acme-edge'), running.runtimeId('acme-production')];
  await changeMemberRole(admin, id, 'ADMIN');
  await setUserToken(bob, edge, TOKENS.gitlab.goodUser.value);
  await setUserToken(bob, production, TOKENS.github.goodUser.value);

  const demote = async () => (await changeMemberRole(await running.as('acmeAdmin'), id, 'USER')).data.changeMemberRole;
  assert.equal((await demote()).suspendedUserTokens, 1, 'on the restricted runtime only');
  assert.equal((await readRuntime(bob, edge)).data.runtime, null);
  assert.equal((await readRuntime(bob, production)).data.runtime.userTokenStatus, 'VALID');

  await changeMemberRole(admin, id, 'ADMIN');
  assert.equal((await readRuntime(bob, edge)).data.runtime.userTokenStatus, 'VALID');

  assert.equal((await demote()).suspendedUserTokens, 1);
  running.clock.advance(DAY_MS);
  await changeMemberRole(await running.as('acmeAdmin'), id, 'ADMIN');
  assert.equal((await readRuntime(await running.as('bob'), edge)).data.runtime.userTokenStatus, 'MISSING');
});

test('R12: a USER may not change or remove members; what one cannot see is not found; nothing changes', async (t) => {
  const { running, admin, acme } = await start(t);
  await invite(admin, acme, NORA);
  const [row] = await running.rows('SELECT id FROM membership WHERE email = ?', NORA);
  const ids = [await memberId(running, 'alice'), await memberId(running, 'bob'), String(row?.id)];
  const [alice, gus] = [await running.as('alice'), await running.as('globexAdmin')];
  const { events: _, ...before } = await peopleAsStored(running);
  const events = await eventsOf(running, async () => {
    for (const id of ids) {
      (await changeMemberRole(alice, id, 'ADMIN')).assertRefused('FORBIDDEN');
      (await removeMember(alice, id)).assertRefused('FORBIDDEN');
    }
    for (const id of [...ids, 'mem_00000000000000000000000000', 'nonsense', '']) {
      (await changeMemberRole(gus, id, 'USER')).assertRefused('NOT_FOUND');
      (await removeMember(gus, id)).assertRefused('NOT_FOUND');
    }
  });
  assert.deepEqual(
    events.map(({ action, subjectId, reason }) => [action, subjectId, reason]),
    ids.flatMap((id) => Array.from({ length: 2 }, () => ['access.denied', id, 'member:write'])),
  );
  const { events: __, ...after } = await peopleAsStored(running);
  assert.deepEqual(after, before);
});

test('R12: node gives a member to admins of the account and to themselves, and null to everybody else', async (t) => {
  const { running } = await start(t);
  const id = await memberId(running, 'alice');
  for (const [persona, sees] of [
    ['acmeAdmin', true],
    ['alice', true],
    ['bob', false],
    ['carol', false],
    ['globexAdmin', false],
  ] as const) {
    const { node } = (await readMember(await running.as(persona), id)).data;
    assert.equal(node?.email ?? null, sees ? 'alice@acme.example' : null, persona);
  }
});

// R9, R11, R19: how do members leave, and how is an invitation taken back?

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { memberId } from '../support/access-operations';
import {
  acceptInvitation,
  assertFieldRefused,
  changeMemberRole,
  inviteMember,
  membershipsOf,
  readMember,
  readMembers,
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

test('R9: a removed member sees nothing from the next request on; their tokens stay, suspended, and the row that refers to them too', async (t) => {
  const { running, admin, acme } = await start(t);
  const [carol, id] = [await running.as('carol'), await memberId(running, 'carol')];
  await setUserToken(carol, running.runtimeId('acme-production'), TOKENS.github.goodUser.value);
  await setUserToken(carol, running.runtimeId('acme-staging'), TOKENS.gitlabServer.goodUser.value);
  await setUserToken(carol, running.runtimeId('globex-production'), TOKENS.githubEnterprise.goodUser.value);
  const events = await eventsOf(running, async () => {
    const { account, ...removal } = (await removeMember(admin, id)).data.removeMember;
    assert.deepEqual(removal, { removedMemberId: id, suspendedUserTokens: 2 });
    assert.equal(account.id, acme);
  });
  assert.deepEqual(
    events.map(({ action, subject, subjectId }) => [action, subject, subjectId]),
    [['member.removed', 'member carol@consulting.example', id]],
  );
  assert.deepEqual(await membershipsOf(carol), { Globex: 'ADMIN' });
  const { runtime } = (await readRuntime(carol, running.runtimeId('globex-production'))).data;
  assert.equal(runtime.userTokenStatus, 'VALID', 'the other account is not concerned');
  assert.equal((await running.rows('SELECT id FROM git_token WHERE suspended_at IS NOT NULL')).length, 2);
  (await removeMember(admin, id)).assertRefused('NOT_FOUND');
});

test('R11: removing takes an invitation back: its token is worthless, and the event says so', async (t) => {
  const { running, admin, acme } = await start(t);
  const { member, invitationToken } = (await inviteMember(admin, acme, NORA, 'ADMIN')).data.inviteMember;
  const events = await eventsOf(running, () => removeMember(admin, member.id));
  assert.deepEqual(
    events.map(({ action, subject }) => [action, subject]),
    [['invitation.withdrawn', `member ${NORA}`]],
  );
  assertFieldRefused(await acceptInvitation(running.anonymous(), invitationToken), 'invitationToken');
  assert.equal((await readMembers(admin, acme)).data.account.members.totalCount, 4);
  const again = (await inviteMember(admin, acme, NORA)).data.inviteMember.member;
  assert.notEqual(again.id, member.id);
});

test('R13: an admin who removes or demotes themselves sees as little in that very answer', async (t) => {
  const { running, admin, acme } = await start(t);
  await changeMemberRole(admin, await memberId(running, 'bob'), 'ADMIN');
  await changeMemberRole(admin, await memberId(running, 'alice'), 'ADMIN');
  const alice = await running.as('alice');
  const { account, removedMemberId } = (await removeMember(alice, await memberId(running, 'alice'))).data.removeMember;
  assert.match(removedMemberId, /^mem_/);
  assert.deepEqual([account.members, account.auditEvents, account.runtimes.edges], [null, null, []]);

  const id = await memberId(running, 'acmeAdmin');
  const { member } = (await changeMemberRole(admin, id, 'USER')).data.changeMemberRole;
  assert.equal(member.role, 'USER');
  assert.equal((await readMembers(admin, acme)).data.account.members, null);
  assert.equal((await readMember(admin, id)).data.node.role, 'USER', 'one’s own membership stays readable');
});

// R11: the last active admin of an account can neither be removed nor demoted, whoever tries it, and however many at once.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { memberId } from '../support/access-operations';
import { changeMemberRole, invite, peopleAsStored, removeMember } from '../support/member-operations';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

async function start(t: TestContext) {
  const running = await startTestGateway(t);
  return { running, admin: await running.as('acmeAdmin'), acme: running.accountId('Acme') };
}

const activeAdmins = ({ rows, accountId }: TestGateway) =>
  rows("SELECT email FROM membership WHERE account_id = ? AND role = 'ADMIN' AND status = 'ACTIVE'", accountId('Acme'));

test('R11: the last admin cannot demote or remove themselves; nothing changes, and no event is left', async (t) => {
  const { running, admin } = await start(t);
  const [id, before] = [await memberId(running, 'acmeAdmin'), await peopleAsStored(running)];
  (await changeMemberRole(admin, id, 'USER')).assertRefused('CONFLICT', 'LAST_ADMIN');
  (await removeMember(admin, id)).assertRefused('CONFLICT', 'LAST_ADMIN');
  assert.deepEqual(await peopleAsStored(running), before);
});

test('R11: an admin who is only invited does not count, nor one who is disabled, nor an admin of another account', async (t) => {
  const { running, admin, acme } = await start(t);
  const id = await memberId(running, 'acmeAdmin');
  await invite(admin, acme, 'nora@new.example', 'ADMIN');
  (await removeMember(admin, id)).assertRefused('CONFLICT', 'LAST_ADMIN');
  await changeMemberRole(admin, await memberId(running, 'bob'), 'ADMIN');
  await running.tamper(
    "UPDATE person SET disabled_at = ? WHERE email = 'bob@acme.example'",
    '2027-01-01T00:00:00.000Z',
  );
  (await changeMemberRole(admin, id, 'USER')).assertRefused('CONFLICT', 'LAST_ADMIN');
  await running.tamper('UPDATE person SET disabled_at = NULL');
  await running.tamper("UPDATE membership SET status = 'INVITED' WHERE email = 'bob@acme.example'");
  (await changeMemberRole(admin, id, 'USER')).assertRefused('CONFLICT', 'LAST_ADMIN');
  await running.tamper("UPDATE membership SET status = 'ACTIVE' WHERE email = 'bob@acme.example'");
  assert.equal((await changeMemberRole(admin, id, 'USER')).data.changeMemberRole.member.role, 'USER');
});

test('R11: an invitation as admin can be changed and taken back, however few admins there are', async (t) => {
  const { running, admin, acme } = await start(t);
  await invite(admin, acme, 'nora@new.example', 'ADMIN');
  const [row] = await running.rows("SELECT id FROM membership WHERE email = 'nora@new.example'");
  const id = String(row?.id);
  assert.equal((await changeMemberRole(admin, id, 'USER')).data.changeMemberRole.member.role, 'USER');
  await changeMemberRole(admin, id, 'ADMIN');
  assert.equal((await removeMember(admin, id)).data.removeMember.removedMemberId, id);
});

const WAYS = {
  demote: (who: Awaited<ReturnType<TestGateway['as']>>, id: string) => changeMemberRole(who, id, 'USER'),
  remove: removeMember,
};

for (const [name, way] of Object.entries(WAYS)) {
  test(`R11: of two admins who ${name} each other at once one stays`, async (t) => {
    const { running, admin } = await start(t);
    await changeMemberRole(admin, await memberId(running, 'bob'), 'ADMIN');
    const bob = await running.as('bob');
    const [first, second] = await Promise.all([
      way(admin, await memberId(running, 'bob')),
      way(bob, await memberId(running, 'acmeAdmin')),
    ]);
    const refused = [first, second].filter((answer) => answer?.body.errors);
    assert.equal(refused.length, 1, `${first?.text}\n${second?.text}`);
    assert.ok(['FORBIDDEN', 'NOT_FOUND'].includes(refused[0]?.code ?? ''), 'the slower one is no admin any more');
    assert.equal((await activeAdmins(running)).length, 1);
  });

  test(`R11: of two admins who ${name} themselves at once one stays`, async (t) => {
    const { running, admin } = await start(t);
    await changeMemberRole(admin, await memberId(running, 'bob'), 'ADMIN');
    const bob = await running.as('bob');
    const answers = await Promise.all([
      way(admin, await memberId(running, 'acmeAdmin')),
      way(bob, await memberId(running, 'bob')),
    ]);
    const refused = answers.filter(({ body }) => body.errors);
    assert.equal(refused.length, 1, answers.map(({ text }) => text).join('\n'));
    refused[0]?.assertRefused('CONFLICT', 'LAST_ADMIN');
    assert.equal((await activeAdmins(running)).length, 1);
  });
}

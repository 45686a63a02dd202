// R11: whom can an admin invite, what do they learn by it, and what does inviting again do?

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { DAY_MS } from '../support/manual-clock';
import {
  accept,
  acceptInvitation,
  assertFieldRefused,
  invite,
  inviteMember,
  joinAccount,
  peopleAsStored,
  readMembers,
} from '../support/member-operations';
import { eventsOf } from '../support/stored-state';
import { startTestGateway } from '../support/test-gateway';

/** What is left of a membership that has to be accepted again: the person is known to it, and shown to nobody. */
const SUSPEND_UNTIL_ACCEPTED_AGAIN =
  "UPDATE membership SET person_id = (SELECT id FROM person WHERE email = ?) WHERE email = ? AND status = 'INVITED'";

async function start(t: TestContext) {
  const running = await startTestGateway(t);
  return { running, admin: await running.as('acmeAdmin'), acme: running.accountId('Acme') };
}

test('R11: the answer is the same whether the gateway knows the e-mail or not', async (t) => {
  const { running, admin, acme } = await start(t);
  const emails = ['nobody@new.example', 'admin@globex.example'];
  const answers = [];
  for (const email of emails) answers.push((await inviteMember(admin, acme, email)).data.inviteMember);
  for (const [index, { member, invitationToken, invitationExpiresAt }] of answers.entries()) {
    const { id, ...rest } = member;
    assert.match(id, /^mem_/);
    assert.deepEqual(rest, { userId: null, name: null, email: emails[index], role: 'USER', status: 'INVITED' });
    assert.match(invitationToken, /^[\w-]{43}$/);
    assert.equal(new Date(invitationExpiresAt).getTime(), running.clock.now().getTime() + 7 * DAY_MS);
  }
});

test('R11: nor does time tell: inviting a known e-mail runs the very statements that inviting an unknown one runs', async (t) => {
  const { running, admin, acme } = await start(t);
  const statementsFor = async (email: string) => {
    const before = running.statements.length;
    await invite(admin, acme, email);
    return running.statements.slice(before);
  };
  const [known, unknown] = [await statementsFor('admin@globex.example'), await statementsFor('nobody@new.example')];
  assert.deepEqual(known, unknown);
});

test('R11: the list shows an invitation by its e-mail, and by a known person’s name never', async (t) => {
  const { running, admin, acme } = await start(t);
  await invite(admin, acme, 'admin@globex.example');
  const found = async (search: string) => (await readMembers(admin, acme, { search })).data.account.members;
  assert.equal((await found('GLOBEX.exam')).totalCount, 1);
  const hideGus = async () =>
    assert.equal((await found('Gus')).totalCount, 0, 'Gus Globex is who it is, and nobody here may know');
  await hideGus();
  await running.tamper(SUSPEND_UNTIL_ACCEPTED_AGAIN, 'admin@globex.example', 'admin@globex.example');
  await hideGus();
  assert.equal((await found('Alice Ar')).totalCount, 1);
});

test('R11: inviting again renews: the same member, the new role, a new token and a new week; the old token is worthless', async (t) => {
  const { running, admin, acme } = await start(t);
  const first = (await inviteMember(admin, acme, 'nora@new.example')).data.inviteMember;
  running.clock.advance(DAY_MS);
  const second = (await inviteMember(await running.as('acmeAdmin'), acme, ' Nora@NEW.example ', 'ADMIN')).data
    .inviteMember;
  assert.deepEqual(second.member, { ...first.member, role: 'ADMIN' });
  assert.notEqual(second.invitationToken, first.invitationToken);
  assert.equal(new Date(second.invitationExpiresAt).getTime(), running.clock.now().getTime() + 7 * DAY_MS);
  assertFieldRefused(await acceptInvitation(running.anonymous(), first.invitationToken), 'invitationToken');
  assert.ok(await accept(running.anonymous(), second.invitationToken));
});

test('R11: who is a member already cannot be invited: CONFLICT, and nothing changes', async (t) => {
  const { running, admin, acme } = await start(t);
  const before = await peopleAsStored(running);
  (await inviteMember(admin, acme, 'ALICE@acme.example', 'ADMIN')).assertRefused('CONFLICT', 'ALREADY_MEMBER');
  assert.deepEqual(await peopleAsStored(running), before);
});

test('R11: of the token only a hash is stored', async (t) => {
  const { running, admin, acme } = await start(t);
  const token = await invite(admin, acme, 'nora@new.example');
  assert.doesNotMatch(JSON.stringify(await peopleAsStored(running)), new RegExp(token));
  for (const line of running.logged) assert.ok(!line.includes(token));
});

test('R11: a null role means USER', async (t) => {
  const { admin, acme } = await start(t);
  const { member } = (await inviteMember(admin, acme, 'nora@new.example', null)).data.inviteMember;
  assert.equal(member.role, 'USER');
});

test('R12: a USER may not invite, for a stranger there is no such account, and nothing is stored but the denial', async (t) => {
  const { running, acme } = await start(t);
  const alice = await running.as('alice');
  const globexAdmin = await running.as('globexAdmin');
  const { events: _, ...before } = await peopleAsStored(running);
  const events = await eventsOf(running, async () => {
    (await inviteMember(alice, acme, 'nora@new.example')).assertRefused('FORBIDDEN');
    for (const id of [acme, 'acc_00000000000000000000000000', 'nonsense', '']) {
      (await inviteMember(globexAdmin, id, 'nora@new.example')).assertRefused('NOT_FOUND');
    }
  });
  assert.deepEqual(
    events.map(({ action, actor, reason }) => [action, actor, reason]),
    [['access.denied', 'alice@acme.example', 'member:write']],
  );
  const { events: __, ...after } = await peopleAsStored(running);
  assert.deepEqual(after, before);
});

test('R19: inviting leaves an event that says who invited whom as what', async (t) => {
  const { running, admin, acme } = await start(t);
  const events = await eventsOf(running, () => invite(admin, acme, 'nora@new.example', 'ADMIN'));
  const [member] = await running.rows("SELECT id FROM membership WHERE email = 'nora@new.example'");
  assert.deepEqual(events, [
    {
      action: 'member.invited',
      actor: 'admin@acme.example',
      subject: 'member nora@new.example as ADMIN',
      subjectId: member?.id,
      outcome: 'SUCCEEDED',
      reason: null,
    },
  ]);
});

test('R11: an invitation counts for nothing before it is accepted', async (t) => {
  const { running, admin, acme } = await start(t);
  await invite(admin, acme, 'admin@globex.example', 'ADMIN');
  const invited = await running.as('globexAdmin');
  assert.equal((await readMembers(invited, acme)).data.account, null);
  const token = await invite(admin, acme, 'admin@globex.example', 'ADMIN');
  assert.equal((await joinAccount(invited, token)).data.joinAccount.account.viewerRole, 'ADMIN');
});

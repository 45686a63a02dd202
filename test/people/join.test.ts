// R11: how does somebody whom the gateway knows join one more account?

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { grantAccess, memberId } from '../support/access-operations';
import { DAY_MS } from '../support/manual-clock';
import {
  acceptInvitation,
  assertFieldRefused,
  invite,
  joinAccount,
  membershipsOf,
  peopleAsStored,
  removeMember,
} from '../support/member-operations';
import { readRuntime, setUserToken } from '../support/operations';
import { eventsOf } from '../support/stored-state';
import { startTestGateway } from '../support/test-gateway';

async function start(t: TestContext) {
  const running = await startTestGateway(t);
  return {
    running,
    admin: await running.as('acmeAdmin'),
    acme: running.accountId('Acme'),
    gus: await running.as('globexAdmin'),
  };
}

const GUS = 'admin@globex.example';

test('R11: the invited person joins with the account’s own invitation, and sees it from that answer on', async (t) => {
  const { running, admin, acme, gus } = await start(t);
  const token = await invite(admin, acme, GUS);
  const events = await eventsOf(running, async () => {
    assert.deepEqual((await joinAccount(gus, token)).data.joinAccount.account, {
      id: acme,
      name: 'Acme',
      viewerRole: 'USER',
      viewerActions: [],
    });
  });
  assert.deepEqual(await membershipsOf(gus), { Acme: 'USER', Globex: 'ADMIN' });
  assert.deepEqual(
    events.map(({ action, actor, subject }) => [action, actor, subject]),
    [['member.joined', GUS, `member ${GUS} as USER`]],
  );
});

test('R11: another’s invitation is answered like a wrong and like an old one, and stays good', async (t) => {
  const { running, admin, acme, gus } = await start(t);
  const [nobodys, gusOld] = [await invite(admin, acme, 'nora@new.example'), await invite(admin, acme, GUS)];
  const alices = await invite(gus, running.accountId('Globex'), 'alice@acme.example');
  const before = await peopleAsStored(running);
  const answers = [];
  for (const token of [nobodys, alices, 'x'.repeat(43), '']) answers.push(await joinAccount(gus, token));
  running.clock.advance(7 * DAY_MS);
  const later = await running.as('globexAdmin');
  answers.push(await joinAccount(later, gusOld));
  for (const answer of answers) assertFieldRefused(answer, 'invitationToken');
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1, answers.map(({ text }) => text).join('\n'));
  const { sessions: _, ...stored } = await peopleAsStored(running);
  const { sessions: __, ...storedBefore } = before;
  assert.deepEqual(stored, storedBefore);
});

test('R11: an invitation that one has used oneself says that one belongs to the account already', async (t) => {
  const { running, admin, acme, gus } = await start(t);
  const token = await invite(admin, acme, GUS);
  await joinAccount(gus, token);
  const before = await peopleAsStored(running);
  (await joinAccount(gus, token)).assertRefused('CONFLICT', 'ALREADY_MEMBER');
  assertFieldRefused(await joinAccount(await running.as('carol'), token), 'invitationToken');
  assertFieldRefused(await acceptInvitation(running.anonymous(), token), 'invitationToken');
  const { sessions: _, ...stored } = await peopleAsStored(running);
  const { sessions: __, ...storedBefore } = before;
  assert.deepEqual(stored, storedBefore);
});

test('R11: of ten who join with one invitation at once one joins; the others belong already', async (t) => {
  const { admin, acme, gus, running } = await start(t);
  const token = await invite(admin, acme, GUS);
  const answers = await Promise.all(Array.from({ length: 10 }, () => joinAccount(gus, token)));
  const refused = answers.filter(({ body }) => body.errors);
  assert.equal(refused.length, 9);
  for (const answer of refused) answer.assertRefused('CONFLICT', 'ALREADY_MEMBER');
  assert.equal((await running.rows("SELECT id FROM audit_event WHERE action = 'member.joined'")).length, 1);
});

test('joinAccount needs somebody who is signed in', async (t) => {
  const { running, admin, acme } = await start(t);
  const token = await invite(admin, acme, GUS);
  (await joinAccount(running.anonymous(), token)).assertRefused('UNAUTHENTICATED');
});

test('R9, R11: who rejoins is a new member without old grants; tokens come back with access, within 24 hours', async (t) => {
  const { running, admin, acme } = await start(t);
  const alice = await running.as('alice');
  const [production, edge] = [running.runtimeId('acme-production'), running.runtimeId('acme-edge')];
  const old = await memberId(running, 'alice');
  await setUserToken(alice, production, TOKENS.github.goodUser.value);
  await grantAccess(admin, edge, old);

  assert.equal((await removeMember(admin, old)).data.removeMember.suspendedUserTokens, 1);
  assert.equal((await readRuntime(alice, production)).data.runtime, null, 'from the next request on');
  const token = await invite(admin, acme, 'alice@acme.example');
  assert.equal((await readRuntime(alice, production)).data.runtime, null, 'an invitation brings nothing back');
  await joinAccount(alice, token);

  assert.notEqual(await memberId(running, 'alice'), old);
  assert.equal((await readRuntime(alice, production)).data.runtime.userTokenStatus, 'VALID');
  assert.equal((await readRuntime(alice, edge)).data.runtime, null, 'the grant was the old membership’s');
});

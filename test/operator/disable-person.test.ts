// What is left to a person whom the operator disables? Nothing, at once; and all of it again when they are enabled (R9, R11, R13).

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { tidyUp } from '../../src/application/housekeeping';
import { disablePerson, enablePerson } from '../../src/application/operator/disable-person';
import { resetPassword } from '../../src/application/operator/reset-password';
import { memberId, memberTokens, readRuntimeMembers } from '../support/access-operations';
import { HOUR_MS } from '../support/manual-clock';
import { changeMemberRole, invite, peopleAsStored, removeMember } from '../support/member-operations';
import { readRuntime, setUserToken } from '../support/operations';
import { askWhoIAm, login, refresh, signIn, withToken } from '../support/session-operations';
import { eventsOf } from '../support/stored-state';
import { PERSONAS, startTestGateway } from '../support/test-gateway';

const { alice: ALICE } = PERSONAS;

async function withAlicesToken(t: TestContext) {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(await running.as('alice'), runtimeId, TOKENS.github.goodUser.value);
  const tokenStatus = async () =>
    (await readRuntime(await running.as('alice'), runtimeId)).data.runtime.userTokenStatus;
  return { running, runtimeId, tokenStatus };
}

test('R13: sessions and refresh tokens are dead with the next request', async (t) => {
  const running = await startTestGateway(t);
  const session = await signIn(running.anonymous(), ALICE);
  await disablePerson(running.gateway, ALICE);
  (await askWhoIAm(withToken(running.anonymous(), session))).assertRefused('UNAUTHENTICATED');
  (await refresh(running.anonymous(), session.refreshToken)).assertRefused('UNAUTHENTICATED');
  assert.deepEqual(
    await running.rows('SELECT id FROM session WHERE person_id IN (SELECT id FROM person WHERE email = ?)', ALICE),
    [],
  );
});

test('R13: a session that is there all the same shows nobody', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  await running.tamper('UPDATE person SET disabled_at = ? WHERE email = ?', '2027-01-01T00:00:00.000Z', ALICE);
  (await askWhoIAm(alice)).assertRefused('UNAUTHENTICATED');
});

test('the right password of a disabled person is answered like a wrong one, word for word', async (t) => {
  const running = await startTestGateway(t);
  await disablePerson(running.gateway, ALICE);
  const before = await peopleAsStored(running);
  const right = await login(running.anonymous(), ALICE);
  right.assertRefused('UNAUTHENTICATED', 'WRONG_CREDENTIALS');
  assert.deepEqual(right.error, (await login(running.anonymous(), 'nobody@acme.example')).error);
  assert.deepEqual(await peopleAsStored(running), before, 'no session was opened');
});

test('R9: user tokens are suspended and counted, back when the person is enabled within 24 hours', async (t) => {
  const { running, runtimeId, tokenStatus } = await withAlicesToken(t);
  const admin = await running.as('acmeAdmin');
  const { accounts } = await disablePerson(running.gateway, ALICE);
  assert.deepEqual(
    accounts.map(({ account, suspendedUserTokens }) => [account.name, suspendedUserTokens]),
    [['Acme', 1]],
  );
  assert.equal((await running.rows('SELECT suspended_at FROM git_token WHERE suspended_at IS NOT NULL')).length, 1);
  assert.deepEqual(await memberTokens(admin, await memberId(running, 'alice')), {}, 'they have access to no runtime');
  const { edges } = (await readRuntimeMembers(admin, runtimeId)).data.runtime.members;
  assert.ok(!edges.some(({ node }: { node: { email: string } }) => node.email === ALICE));

  running.clock.advance(24 * HOUR_MS - 1);
  assert.deepEqual(await enablePerson(running.gateway, ALICE), { changed: true });
  assert.equal(await tokenStatus(), 'VALID');
});

test('R9: after 24 hours the tokens are destroyed; memberships, roles, grants and the password are as before', async (t) => {
  const { running, tokenStatus } = await withAlicesToken(t);
  const before = await peopleAsStored(running);
  await disablePerson(running.gateway, ALICE);
  running.clock.advance(24 * HOUR_MS);
  await tidyUp(running.gateway);
  assert.deepEqual(await running.rows("SELECT id FROM git_token WHERE kind = 'USER'"), []);

  await enablePerson(running.gateway, ALICE);
  const { people, memberships, grants } = await peopleAsStored(running);
  assert.deepEqual(
    { people, memberships, grants },
    { people: before.people, memberships: before.memberships, grants: before.grants },
  );
  assert.equal(await tokenStatus(), 'MISSING');
  await signIn(running.anonymous(), ALICE);
});

test('R11: a disabled admin is none: the other one is the last, and the operator is warned when no other is left', async (t) => {
  const running = await startTestGateway(t);
  const withoutAdmin = async (email: string) =>
    (await disablePerson(running.gateway, email)).accounts
      .filter(({ hasNoAdmin }) => hasNoAdmin)
      .map(({ account }) => account.name);
  assert.deepEqual(await withoutAdmin(PERSONAS.carol), [], 'Globex has another admin');

  const globexAdmin = await running.as('globexAdmin');
  const id = await memberId(running, 'globexAdmin', 'Globex');
  (await changeMemberRole(globexAdmin, id, 'USER')).assertRefused('CONFLICT', 'LAST_ADMIN');
  (await removeMember(globexAdmin, id)).assertRefused('CONFLICT', 'LAST_ADMIN');
  assert.deepEqual(await withoutAdmin(PERSONAS.globexAdmin), ['Globex']);
  assert.deepEqual(await withoutAdmin(PERSONAS.bob), [], 'a user is missed as no admin');
});

test('R19: one event in each account of the person, in the operator’s name; none when nothing changes', async (t) => {
  const running = await startTestGateway(t);
  const ids = [await memberId(running, 'carol'), await memberId(running, 'carol', 'Globex')];
  const twice = async (work: () => Promise<{ readonly changed: boolean }>) => {
    assert.deepEqual([(await work()).changed, (await work()).changed], [true, false]);
  };
  const eventsLike = (action: string) =>
    ids.map((subjectId) => ({
      action,
      actor: 'operator',
      subject: `member ${PERSONAS.carol}`,
      subjectId,
      outcome: 'SUCCEEDED',
      reason: null,
    }));
  const disabling = await eventsOf(running, () => twice(() => disablePerson(running.gateway, PERSONAS.carol)));
  assert.deepEqual(disabling, eventsLike('member.disabled'));
  const enabling = await eventsOf(running, () => twice(() => enablePerson(running.gateway, PERSONAS.carol)));
  assert.deepEqual(enabling, eventsLike('member.enabled'));
  assert.deepEqual(
    await running.rows("SELECT DISTINCT actor_kind, actor_id FROM audit_event WHERE actor = 'operator'"),
    [{ actor_kind: 'OPERATOR', actor_id: null }],
  );
});

test('R11: an account that has only invited the person, or whose membership is suspended, hears nothing of it', async (t) => {
  const running = await startTestGateway(t);
  await invite(await running.as('globexAdmin'), running.accountId('Globex'), ALICE);
  await resetPassword(running.gateway, ALICE);
  assert.deepEqual(await eventsOf(running, () => disablePerson(running.gateway, ALICE)), []);
  (await login(running.anonymous(), ALICE)).assertRefused('UNAUTHENTICATED', 'WRONG_CREDENTIALS');
});

test('an unknown e-mail changes nothing', async (t) => {
  const running = await startTestGateway(t);
  const before = await peopleAsStored(running);
  for (const change of [disablePerson, enablePerson]) {
    await assert.rejects(change(running.gateway, 'nobody@acme.example'), { code: 'NOT_FOUND' });
    await assert.rejects(change(running.gateway, 'nobody'), { code: 'BAD_USER_INPUT' });
  }
  assert.deepEqual(await peopleAsStored(running), before);
});

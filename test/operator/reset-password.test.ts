// What does the operator's reset do to sessions, memberships and user tokens (R11, R9)?

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { resetPassword } from '../../src/application/operator/reset-password';
import { memberId } from '../support/access-operations';
import { DAY_MS, HOUR_MS } from '../support/manual-clock';
import { assertFieldRefused, invite, joinAccount, membershipsOf, peopleAsStored } from '../support/member-operations';
import { readRuntime, setUserToken } from '../support/operations';
import { askWhoIAm, login, signIn, withToken } from '../support/session-operations';
import { eventsOf } from '../support/stored-state';
import { PERSONAS, type Persona, startTestGateway, type TestGateway } from '../support/test-gateway';

/** Reset, and signed in with the temporary password; once more where access tokens have run out meanwhile. */
async function reset(running: TestGateway, persona: Persona) {
  const result = await resetPassword(running.gateway, PERSONAS[persona]);
  const signedIn = async () =>
    withToken(running.anonymous(), await signIn(running.anonymous(), PERSONAS[persona], result.temporaryPassword));
  const tokenFor = (name: string) =>
    result.memberships.find(({ account }) => account.name === name)?.invitationToken ?? 'none';
  return { ...result, who: await signedIn(), signedIn, tokenFor };
}

async function withAlicesToken(t: TestContext) {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(await running.as('alice'), runtimeId, TOKENS.github.goodUser.value);
  return { running, runtimeId };
}

const statusOfToken = async (who: Parameters<typeof readRuntime>[0], id: string) =>
  (await readRuntime(who, id)).data.runtime?.userTokenStatus;

test('R11: all sessions end, and the old password opens nothing; nobody else notices', async (t) => {
  const running = await startTestGateway(t);
  const [alice, bob] = [await running.as('alice'), await running.as('bob')];
  const { who } = await reset(running, 'alice');
  (await askWhoIAm(alice)).assertRefused('UNAUTHENTICATED');
  (await login(running.anonymous(), PERSONAS.alice)).assertRefused('UNAUTHENTICATED', 'WRONG_CREDENTIALS');
  assert.equal((await askWhoIAm(who)).data.viewer.email, PERSONAS.alice);
  assert.deepEqual(await membershipsOf(bob), { Acme: 'USER' });
});

test('R11: accepting one account’s invitation brings back that account alone, with role and grants', async (t) => {
  const running = await startTestGateway(t);
  const { who, tokenFor } = await reset(running, 'carol');
  assert.deepEqual(await membershipsOf(who), {});
  await joinAccount(who, tokenFor('Globex'));
  assert.deepEqual(await membershipsOf(who), { Globex: 'ADMIN' });

  const alice = await reset(running, 'alice');
  await joinAccount(alice.who, alice.tokenFor('Acme'));
  const { runtime } = (await readRuntime(alice.who, running.runtimeId('acme-edge'))).data;
  assert.equal(runtime?.name, 'acme-edge', 'her grant on the restricted runtime is there again');
});

test('R11: the last admin of an account comes in again with what the operator was told, and is reported meanwhile', async (t) => {
  const running = await startTestGateway(t);
  const { who, memberships, tokenFor } = await reset(running, 'acmeAdmin');
  assert.deepEqual(
    memberships.map(({ account, hasNoAdmin }) => [account.name, hasNoAdmin]),
    [['Acme', true]],
  );
  const { account } = (await joinAccount(who, tokenFor('Acme'))).data.joinAccount;
  assert.equal(account.viewerRole, 'ADMIN');

  const globex = await reset(running, 'globexAdmin');
  assert.equal(globex.memberships[0]?.hasNoAdmin, false, 'Carol is an admin of Globex, too');
});

test('R9: user tokens are suspended with the membership, counted, and back when it is accepted within 24 hours', async (t) => {
  const { running, runtimeId } = await withAlicesToken(t);
  const { who, signedIn, memberships, tokenFor } = await reset(running, 'alice');
  assert.deepEqual(
    memberships.map(({ suspendedUserTokens }) => suspendedUserTokens),
    [1],
  );
  assert.equal(await statusOfToken(who, runtimeId), undefined, 'she does not even see the runtime');
  running.clock.advance(24 * HOUR_MS - 1);
  const alice = await signedIn();
  await joinAccount(alice, tokenFor('Acme'));
  assert.equal(await statusOfToken(alice, runtimeId), 'VALID');
});

test('R9: accepted after 24 hours, the membership is back and the tokens are not', async (t) => {
  const { running, runtimeId } = await withAlicesToken(t);
  const { signedIn, tokenFor } = await reset(running, 'alice');
  running.clock.advance(24 * HOUR_MS);
  const alice = await signedIn();
  await joinAccount(alice, tokenFor('Acme'));
  assert.equal(await statusOfToken(alice, runtimeId), 'MISSING');
  assert.deepEqual(await running.rows("SELECT id FROM git_token WHERE kind = 'USER'"), []);
});

test('R11: what the operator was told is good for 7 days, and once; a second reset replaces it', async (t) => {
  const running = await startTestGateway(t);
  const lost = await reset(running, 'acmeAdmin');
  const { who, tokenFor, memberships } = await reset(running, 'acmeAdmin');
  (await askWhoIAm(lost.who)).assertRefused('UNAUTHENTICATED');
  assert.equal(memberships[0]?.hasNoAdmin, true, 'still');
  assertFieldRefused(await joinAccount(who, lost.tokenFor('Acme')), 'invitationToken');
  await joinAccount(who, tokenFor('Acme'));
  (await joinAccount(who, tokenFor('Acme'))).assertRefused('CONFLICT', 'ALREADY_MEMBER');

  const late = await reset(running, 'acmeAdmin');
  running.clock.advance(7 * DAY_MS);
  assertFieldRefused(await joinAccount(await late.signedIn(), late.tokenFor('Acme')), 'invitationToken');
});

test('R11: an invitation that was never accepted is not the operator’s to renew: it stays as its admin made it', async (t) => {
  const running = await startTestGateway(t);
  const token = await invite(await running.as('globexAdmin'), running.accountId('Globex'), PERSONAS.alice);
  const { who, memberships } = await reset(running, 'alice');
  assert.deepEqual(
    memberships.map(({ account }) => account.name),
    ['Acme'],
  );
  await joinAccount(who, token);
  assert.deepEqual(await membershipsOf(who), { Globex: 'USER' });
});

test('R19: each account that was left has one event, in the operator’s name, without a secret', async (t) => {
  const running = await startTestGateway(t);
  const ids = [await memberId(running, 'carol'), await memberId(running, 'carol', 'Globex')];
  const told: string[] = [];
  const events = await eventsOf(running, async () => {
    const { temporaryPassword, memberships } = await resetPassword(running.gateway, PERSONAS.carol);
    told.push(temporaryPassword, ...memberships.map(({ invitationToken }) => invitationToken));
  });
  const event = { action: 'member.passwordReset', actor: 'operator', subject: `member ${PERSONAS.carol}` };
  const expected = ids.map((subjectId) => ({ ...event, subjectId, outcome: 'SUCCEEDED', reason: null }));
  assert.deepEqual(events, expected);
  assert.equal(told.length, 3);
  const everything = JSON.stringify(await peopleAsStored(running)) + running.logged.join('\n');
  for (const secret of told) assert.ok(!everything.includes(secret), 'what is told once is stored and logged nowhere');
});

test('R19: if the event cannot be written, nothing is reset', async (t) => {
  const running = await startTestGateway(t);
  const before = await peopleAsStored(running);
  await running.refuseInserts('audit_event');
  await assert.rejects(resetPassword(running.gateway, PERSONAS.alice));
  assert.deepEqual(await peopleAsStored(running), before);
});

test('R11: an unknown e-mail, one that was only invited, and what is no e-mail change nothing', async (t) => {
  const running = await startTestGateway(t);
  const before = await peopleAsStored(running);
  await assert.rejects(resetPassword(running.gateway, 'nobody@acme.example'), { code: 'NOT_FOUND' });
  await assert.rejects(resetPassword(running.gateway, 'аlice@acme.example'), { code: 'BAD_USER_INPUT' });
  assert.deepEqual(await peopleAsStored(running), before);
  assert.equal(
    (await resetPassword(running.gateway, ' Alice@ACME.example ')).memberships.length,
    1,
    'case is no matter',
  );
});

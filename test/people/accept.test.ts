// R11: how does somebody come whom the gateway does not know yet?

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  accept,
  acceptInvitation,
  assertFieldRefused,
  GOOD_PASSWORD,
  invite,
  joinAccount,
  membershipsOf,
  peopleAsStored,
} from '../support/member-operations';
import { signIn, withToken } from '../support/session-operations';
import { eventsOf } from '../support/stored-state';
import { startTestGateway } from '../support/test-gateway';

const NORA = 'nora@new.example';

async function start(t: TestContext) {
  const running = await startTestGateway(t);
  return { running, admin: await running.as('acmeAdmin'), acme: running.accountId('Acme') };
}

test('R11: an unknown person sets name and password, is signed in, and belongs to that account alone', async (t) => {
  const { running, admin, acme } = await start(t);
  const token = await invite(admin, acme, 'Nora@New.example', 'ADMIN');
  const answer = await acceptInvitation(running.anonymous(), token, { name: '  Nora New ' });
  const { viewer, refreshToken } = answer.data.acceptInvitation;
  assert.deepEqual(
    [viewer.name, viewer.email, viewer.memberships],
    ['Nora New', NORA, [{ role: 'ADMIN', account: { id: acme, name: 'Acme' } }]],
  );
  assert.match(refreshToken, /^[\w-]{43}$/);
  await signIn(running.anonymous(), NORA, GOOD_PASSWORD);
});

test('R19: accepting leaves an event whose actor is the new person', async (t) => {
  const { running, admin, acme } = await start(t);
  const token = await invite(admin, acme, NORA);
  const events = await eventsOf(running, () => accept(running.anonymous(), token));
  const [row] = await running.rows('SELECT id FROM membership WHERE email = ?', NORA);
  assert.deepEqual(events, [
    {
      action: 'member.joined',
      actor: NORA,
      subject: `member ${NORA} as USER`,
      subjectId: row?.id,
      outcome: 'SUCCEEDED',
      reason: null,
    },
  ]);
});

test('it is open to everybody: a broken Authorization header is ignored', async (t) => {
  const { running, admin, acme } = await start(t);
  const token = await invite(admin, acme, NORA);
  const answer = await acceptInvitation(running.anonymous(), token, {}, { authorization: 'Bearer broken' });
  assert.equal(answer.data.acceptInvitation.viewer.email, NORA);
});

test('R11: a known person is told to sign in; nothing changes, and the invitation stays good', async (t) => {
  const { running, admin, acme } = await start(t);
  const token = await invite(admin, acme, 'admin@globex.example');
  const before = await peopleAsStored(running);
  (await acceptInvitation(running.anonymous(), token)).assertRefused('CONFLICT', 'SIGN_IN_TO_JOIN');
  assert.deepEqual(await peopleAsStored(running), before);
  const { account } = (await joinAccount(await running.as('globexAdmin'), token)).data.joinAccount;
  assert.equal(account.id, acme);
});

/** Tokens that open nothing, each in its own way. */
test('R11: of a dozen who accept one invitation at once exactly one comes in', async (t) => {
  const { running, admin, acme } = await start(t);
  const token = await invite(admin, acme, NORA);
  const passwords = Array.from({ length: 12 }, (_, index) => `${GOOD_PASSWORD} ${index}`);
  const answers = await Promise.all(
    passwords.map((password) => acceptInvitation(running.anonymous(), token, { password })),
  );
  const winners = passwords.filter((_, index) => answers[index]?.body.errors === undefined);
  assert.equal(winners.length, 1, answers.map(({ text }) => text).join('\n'));
  for (const answer of answers.filter(({ body }) => body.errors)) {
    const { code, reason } = answer.error.extensions;
    assert.ok(code === 'BAD_USER_INPUT' || (code === 'CONFLICT' && reason === 'SIGN_IN_TO_JOIN'), answer.text);
  }
  assert.equal((await running.rows('SELECT id FROM person WHERE email = ?', NORA)).length, 1);
  await signIn(running.anonymous(), NORA, winners[0]);
});

test('R11: invitations of two accounts for one unknown e-mail, accepted at once: one person, one account; the other waits for them', async (t) => {
  const { running, admin, acme } = await start(t);
  const globex = running.accountId('Globex');
  const globexAdmin = await running.as('globexAdmin');
  const tokens = [await invite(admin, acme, NORA), await invite(globexAdmin, globex, NORA)];
  const answers = await Promise.all(tokens.map((token) => acceptInvitation(running.anonymous(), token)));
  const lost = answers.findIndex(({ body }) => body.errors !== undefined);
  assert.equal(answers.filter(({ body }) => body.errors).length, 1);
  answers[lost]?.assertRefused('CONFLICT', 'SIGN_IN_TO_JOIN');
  assert.equal((await running.rows('SELECT id FROM person WHERE email = ?', NORA)).length, 1);

  const nora = withToken(running.anonymous(), await signIn(running.anonymous(), NORA, GOOD_PASSWORD));
  assert.equal(Object.keys(await membershipsOf(nora)).length, 1);
  await joinAccount(nora, tokens[lost] ?? '');
  assert.equal(Object.keys(await membershipsOf(nora)).length, 2);
});

test('R13: an invitation that is withdrawn while the password is hashed opens nothing', async (t) => {
  const { running, admin, acme } = await start(t);
  const token = await invite(admin, acme, NORA);
  const { hash } = running.gateway.passwords;
  Object.assign(running.gateway.passwords, {
    hash: async (password: string) => {
      await running.tamper('DELETE FROM membership WHERE email = ?', NORA);
      return hash(password);
    },
  });
  assertFieldRefused(await acceptInvitation(running.anonymous(), token), 'invitationToken');
  assert.deepEqual(await running.rows('SELECT id FROM person WHERE email = ?', NORA), []);
});

test('a request that took too long stores nothing', async (t) => {
  const { running, admin, acme } = await start(t);
  const token = await invite(admin, acme, NORA);
  const stored = await peopleAsStored(running);
  const { hash } = running.gateway.passwords;
  Object.assign(running.gateway.passwords, {
    hash: async (password: string) => {
      running.clock.advance(60_000);
      return hash(password);
    },
  });
  (await acceptInvitation(running.anonymous(), token)).assertRefused('REQUEST_TIMEOUT');
  assert.deepEqual(await peopleAsStored(running), stored);
});

// R11: the attack by name, and how the operator ends it. Acme's admin has accepted an invitation in Eve's name, with a password
// of his own; the true Eve comes in, and he is out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resetPassword } from '../../src/application/operator/reset-password';
import {
  acceptInvitation,
  assertFieldRefused,
  GOOD_PASSWORD,
  invite,
  joinAccount,
  membershipsOf,
  readMembers,
} from '../support/member-operations';
import { readRuntime } from '../support/operations';
import { askWhoIAm, changePassword, login, refresh, signIn, withToken } from '../support/session-operations';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

const EVE = 'eve@globex.example';
const HIS_PASSWORD = 'mine alone, not hers';

const eveIn = async ({ rows, accountId }: TestGateway, account: 'Acme' | 'Globex') =>
  (await rows('SELECT * FROM membership WHERE email = ? AND account_id = ?', EVE, accountId(account)))[0];

test('R11: who accepted in another’s name is out for good once the operator has reset the password', async (t) => {
  const running = await startTestGateway(t);
  const anonymous = running.anonymous();
  const [acme, globex] = [running.accountId('Acme'), running.accountId('Globex')];
  const acmeAdmin = await running.as('acmeAdmin');

  // He invites her, accepts as her, and keeps two sessions.
  const hisToken = await invite(acmeAdmin, acme, EVE);
  const his = (await acceptInvitation(anonymous, hisToken, { name: 'Eve', password: HIS_PASSWORD })).data
    .acceptInvitation;
  const hisOther = await signIn(anonymous, EVE, HIS_PASSWORD);

  // Globex invites the true Eve. She cannot come in: her e-mail has a password, and it is not hers.
  const globexToken = await invite(await running.as('globexAdmin'), globex, EVE, 'ADMIN');
  (await acceptInvitation(anonymous, globexToken)).assertRefused('CONFLICT', 'SIGN_IN_TO_JOIN');
  const invitedToGlobex = await eveIn(running, 'Globex');

  const { temporaryPassword, memberships } = await resetPassword(running.gateway, EVE);

  // His sessions and his password are dead.
  for (const session of [his, hisOther]) {
    (await askWhoIAm(withToken(anonymous, session))).assertRefused('UNAUTHENTICATED');
    (await refresh(anonymous, session.refreshToken)).assertRefused('UNAUTHENTICATED');
  }
  (await login(anonymous, EVE, HIS_PASSWORD)).assertRefused('UNAUTHENTICATED', 'WRONG_CREDENTIALS');
  assertFieldRefused(await joinAccount(acmeAdmin, globexToken), 'invitationToken');

  // His account's membership is suspended; Globex's invitation is as it was.
  assert.deepEqual(
    memberships.map(({ account }) => account.name),
    ['Acme'],
  );
  const shown = (await readMembers(acmeAdmin, acme, { search: EVE })).data.account.members.edges[0].node;
  assert.deepEqual([shown.userId, shown.name, shown.status], [null, null, 'INVITED']);
  assert.deepEqual(await eveIn(running, 'Globex'), invitedToGlobex);

  // She signs in, makes the password hers, and joins what she means to join.
  const eve = withToken(anonymous, await signIn(anonymous, EVE, temporaryPassword));
  assert.deepEqual(await membershipsOf(eve), {}, 'she belongs nowhere before she accepts');
  assert.equal((await readRuntime(eve, running.runtimeId('acme-production'))).data.runtime, null);
  assert.equal((await changePassword(eve, temporaryPassword, GOOD_PASSWORD)).data.changePassword.viewer.email, EVE);
  await signIn(anonymous, EVE, GOOD_PASSWORD);
  (await login(anonymous, EVE, temporaryPassword)).assertRefused('UNAUTHENTICATED', 'WRONG_CREDENTIALS');

  assert.equal((await joinAccount(eve, globexToken)).data.joinAccount.account.viewerRole, 'ADMIN');
  assert.deepEqual(await membershipsOf(eve), { Globex: 'ADMIN' }, 'Acme’s is not accepted with Globex’s');
  assertFieldRefused(await joinAccount(eve, hisToken), 'invitationToken');
  await joinAccount(eve, memberships[0]?.invitationToken ?? '');
  assert.deepEqual(await membershipsOf(eve), { Acme: 'USER', Globex: 'ADMIN' });
});

test('R11: he cannot use what the operator tells her, nor what his own account tells him', async (t) => {
  const running = await startTestGateway(t);
  const [acme, acmeAdmin] = [running.accountId('Acme'), await running.as('acmeAdmin')];
  const options = { name: 'Eve', password: HIS_PASSWORD };
  await acceptInvitation(running.anonymous(), await invite(acmeAdmin, acme, EVE), options);
  const { memberships } = await resetPassword(running.gateway, EVE);

  const printed = memberships[0]?.invitationToken ?? '';
  for (const token of [printed, await invite(acmeAdmin, acme, EVE)]) {
    assertFieldRefused(await joinAccount(acmeAdmin, token), 'invitationToken');
  }
  const renewed = await invite(acmeAdmin, acme, EVE);
  (await acceptInvitation(running.anonymous(), renewed, options)).assertRefused('CONFLICT', 'SIGN_IN_TO_JOIN');
  assert.equal((await eveIn(running, 'Acme'))?.status, 'INVITED');
});

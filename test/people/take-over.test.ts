// R11: the attack by name. Acme's admin invites Globex's future admin, accepts it himself with a password of his own, and
// still gets nothing when Globex invites her.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GraphQLClient } from '../support/graphql-client';
import {
  acceptInvitation,
  assertFieldRefused,
  GOOD_PASSWORD,
  invite,
  inviteMember,
  joinAccount,
  membershipsOf,
  readMember,
  readMembers,
} from '../support/member-operations';
import { readRuntime } from '../support/operations';
import { login, signIn, withToken } from '../support/session-operations';
import { startTestGateway } from '../support/test-gateway';

const EVE = 'eve@globex.example';
const HIS_PASSWORD = 'mine alone, not hers';

test('R11: an admin who accepts in another’s name what he has invited gets nothing of the account that invites her next', async (t) => {
  const running = await startTestGateway(t);
  const [acme, globex] = [running.accountId('Acme'), running.accountId('Globex')];
  const [acmeAdmin, globexAdmin] = [await running.as('acmeAdmin'), await running.as('globexAdmin')];

  const hisToken = await invite(acmeAdmin, acme, EVE);
  const options = { name: 'Eve', password: HIS_PASSWORD };
  const { accessToken } = (await acceptInvitation(running.anonymous(), hisToken, options)).data.acceptInvitation;
  const asEve = new GraphQLClient(running.url, accessToken);

  const answer = (await inviteMember(globexAdmin, globex, EVE, 'ADMIN')).data.inviteMember;
  const { id, ...shown } = answer.member;
  const asForAnybody = { userId: null, name: null, email: EVE, role: 'ADMIN', status: 'INVITED' };
  assert.deepEqual(shown, asForAnybody, 'Globex’s admin is told what he is told of anybody');
  const { edges } = (await readMembers(globexAdmin, globex, { search: EVE })).data.account.members;
  assert.deepEqual(
    edges.map(({ node }: { node: object }) => node),
    [{ id, ...asForAnybody }],
  );

  const again = withToken(running.anonymous(), await signIn(running.anonymous(), EVE, HIS_PASSWORD));
  for (const eve of [asEve, again]) {
    assert.deepEqual(await membershipsOf(eve), { Acme: 'USER' });
    assert.equal((await readMembers(eve, globex)).data.account, null);
    assert.equal((await readMember(eve, id)).data.node, null);
    assert.equal((await readRuntime(eve, running.runtimeId('globex-production'))).data.runtime, null);
    assertFieldRefused(await joinAccount(eve, 'x'.repeat(43)), 'invitationToken');
    (await joinAccount(eve, hisToken)).assertRefused('CONFLICT', 'ALREADY_MEMBER');
  }
  assertFieldRefused(await acceptInvitation(running.anonymous(), hisToken), 'invitationToken');
  assert.equal((await readMember(acmeAdmin, id)).data.node, null, 'nor does he see the invitation as himself');

  const refused = await acceptInvitation(running.anonymous(), answer.invitationToken, { password: GOOD_PASSWORD });
  refused.assertRefused('CONFLICT', 'SIGN_IN_TO_JOIN');
  (await login(running.anonymous(), EVE, GOOD_PASSWORD)).assertRefused('UNAUTHENTICATED', 'WRONG_CREDENTIALS');
  assert.deepEqual(await membershipsOf(asEve), { Acme: 'USER' }, 'only Globex’s own invitation opens Globex');
});

test('R11: nor does it help him that she belongs to Globex already: her e-mail is known, and his invitation sets no password', async (t) => {
  const running = await startTestGateway(t);
  const acmeAdmin = await running.as('acmeAdmin');
  const token = await invite(acmeAdmin, running.accountId('Acme'), 'admin@globex.example', 'ADMIN');
  const answer = await acceptInvitation(running.anonymous(), token, { password: HIS_PASSWORD });
  answer.assertRefused('CONFLICT', 'SIGN_IN_TO_JOIN');
  (await login(running.anonymous(), 'admin@globex.example', HIS_PASSWORD)).assertRefused(
    'UNAUTHENTICATED',
    'WRONG_CREDENTIALS',
  );
  assertFieldRefused(await joinAccount(acmeAdmin, token), 'invitationToken');
});

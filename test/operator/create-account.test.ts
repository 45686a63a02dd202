// How does an account begin, and what does the operator see of all accounts?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccount } from '../../src/application/operator/create-account';
import { disablePerson } from '../../src/application/operator/disable-person';
import { listAccounts } from '../../src/application/operator/list-accounts';
import { accept, invite, joinAccount, membershipsOf, peopleAsStored } from '../support/member-operations';
import { eventsOf } from '../support/stored-state';
import { PERSONAS, startTestGateway, type TestGateway } from '../support/test-gateway';

const NORA = 'nora@new.example';

const accountsAsStored = async (running: TestGateway) => ({
  accounts: await running.rows('SELECT * FROM account ORDER BY id'),
  ...(await peopleAsStored(running)),
});

test('R11: the first admin comes by the account’s invitation, new or known, and is an admin of an empty account', async (t) => {
  const running = await startTestGateway(t);
  const forNora = await createAccount(running.gateway, { name: ' Initech ', adminEmail: ' Nora@New.example' });
  const nora = await accept(running.anonymous(), forNora.invitationToken);
  assert.deepEqual(await membershipsOf(nora), { Initech: 'ADMIN' });

  const forAlice = await createAccount(running.gateway, { name: 'Umbrella', adminEmail: PERSONAS.alice });
  const alice = await running.as('alice');
  await joinAccount(alice, forAlice.invitationToken);
  assert.deepEqual(await membershipsOf(alice), { Acme: 'USER', Umbrella: 'ADMIN' });
  await invite(alice, forAlice.account.id, 'first@umbrella.example');
  assert.deepEqual(
    await running.rows(
      'SELECT runtime_token_reuse, runtime_token_owner FROM account WHERE id = ?',
      forAlice.account.id,
    ),
    [{ runtime_token_reuse: 'DENY', runtime_token_owner: 'WARN' }],
  );
});

test('R19: creating leaves two events in the new account, and the invitation is stored as a hash', async (t) => {
  const running = await startTestGateway(t);
  let token = '';
  const events = await eventsOf(running, async () => {
    token = (await createAccount(running.gateway, { name: 'Initech', adminEmail: NORA })).invitationToken;
  });
  assert.deepEqual(
    events.map(({ action, actor, subject }) => [action, actor, subject]),
    [
      ['account.created', 'operator', 'account Initech'],
      ['member.invited', 'operator', `member ${NORA} as ADMIN`],
    ],
  );
  assert.ok(!JSON.stringify(await accountsAsStored(running)).includes(token));
});

test('a second account of the same name is created, and the first is named', async (t) => {
  const running = await startTestGateway(t);
  const { namesakes, account } = await createAccount(running.gateway, { name: 'ACME', adminEmail: NORA });
  assert.deepEqual(namesakes, [running.accountId('Acme')]);
  assert.notEqual(account.id, running.accountId('Acme'));
  assert.deepEqual((await createAccount(running.gateway, { name: 'Acm', adminEmail: NORA })).namesakes, []);
});

test('a name or an e-mail in disguise is refused, and nothing is created', async (t) => {
  const running = await startTestGateway(t);
  const before = await accountsAsStored(running);
  for (const name of ['', ' ', 'x'.repeat(101), 'Ac\u200bme', 'Аcme', 'Ac\nme']) {
    await assert.rejects(createAccount(running.gateway, { name, adminEmail: NORA }), { code: 'BAD_USER_INPUT' }, name);
  }
  for (const adminEmail of ['', 'nora', 'nora@new', 'nоra@new.example', `${'n'.repeat(250)}@new.example`]) {
    const refused = createAccount(running.gateway, { name: 'Initech', adminEmail });
    await assert.rejects(refused, { code: 'BAD_USER_INPUT' }, adminEmail);
  }
  assert.deepEqual(await accountsAsStored(running), before);
});

test('the list tells of each account its members, runtimes and the admins who can sign in', async (t) => {
  const running = await startTestGateway(t);
  const { account } = await createAccount(running.gateway, { name: 'Initech', adminEmail: NORA });
  await disablePerson(running.gateway, PERSONAS.carol);
  const before = await accountsAsStored(running);
  const accounts = await listAccounts(running.gateway);
  const runtimesOf = async (name: 'Acme' | 'Globex') =>
    (await running.rows('SELECT id FROM runtime WHERE account_id = ?', running.accountId(name))).length;
  assert.deepEqual(
    accounts.map(({ createdAt: _, ...rest }) => rest),
    [
      {
        id: running.accountId('Acme'),
        name: 'Acme',
        admins: [PERSONAS.acmeAdmin],
        members: 4,
        runtimes: await runtimesOf('Acme'),
      },
      {
        id: running.accountId('Globex'),
        name: 'Globex',
        admins: [PERSONAS.globexAdmin],
        members: 2,
        runtimes: await runtimesOf('Globex'),
      },
      { id: account.id, name: 'Initech', admins: [], members: 0, runtimes: 0 },
    ],
  );
  assert.deepEqual(await accountsAsStored(running), before, 'listing changes nothing');
});

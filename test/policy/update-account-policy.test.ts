// How an account's policy is changed: by admins, only what is given, and never without a trace.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { updateAccountPolicy } from '../support/account-operations';
import type { GraphQLClient } from '../support/graphql-client';
import { eventsOf, storedState } from '../support/stored-state';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

const readPolicy = async (who: GraphQLClient, id: string) =>
  (await who.send('query ($id: ID!) { account(id: $id) { policy { runtimeTokenReuse runtimeTokenOwner } } }', { id }))
    .data.account?.policy;

const accountRows = ({ rows }: TestGateway) => rows('SELECT * FROM account ORDER BY id');

/** All that a refusal could have changed. */
const everything = async (running: TestGateway) => ({
  ...(await storedState(running)),
  accounts: await accountRows(running),
});

test('what is given is changed, what is left out stays; every member sees it at once, and each change leaves one event in words', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const accountId = running.accountId('Acme');
  const globexBefore = (await accountRows(running)).filter(({ id }) => id !== accountId);

  const events = await eventsOf(running, async () => {
    const one = (await updateAccountPolicy(admin, { accountId, runtimeTokenReuse: 'WARN' })).data.updateAccountPolicy;
    assert.deepEqual(one.account, {
      id: accountId,
      name: 'Acme',
      policy: { runtimeTokenReuse: 'WARN', runtimeTokenOwner: 'WARN' },
    });
    const both = { accountId, runtimeTokenReuse: 'ALLOW', runtimeTokenOwner: 'REQUIRE_SERVICE_ACCOUNT' };
    void (await updateAccountPolicy(admin, both)).data;
    void (await updateAccountPolicy(admin, { accountId, runtimeTokenOwner: 'WARN' })).data;
  });
  assert.deepEqual(
    events.map(({ action, outcome, subject, subjectId, reason, actor }) => [
      action,
      outcome,
      subject,
      subjectId,
      reason,
      actor,
    ]),
    [
      'runtimeTokenReuse DENY → WARN',
      'runtimeTokenReuse WARN → ALLOW, runtimeTokenOwner WARN → REQUIRE_SERVICE_ACCOUNT',
      'runtimeTokenOwner REQUIRE_SERVICE_ACCOUNT → WARN',
    ].map((what) => [
      'accountPolicy.changed',
      'SUCCEEDED',
      `account Acme: ${what}`,
      accountId,
      null,
      'admin@acme.example',
    ]),
  );
  const expected = { runtimeTokenReuse: 'ALLOW', runtimeTokenOwner: 'WARN' };
  for (const persona of ['acmeAdmin', 'alice', 'carol'] as const)
    assert.deepEqual(await readPolicy(await running.as(persona), accountId), expected, persona);
  assert.equal(await readPolicy(await running.as('globexAdmin'), accountId), undefined);
  assert.deepEqual(
    (await accountRows(running)).filter(({ id }) => id !== accountId),
    globexBefore,
    'another account keeps its own',
  );
});

test('a change that changes nothing succeeds and leaves no event', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const accountId = running.accountId('Acme');
  const before = await everything(running);
  for (const changes of [{}, { runtimeTokenReuse: 'DENY' }, { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' }]) {
    const { account } = (await updateAccountPolicy(admin, { accountId, ...changes })).data.updateAccountPolicy;
    assert.deepEqual(account.policy, { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' });
  }
  assert.deepEqual(await everything(running), before);
});

test('null is refused by name, and so is a policy that there is not; nothing else of the change is made', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const accountId = running.accountId('Acme');
  const before = await everything(running);
  for (const field of ['runtimeTokenReuse', 'runtimeTokenOwner']) {
    const other =
      field === 'runtimeTokenReuse' ? { runtimeTokenOwner: 'REQUIRE_SERVICE_ACCOUNT' } : { runtimeTokenReuse: 'WARN' };
    for (const value of [null, 'SOMETIMES']) {
      const answer = await updateAccountPolicy(admin, { accountId, ...other, [field]: value });
      answer.assertRefused('BAD_USER_INPUT');
      assert.deepEqual(
        answer.error.extensions.fields?.map(({ path }) => path),
        [field],
        String(value),
      );
    }
  }
  assert.deepEqual(await everything(running), before);
});

test('a member who is no admin is FORBIDDEN, which leaves an event; to a stranger the account is like an unknown one', async (t) => {
  const running = await startTestGateway(t);
  const accountId = running.accountId('Acme');
  const before = await accountRows(running);
  const change = { runtimeTokenReuse: 'ALLOW' };
  const events = await eventsOf(running, async () => {
    // carol is an admin, but of another account
    for (const persona of ['alice', 'carol'] as const)
      (await updateAccountPolicy(await running.as(persona), { accountId, ...change })).assertRefused('FORBIDDEN');
    const stranger = await running.as('globexAdmin');
    const foreign = await updateAccountPolicy(stranger, { accountId, ...change });
    const unknown = await updateAccountPolicy(stranger, { accountId: 'acc_01JHMXQ4D7ZZZZZZZZZZZZZZZZ', ...change });
    foreign.assertRefused('NOT_FOUND');
    assert.equal(foreign.text, unknown.text);
    (await updateAccountPolicy(running.anonymous(), { accountId, ...change })).assertRefused('UNAUTHENTICATED');
  });
  assert.deepEqual(
    events.map(({ actor, action, reason, outcome }) => [actor, action, reason, outcome]),
    ['alice@acme.example', 'carol@consulting.example'].map((actor) => [
      actor,
      'access.denied',
      'accountPolicy:write',
      'DENIED',
    ]),
  );
  assert.deepEqual(await accountRows(running), before);
});

test('two admins who change different policies at once both have their way', async (t) => {
  const running = await startTestGateway(t);
  await running.tamper("UPDATE membership SET role = 'ADMIN' WHERE email = 'alice@acme.example'");
  const accountId = running.accountId('Acme');
  const [admin, alice] = [await running.as('acmeAdmin'), await running.as('alice')];
  const answers = await Promise.all([
    updateAccountPolicy(admin, { accountId, runtimeTokenReuse: 'ALLOW' }),
    updateAccountPolicy(alice, { accountId, runtimeTokenOwner: 'REQUIRE_SERVICE_ACCOUNT' }),
  ]);
  for (const answer of answers) void answer.data;
  const expected = { runtimeTokenReuse: 'ALLOW', runtimeTokenOwner: 'REQUIRE_SERVICE_ACCOUNT' };
  assert.deepEqual(await readPolicy(admin, accountId), expected);
});

test('R19: if the event cannot be written, the policy is not changed', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  await running.refuseInserts('audit_event');
  const before = await everything(running);
  const answer = await updateAccountPolicy(admin, { accountId: running.accountId('Acme'), runtimeTokenReuse: 'ALLOW' });
  answer.assertRefused('INTERNAL_SERVER_ERROR');
  assert.deepEqual(await everything(running), before);
});

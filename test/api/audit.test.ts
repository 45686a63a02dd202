// R19: what is written down of a change, a denial and a refused token: in the same transaction, and without any secret.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import {
  createRuntime,
  deleteRuntime,
  deleteUserToken,
  setRuntimeToken,
  setUserToken,
  updateRuntime,
  verifyRuntimeToken,
  verifyUserToken,
} from '../support/operations';
import { eventsOf, storedThings } from '../support/stored-state';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

const { goodUser, spareUser, goodRuntime, spareRuntime, scopeMissing } = TOKENS.github;

const newRuntime = (running: TestGateway, value: string) => ({
  accountId: running.accountId('Acme'),
  name: 'acme-new',
  gitProvider: 'GITHUB',
  token: { value },
});

test('R19: an admin’s changes, each with one event that names actor, subject, outcome and reason', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  let runtimeId = '';
  const events = await eventsOf(running, async () => {
    runtimeId = (await createRuntime(admin, newRuntime(running, goodRuntime.value))).data.createRuntime.runtime.id;
    await setRuntimeToken(admin, runtimeId, goodRuntime.value);
    await setRuntimeToken(admin, runtimeId, spareRuntime.value);
    await setRuntimeToken(admin, runtimeId, scopeMissing.value);
    await verifyRuntimeToken(admin, runtimeId);
    await updateRuntime(admin, { runtimeId, name: 'acme-newer' });
    await deleteRuntime(admin, runtimeId);
  });
  const event = (action: string, outcome: string, reason: string | null, subject = 'runtime acme-new') => ({
    action,
    actor: 'admin@acme.example',
    subject,
    subjectId: runtimeId,
    outcome,
    reason,
  });
  assert.deepEqual(events, [
    event('runtime.created', 'SUCCEEDED', 'SATISFIED'),
    event('runtimeToken.set', 'SUCCEEDED', 'SATISFIED'),
    event('runtimeToken.replaced', 'SUCCEEDED', 'SATISFIED'),
    event('runtimeToken.replaced', 'REJECTED', 'MISSING_SCOPES'),
    event('runtimeToken.verified', 'SUCCEEDED', 'SATISFIED'),
    event('runtime.updated', 'SUCCEEDED', null),
    event('runtime.deleted', 'SUCCEEDED', null, 'runtime acme-newer'),
  ]);
});

test('R10, R19: the events of a user token name the outcome, never the reason', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  const events = await eventsOf(running, async () => {
    await setUserToken(alice, runtimeId, scopeMissing.value);
    await setUserToken(alice, runtimeId, goodUser.value);
    await setUserToken(alice, runtimeId, goodUser.value);
    await setUserToken(alice, runtimeId, spareUser.value);
    await verifyUserToken(alice, runtimeId);
    running.hosts.github.revoke(spareUser.value);
    await verifyUserToken(alice, runtimeId);
    await deleteUserToken(alice, runtimeId);
  });
  assert.deepEqual(
    events.map(({ action, outcome }) => [action, outcome]),
    [
      ['userToken.set', 'REJECTED'],
      ['userToken.set', 'SUCCEEDED'],
      ['userToken.set', 'SUCCEEDED'],
      ['userToken.replaced', 'SUCCEEDED'],
      ['userToken.verified', 'SUCCEEDED'],
      ['userToken.verified', 'REJECTED'],
      ['userToken.deleted', 'SUCCEEDED'],
    ],
  );
  for (const { actor, subject, subjectId, reason } of events)
    assert.deepEqual(
      [actor, subject, subjectId, reason],
      ['alice@acme.example', 'runtime acme-production', runtimeId, null],
    );
});

test('R19: a denial is written down in the account concerned, with the action that was tried', async (t) => {
  const running = await startTestGateway(t);
  const bob = await running.as('bob');
  const runtimeId = running.runtimeId('acme-production');
  const accountId = running.accountId('Acme');
  const events = await eventsOf(running, async () => {
    (await createRuntime(bob, newRuntime(running, goodRuntime.value))).assertRefused('FORBIDDEN');
    (await setRuntimeToken(bob, runtimeId, goodRuntime.value)).assertRefused('FORBIDDEN');
    (await verifyRuntimeToken(bob, runtimeId)).assertRefused('FORBIDDEN');
    (await updateRuntime(bob, { runtimeId, name: 'x' })).assertRefused('FORBIDDEN');
    (await deleteRuntime(bob, runtimeId)).assertRefused('FORBIDDEN');
  });
  const denial = (reason: string, subject = 'runtime acme-production', subjectId = runtimeId) => ({
    action: 'access.denied',
    actor: 'bob@acme.example',
    subject,
    subjectId,
    outcome: 'DENIED',
    reason,
  });
  assert.deepEqual(events, [
    denial('runtime:create', 'account Acme', accountId),
    denial('runtimeToken:write'),
    denial('runtimeToken:verify'),
    denial('runtime:update'),
    denial('runtime:delete'),
  ]);
  const accounts = await running.rows(
    "SELECT DISTINCT account_id AS id FROM audit_event WHERE action = 'access.denied'",
  );
  assert.deepEqual(accounts, [{ id: accountId }]);
});

test('R19: what is unknown, in conflict, bad input or undetermined leaves no event, in no account', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const foreign = running.runtimeId('globex-production');
  const events = await eventsOf(running, async () => {
    (await setRuntimeToken(admin, foreign, goodRuntime.value)).assertRefused('NOT_FOUND');
    (await deleteRuntime(admin, foreign)).assertRefused('NOT_FOUND');
    (await updateRuntime(admin, { runtimeId, name: 'acme-edge' })).assertRefused('CONFLICT', 'NAME_TAKEN');
    (await verifyUserToken(admin, runtimeId)).assertRefused('CONFLICT', 'NO_TOKEN');
    (await setUserToken(admin, runtimeId, 'short')).assertRefused('BAD_USER_INPUT');
    running.hosts.github.fail('STATUS_500');
    await setRuntimeToken(admin, runtimeId, goodRuntime.value);
    await verifyRuntimeToken(admin, runtimeId);
  });
  assert.deepEqual(events, []);
});

test('R19: if the event cannot be written, nothing is changed', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(admin, runtimeId, goodUser.value);
  await running.refuseInserts('audit_event');
  const before = await storedThings(running);
  const attempts = [
    () => createRuntime(admin, newRuntime(running, goodRuntime.value)),
    () => updateRuntime(admin, { runtimeId, name: 'renamed' }),
    () => deleteRuntime(admin, runtimeId),
    () => setRuntimeToken(admin, runtimeId, goodRuntime.value),
    () => setUserToken(admin, runtimeId, spareUser.value),
    () => verifyUserToken(admin, runtimeId),
    () => deleteUserToken(admin, runtimeId),
  ];
  for (const attempt of attempts) {
    running.clock.advance(1000);
    const { body, text } = await attempt();
    assert.equal(body.errors?.length, 1, text);
    assert.doesNotMatch(text, /full|trigger|sql/i, 'nothing internal is told');
    assert.deepEqual(await storedThings(running), before);
  }
});

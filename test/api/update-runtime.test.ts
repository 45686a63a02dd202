// A runtime's name, repository, access mode and scope check mode may change; its provider stays, and nobody asks it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { readRuntime, setUserToken, updateRuntime } from '../support/operations';
import { eventsOf, requestsSent, storedState } from '../support/stored-state';
import { startTestGateway } from '../support/test-gateway';

test('what is left out stays, what is given changes, null clears the repository; no provider is asked', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const before = (await readRuntime(admin, runtimeId)).data.runtime;

  const events = await eventsOf(running, async () => {
    const renamed = (await updateRuntime(admin, { runtimeId, name: ' acme-prod ' })).data.updateRuntime;
    assert.deepEqual(renamed, { suspendedUserTokens: 0, runtime: { ...before, name: 'acme-prod' } });
    const cleared = (await updateRuntime(admin, { runtimeId, sharedConfigRepository: null })).data.updateRuntime
      .runtime;
    assert.deepEqual(cleared, { ...before, name: 'acme-prod', sharedConfigRepository: null });
    const set = { runtimeId, sharedConfigRepository: ' acme/apps ', scopeCheckMode: 'REPORT' };
    const both = (await updateRuntime(admin, set)).data.updateRuntime.runtime;
    assert.deepEqual(
      [both.name, both.sharedConfigRepository, both.scopeCheckMode],
      ['acme-prod', 'acme/apps', 'REPORT'],
    );
  });
  assert.deepEqual(
    events.map(({ action, outcome, reason, subjectId }) => [action, outcome, reason, subjectId]),
    Array(3).fill(['runtime.updated', 'SUCCEEDED', null, runtimeId]),
  );
  assert.equal(requestsSent(running), 0);
});

test('a change that changes nothing succeeds and leaves no event', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const before = await storedState(running);
  const same = { name: 'acme-production', sharedConfigRepository: 'acme/gitops-config', accessMode: 'ALL_MEMBERS' };
  for (const changes of [{}, same]) {
    const { runtime } = (await updateRuntime(admin, { runtimeId, ...changes })).data.updateRuntime;
    assert.equal(runtime.name, 'acme-production');
  }
  assert.deepEqual(await storedState(running), before);
});

test('a name that another runtime of the account has, in any case of letters, is a conflict; its own in another case is not', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const before = await storedState(running);
  // bob could not even see acme-edge; its name is taken all the same.
  for (const name of ['acme-staging', 'ACME-EDGE'])
    (await updateRuntime(admin, { runtimeId, name, scopeCheckMode: 'REPORT' })).assertRefused('CONFLICT', 'NAME_TAKEN');
  assert.deepEqual(await storedState(running), before, 'nor is the rest of the change made');

  const { runtime } = (await updateRuntime(admin, { runtimeId, name: 'ACME-Production' })).data.updateRuntime;
  assert.equal(runtime.name, 'ACME-Production');
  const globex = { runtimeId: running.runtimeId('globex-production'), name: 'acme-staging' };
  const elsewhere = (await updateRuntime(await running.as('globexAdmin'), globex)).data.updateRuntime;
  assert.equal(elsewhere.runtime.name, 'acme-staging', 'the names of another account are free');
});

test('null is refused where it has no meaning, and changes nothing', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const before = await storedState(running);
  for (const field of ['name', 'accessMode', 'scopeCheckMode']) {
    const answer = await updateRuntime(admin, { runtimeId, sharedConfigRepository: null, [field]: null });
    answer.assertRefused('BAD_USER_INPUT');
    assert.deepEqual(answer.error.extensions.fields, [
      { path: field, constraints: ['must not be null; leave it out instead'] },
    ]);
  }
  assert.deepEqual(await storedState(running), before);
});

test('R9: restricting a runtime suspends the user tokens of who loses it, and says how many; opening it brings them back', async (t) => {
  const running = await startTestGateway(t);
  const [admin, alice, bob] = [await running.as('acmeAdmin'), await running.as('alice'), await running.as('bob')];
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(alice, runtimeId, TOKENS.github.goodUser.value);
  await setUserToken(bob, runtimeId, TOKENS.github.spareUser.value);
  await setUserToken(admin, runtimeId, TOKENS.github.excessive.value);

  const restricted = (await updateRuntime(admin, { runtimeId, accessMode: 'RESTRICTED' })).data.updateRuntime;
  assert.equal(restricted.suspendedUserTokens, 2, 'alice’s and bob’s; the admin keeps access');
  assert.equal(restricted.runtime.userTokenStatus, 'VALID');
  assert.equal((await readRuntime(alice, runtimeId)).data.runtime, null);

  running.clock.advance(60_000);
  const opened = (await updateRuntime(admin, { runtimeId, accessMode: 'ALL_MEMBERS' })).data.updateRuntime;
  assert.equal(opened.suspendedUserTokens, 0);
  for (const person of [alice, bob])
    assert.equal((await readRuntime(person, runtimeId)).data.runtime.userTokenStatus, 'VALID');
});

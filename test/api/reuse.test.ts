// R5, R6: where else one value may serve, and who is told of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runtimeTokenOf, TOKENS, userTokenOf } from '../../seed/git-hosts/tokens';
import type { Answer } from '../support/graphql-client';
import { createRuntime, deleteUserToken, setRuntimeToken, setUserToken } from '../support/operations';
import { requestsSent, storedThings } from '../support/stored-state';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

const { goodUser, goodRuntime, spareRuntime, excessive } = TOKENS.github;

/** The one payload of an answer, shortened to what these rules are about. */
function outcomeOf(answer: Answer): { stored: boolean; reason: string; warnings: string[] } {
  const [payload] = Object.values<{ stored: boolean; verdict: { reason: string; warnings: { code: string }[] } }>(
    answer.data,
  );
  assert.ok(payload);
  const { stored, verdict } = payload;
  return { stored, reason: verdict.reason, warnings: verdict.warnings.map(({ code }) => code) };
}

const REUSED = { stored: false, reason: 'TOKEN_REUSED', warnings: [] };
/** One value has one login. */
const REUSED_BY_A_PERSON = { ...REUSED, warnings: ['SHARED_LOGIN'] };
const FINE = { stored: true, reason: 'SATISFIED', warnings: [] };

/** A second GitHub runtime, so that one value can be tried on two; answers its id. */
async function secondRuntime(running: TestGateway, account: 'Acme' | 'Globex', value: string): Promise<string> {
  const admin = await running.as(account === 'Acme' ? 'acmeAdmin' : 'globexAdmin');
  const input = { accountId: running.accountId(account), name: 'second', gitProvider: 'GITHUB', token: { value } };
  return (await createRuntime(admin, input)).data.createRuntime.runtime.id;
}

const setPolicy = (running: TestGateway, policy: string) =>
  running.tamper("UPDATE account SET runtime_token_reuse = ? WHERE name = 'Acme'", policy);

test('R5: one person may use one token on many runtimes, in several accounts; it is set on each, separately', async (t) => {
  const running = await startTestGateway(t);
  const carol = await running.as('carol');
  const inGlobex = await secondRuntime(running, 'Globex', spareRuntime.value);
  const runtimeIds = [running.runtimeId('acme-production'), inGlobex];
  for (const runtimeId of runtimeIds)
    assert.deepEqual(outcomeOf(await setUserToken(carol, runtimeId, goodUser.value)), FINE);
  await deleteUserToken(carol, inGlobex);
  assert.deepEqual(await running.rows("SELECT runtime_id FROM git_token WHERE kind = 'USER'"), [
    { runtime_id: runtimeIds[0] },
  ]);
});

test('R5: one value under two people is refused across accounts too, and nobody is named', async (t) => {
  const running = await startTestGateway(t);
  await setUserToken(await running.as('alice'), running.runtimeId('acme-production'), goodUser.value);
  const inGlobex = await secondRuntime(running, 'Globex', spareRuntime.value);
  const before = await storedThings(running);
  const answer = await setUserToken(await running.as('globexAdmin'), inGlobex, goodUser.value);
  assert.deepEqual(outcomeOf(answer), REUSED_BY_A_PERSON);
  assert.doesNotMatch(answer.text, /alice|acme/i);
  assert.deepEqual(await storedThings(running), before);
});

test('R5: a value that was replaced or deleted is free at once', async (t) => {
  const running = await startTestGateway(t);
  const [alice, bob] = [await running.as('alice'), await running.as('bob')];
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(alice, runtimeId, goodUser.value);
  await setUserToken(alice, runtimeId, userTokenOf('alice@acme.example', 'github').value);
  assert.deepEqual(outcomeOf(await setUserToken(bob, runtimeId, goodUser.value)), FINE);
  await deleteUserToken(bob, runtimeId);
  assert.deepEqual(outcomeOf(await setUserToken(alice, runtimeId, goodUser.value)), FINE);
});

test('a login that serves another person’s token already is warned of, without naming them', async (t) => {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(await running.as('alice'), runtimeId, goodUser.value);
  const answer = await setUserToken(await running.as('bob'), runtimeId, excessive.value);
  assert.deepEqual(outcomeOf(answer), { ...FINE, warnings: ['EXCESS_SCOPES', 'SHARED_LOGIN'] });
  assert.doesNotMatch(answer.text, /alice/i);
});

test('R6: a runtime token’s value on another runtime of the account: DENY refuses, WARN warns, ALLOW says nothing', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = await secondRuntime(running, 'Acme', spareRuntime.value);
  const seeded = runtimeTokenOf('acme-production').value;
  const before = await storedThings(running);

  assert.deepEqual(outcomeOf(await setRuntimeToken(admin, runtimeId, seeded)), REUSED);
  const third = {
    accountId: running.accountId('Acme'),
    name: 'third',
    gitProvider: 'GITHUB',
    token: { value: seeded },
  };
  assert.deepEqual(outcomeOf(await createRuntime(admin, third)), REUSED);
  assert.deepEqual(await storedThings(running), before);

  await setPolicy(running, 'WARN');
  const warned = { ...FINE, warnings: ['RUNTIME_TOKEN_REUSED'] };
  assert.deepEqual(outcomeOf(await setRuntimeToken(admin, runtimeId, seeded)), warned);
  await setPolicy(running, 'ALLOW');
  assert.deepEqual(outcomeOf(await createRuntime(admin, third)), FINE);
});

test('R6: a stricter policy binds what is set from then on: a re-check is warned, never refused', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = await secondRuntime(running, 'Acme', spareRuntime.value);
  const seeded = runtimeTokenOf('acme-production').value;
  await setPolicy(running, 'ALLOW');
  await setRuntimeToken(admin, runtimeId, seeded);
  await setPolicy(running, 'DENY');
  const warned = { ...FINE, warnings: ['RUNTIME_TOKEN_REUSED'] };
  assert.deepEqual(outcomeOf(await setRuntimeToken(admin, runtimeId, seeded)), warned);
  await setRuntimeToken(admin, runtimeId, spareRuntime.value);
  assert.deepEqual(outcomeOf(await setRuntimeToken(admin, runtimeId, seeded)), REUSED);
});

test('R6: a runtime token of another account is refused under every policy, without a word about where', async (t) => {
  const running = await startTestGateway(t);
  await secondRuntime(running, 'Globex', goodRuntime.value);
  const admin = await running.as('acmeAdmin');
  const before = await storedThings(running);
  for (const policy of ['DENY', 'WARN', 'ALLOW']) {
    await setPolicy(running, policy);
    const answer = await setRuntimeToken(admin, running.runtimeId('acme-production'), goodRuntime.value);
    assert.deepEqual(outcomeOf(answer), REUSED, policy);
    assert.doesNotMatch(answer.text, /globex|second/i);
  }
  assert.deepEqual(await storedThings(running), before);
});

test('R6: one value as runtime token and as the viewer’s own user token is warned of, in both orders', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const warned = { ...FINE, warnings: ['EXCESS_SCOPES', 'SAME_AS_YOUR_USER_TOKEN'] };
  await setUserToken(admin, runtimeId, excessive.value);
  assert.deepEqual(outcomeOf(await setRuntimeToken(admin, runtimeId, excessive.value)), warned);
  await deleteUserToken(admin, runtimeId);
  assert.deepEqual(outcomeOf(await setUserToken(admin, runtimeId, excessive.value)), warned);
});

test('R6: that a value is somebody else’s user token is told to nobody', async (t) => {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(await running.as('alice'), runtimeId, excessive.value);
  const admins = outcomeOf(await setRuntimeToken(await running.as('acmeAdmin'), runtimeId, excessive.value));
  assert.deepEqual(admins, { ...FINE, warnings: ['EXCESS_SCOPES'] });
});

test('R7: reuse is found by fingerprint, though neither stored value can be opened any more', async (t) => {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(await running.as('alice'), runtimeId, goodUser.value);
  await running.tamper("UPDATE git_token SET sealed = 'v1.lost.AAAA.AAAA'");
  const asked = requestsSent(running);
  const answer = await setUserToken(await running.as('bob'), runtimeId, goodUser.value);
  assert.deepEqual(outcomeOf(answer), REUSED_BY_A_PERSON);
  assert.ok(requestsSent(running) > asked, 'the provider’s word comes first in the order of reasons');
});

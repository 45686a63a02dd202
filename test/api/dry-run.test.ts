// dryRun: everything happens, the policy and the provider's check included, but nothing is stored and no event left.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runtimeTokenOf, TOKENS } from '../../seed/git-hosts/tokens';
import { MINUTE_MS } from '../support/manual-clock';
import { createRuntime, setRuntimeToken, setUserToken } from '../support/operations';
import { requestsSent, storedState } from '../support/stored-state';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

const { goodUser, goodRuntime, scopeMissing, revoked, expiresToday } = TOKENS.github;
const SEEDED = runtimeTokenOf('acme-production');

interface Rehearsed {
  readonly stored: boolean;
  readonly verdict: { readonly outcome: string; readonly reason: string };
  readonly runtime?: unknown;
  readonly runtimeToken?: { readonly hint: string; readonly version: number };
  readonly userToken?: unknown;
}

/** Sets one value in all three ways, each as a rehearsal or in earnest, and answers what was said. */
async function inAllWays(running: TestGateway, value: string, dryRun: boolean): Promise<Rehearsed[]> {
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const name = `new ${value.slice(-4)}`;
  const input = { accountId: running.accountId('Acme'), name, gitProvider: 'GITHUB', token: { value }, dryRun };
  const ways: (() => Promise<Rehearsed>)[] = [
    async () => (await createRuntime(admin, input)).data.createRuntime,
    async () => (await setRuntimeToken(admin, runtimeId, value, { dryRun })).data.setGitRuntimeToken,
    async () => (await setUserToken(admin, runtimeId, value, { dryRun })).data.setGitUserToken,
  ];
  const answers: Rehearsed[] = [];
  for (const set of ways) {
    // A host that has refused a token is not asked again with it within a minute.
    running.clock.advance(MINUTE_MS);
    answers.push(await set());
  }
  return answers;
}

test('a rehearsal asks the provider, answers its verdict and stores nothing, not even an event', async (t) => {
  const running = await startTestGateway(t);
  const before = await storedState(running);
  for (const { value, purpose } of [goodRuntime, scopeMissing, revoked, expiresToday]) {
    const asked = requestsSent(running);
    const answers = await inAllWays(running, value, true);
    assert.deepEqual(
      answers.map(({ stored }) => stored),
      [false, false, false],
      purpose,
    );
    assert.ok(requestsSent(running) >= asked + 3, `${purpose}: asked each time`);
    assert.deepEqual(await storedState(running), before, purpose);
  }
});

test('a rehearsal says what the act itself says', async (t) => {
  const running = await startTestGateway(t);
  const reasonsOf = (answers: Rehearsed[]) => answers.map(({ verdict }) => [verdict.outcome, verdict.reason]);
  for (const { value, purpose } of [scopeMissing, revoked, expiresToday]) {
    const rehearsed = reasonsOf(await inAllWays(running, value, true));
    assert.deepEqual(rehearsed, reasonsOf(await inAllWays(running, value, false)), purpose);
  }
});

test('a rehearsal shows the token in use untouched, and no runtime', async (t) => {
  const running = await startTestGateway(t);
  const [created, setForRuntime, setForUser] = await inAllWays(running, goodRuntime.value, true);
  assert.equal(created?.runtime, null);
  const { hint, version } = setForRuntime?.runtimeToken ?? {};
  assert.deepEqual([hint, version], [SEEDED.value.slice(-4), 1]);
  assert.equal(setForUser?.userToken, null);
});

test('a rehearsal meets the same conflicts, before the provider is asked', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const { value } = goodRuntime;
  const taken = {
    accountId: running.accountId('Acme'),
    name: 'ACME-staging',
    gitProvider: 'GITHUB',
    token: { value },
    dryRun: true,
  };
  (await createRuntime(admin, taken)).assertRefused('CONFLICT', 'NAME_TAKEN');
  const options = { dryRun: true, expectedVersion: 7 };
  const answer = await setRuntimeToken(admin, running.runtimeId('acme-production'), value, options);
  answer.assertRefused('CONFLICT', 'VERSION_CHANGED');
  assert.equal(requestsSent(running), 0);
});

test('R5, R6: a rehearsal sees reuse', async (t) => {
  const running = await startTestGateway(t);
  const [admin, alice] = [await running.as('acmeAdmin'), await running.as('alice')];
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(alice, runtimeId, goodUser.value);
  const before = await storedState(running);
  const users = (await setUserToken(admin, runtimeId, goodUser.value, { dryRun: true })).data.setGitUserToken;
  const input = {
    accountId: running.accountId('Acme'),
    name: 'acme-new',
    gitProvider: 'GITHUB',
    token: { value: SEEDED.value },
    dryRun: true,
  };
  const runtimes = (await createRuntime(admin, input)).data.createRuntime;
  assert.deepEqual([users.verdict.reason, runtimes.verdict.reason], ['TOKEN_REUSED', 'TOKEN_REUSED']);
  assert.deepEqual(await storedState(running), before);
});

test('a rehearsal of the value in use records nothing of what the provider says', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const before = await storedState(running);
  running.hosts.github.revoke(SEEDED.value);
  const answer = await setRuntimeToken(admin, running.runtimeId('acme-production'), SEEDED.value, { dryRun: true });
  const { stored, verdict, runtimeToken } = answer.data.setGitRuntimeToken;
  assert.deepEqual([stored, verdict.reason, runtimeToken.status], [false, 'INVALID_TOKEN', 'VALID']);
  assert.deepEqual(await storedState(running), before);
});

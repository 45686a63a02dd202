// A stored token is checked again at its provider: what it says is kept (R22), and a runtime feels it (R3).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runtimeTokenOf, TOKENS } from '../../seed/git-hosts/tokens';
import { MINUTE_MS } from '../support/manual-clock';
import { createRuntime, readRuntime, setUserToken, verifyRuntimeToken, verifyUserToken } from '../support/operations';
import { eventsOf, requestsSent, storedState } from '../support/stored-state';
import { startTestGateway } from '../support/test-gateway';

const SEEDED = runtimeTokenOf('acme-production');
const { goodUser } = TOKENS.github;

test('R4: without a user token there is nothing to verify: CONFLICT, NO_TOKEN, and nobody is asked', async (t) => {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(await running.as('bob'), runtimeId, goodUser.value);
  const before = await storedState(running);
  const asked = requestsSent(running);
  (await verifyUserToken(await running.as('alice'), runtimeId)).assertRefused('CONFLICT', 'NO_TOKEN');
  assert.deepEqual([await storedState(running), requestsSent(running)], [before, asked]);
});

test('a check that goes well moves verifiedAt on, and neither version nor updatedAt', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  const set = (await setUserToken(alice, runtimeId, goodUser.value)).data.setGitUserToken.userToken;
  running.clock.advance(60_000);
  const { userToken, verdict, runtime } = (await verifyUserToken(alice, runtimeId)).data.verifyGitUserToken;
  const checkedAt = running.clock.now().toISOString();
  assert.deepEqual(userToken, { ...set, verifiedAt: checkedAt, verdict: { ...set.verdict, checkedAt } });
  assert.deepEqual([verdict, runtime.userTokenStatus], [userToken.verdict, 'VALID']);
  assert.ok(running.hosts.github.requests.at(-1)?.presented(goodUser.value), 'it was opened and sent');
});

const DEATHS = [
  ['revoke', 'INVALID_TOKEN', 'INVALID'],
  ['block', 'BLOCKED_BY_PROVIDER', 'BLOCKED'],
  ['expire', 'INVALID_TOKEN', 'INVALID'], // GitHub answers an expired token like an unknown one
] as const;

test('R3: a runtime token that dies at the provider makes its runtime DEGRADED, and one that comes back HEALTHY; it is never deleted', async (t) => {
  const running = await startTestGateway(t);
  const [admin, alice] = [await running.as('acmeAdmin'), await running.as('alice')];
  const runtimeId = running.runtimeId('acme-production');
  for (const [how, reason, status] of DEATHS) {
    running.hosts.github[how](SEEDED.value);
    const dead = (await verifyRuntimeToken(admin, runtimeId)).data.verifyGitRuntimeToken;
    assert.deepEqual([dead.verdict.outcome, dead.verdict.reason], ['REJECTED', reason], how);
    assert.deepEqual([dead.runtimeToken.status, dead.runtime.health], [status, 'DEGRADED'], how);
    assert.equal(dead.runtimeToken.version, 1, how);
    assert.equal(dead.verdict.identity.login, SEEDED.login, `${how}: what was known of it stays known`);
    const seen = (await readRuntime(alice, runtimeId)).data.runtime;
    assert.deepEqual([seen.health, seen.runtimeTokenStatus, seen.runtimeToken], ['DEGRADED', status, null], how);

    running.hosts.github.restore(SEEDED.value);
    running.clock.advance(MINUTE_MS);
    const alive = (await verifyRuntimeToken(admin, runtimeId)).data.verifyGitRuntimeToken;
    assert.deepEqual([alive.runtimeToken.status, alive.runtime.health], ['VALID', 'HEALTHY'], how);
  }
});

test('R3: GitLab says that a token has expired: EXPIRED, and the runtime is DEGRADED', async (t) => {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-staging');
  running.hosts.gitlabServer.expire(runtimeTokenOf('acme-staging').value);
  const answer = await verifyRuntimeToken(await running.as('acmeAdmin'), runtimeId);
  const { verdict, runtimeToken, runtime } = answer.data.verifyGitRuntimeToken;
  assert.deepEqual([verdict.reason, runtimeToken.status, runtime.health], ['EXPIRED_TOKEN', 'EXPIRED', 'DEGRADED']);
});

test('R14: a refusal that was confirmed for one runtime is not asked for anew for another of the same host, within a minute', async (t) => {
  const running = await startTestGateway(t);
  const [admin, alice] = [await running.as('acmeAdmin'), await running.as('alice')];
  const here = running.runtimeId('acme-production');
  const input = { accountId: running.accountId('Acme'), name: 'acme-second', gitProvider: 'GITHUB' };
  const created = await createRuntime(admin, { ...input, token: { value: TOKENS.github.goodRuntime.value } });
  const there: string = created.data.createRuntime.runtime.id;
  for (const runtimeId of [here, there]) await setUserToken(alice, runtimeId, goodUser.value);
  running.hosts.github.revoke(goodUser.value);

  const asked = requestsSent(running);
  const check = async (runtimeId: string) => (await verifyUserToken(alice, runtimeId)).data.verifyGitUserToken;
  assert.equal((await check(here)).verdict.reason, 'INVALID_TOKEN');
  assert.equal(requestsSent(running), asked + 2, 'asked and, as it was good before, asked again');
  const { verdict, userToken } = await check(there);
  assert.deepEqual([verdict.reason, userToken.status], ['INVALID_TOKEN', 'INVALID']);
  assert.match(verdict.message, /was not asked again/);
  assert.equal(requestsSent(running), asked + 2, 'that it was good before is known of the other runtime too');

  running.clock.advance(MINUTE_MS);
  await check(there);
  assert.ok(requestsSent(running) > asked + 2, 'a minute later it is asked again');
});

test('R3: a user token that dies harms its owner alone', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(alice, runtimeId, goodUser.value);
  running.hosts.github.revoke(goodUser.value);
  const { userToken, verdict } = (await verifyUserToken(alice, runtimeId)).data.verifyGitUserToken;
  assert.deepEqual([userToken.status, verdict.reason], ['INVALID', 'INVALID_TOKEN']);
  const { health, userTokenStatus } = (await readRuntime(alice, runtimeId)).data.runtime;
  assert.deepEqual([health, userTokenStatus], ['HEALTHY', 'INVALID']);
  assert.equal((await running.rows("SELECT id FROM git_token WHERE kind = 'USER'")).length, 1, 'it is kept');
});

test('R19: each determined check leaves one event; a runtime token’s says why', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const events = await eventsOf(running, async () => {
    await verifyRuntimeToken(admin, runtimeId);
    running.hosts.github.revoke(SEEDED.value);
    await verifyRuntimeToken(admin, runtimeId);
  });
  assert.deepEqual(
    events.map(({ action, outcome, reason, subjectId }) => [action, outcome, reason, subjectId]),
    [
      ['runtimeToken.verified', 'SUCCEEDED', 'SATISFIED', runtimeId],
      ['runtimeToken.verified', 'REJECTED', 'INVALID_TOKEN', runtimeId],
    ],
  );
});

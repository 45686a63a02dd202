// R14: network trouble is not a verdict: it changes nothing, and only the provider's own refusal, said twice, kills a good token.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS, type FaultMode } from '../../seed/git-hosts/faults';
import { runtimeTokenOf, TOKENS } from '../../seed/git-hosts/tokens';
import { HOUR_MS, MINUTE_MS } from '../support/manual-clock';
import {
  createRuntime,
  setRuntimeToken,
  setUserToken,
  verifyRuntimeToken,
  verifyUserToken,
} from '../support/operations';
import { storedState } from '../support/stored-state';
import { startTestGateway } from '../support/test-gateway';

const SEEDED = runtimeTokenOf('acme-production');
const { goodUser, goodRuntime } = TOKENS.github;

/** HANG and DRIP last until the time limit: the tests of the HTTP client shorten it for them. STRIPPED_HEADERS is no trouble (R17). */
const TROUBLES = (Object.keys(FAULTS) as FaultMode[]).filter(
  (mode) => !['HANG', 'DRIP', 'STRIPPED_HEADERS'].includes(mode),
);

interface Checked {
  readonly stored?: boolean;
  readonly verdict: { readonly outcome: string; readonly reason: string };
}

for (const after of [0, 1]) {
  const place = after === 0 ? 'first' : 'second';
  test(`R14: trouble at the ${place} question is UNDETERMINED in every form, for every check, and changes nothing`, async (t) => {
    const running = await startTestGateway(t);
    let admin = await running.as('acmeAdmin');
    const runtimeId = running.runtimeId('acme-production');
    await setUserToken(admin, runtimeId, goodUser.value);
    const before = await storedState(running);
    const { value } = goodRuntime;
    const input = {
      accountId: running.accountId('Acme'),
      name: 'acme-new',
      gitProvider: 'GITHUB',
      sharedConfigRepository: 'acme/apps',
      token: { value },
    };
    const checks = [
      () => createRuntime(admin, input),
      () => setRuntimeToken(admin, runtimeId, value),
      () => setRuntimeToken(admin, runtimeId, SEEDED.value),
      () => setUserToken(admin, runtimeId, value),
      () => verifyRuntimeToken(admin, runtimeId),
      () => verifyUserToken(admin, runtimeId),
    ];
    for (const mode of TROUBLES) {
      for (const check of checks) {
        // Past every moment that a host has named: until then it would not be asked.
        running.clock.advance(HOUR_MS);
        admin = await running.as('acmeAdmin');
        running.hosts.github.fail(mode, { after });
        const [payload] = Object.values<Checked>((await check()).data);
        const reason = /RATE_LIMIT/.test(mode) ? 'PROVIDER_RATE_LIMITED' : payload?.verdict.reason;
        assert.deepEqual([payload?.verdict.outcome, payload?.verdict.reason], ['UNDETERMINED', reason], mode);
        assert.notEqual(payload?.stored, true, mode);
      }
      assert.deepEqual(await storedState(running), before, mode);
    }
  });
}

test('R14: a host that is down is trouble; when it is back, the check goes through', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-staging');
  await running.hosts.gitlabServer.takeDown();
  const down = (await verifyRuntimeToken(admin, runtimeId)).data.verifyGitRuntimeToken;
  const { outcome, reason } = down.verdict;
  assert.deepEqual([outcome, reason, down.runtimeToken.status], ['UNDETERMINED', 'PROVIDER_UNAVAILABLE', 'VALID']);
  await running.hosts.gitlabServer.bringUp();
  const up = (await verifyRuntimeToken(admin, runtimeId)).data.verifyGitRuntimeToken;
  assert.equal(up.verdict.outcome, 'ACCEPTED');
});

test('R14: a refusal of a stored token that was good is confirmed by one more request, a second later', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  for (const check of [verifyRuntimeToken, () => setRuntimeToken(admin, runtimeId, SEEDED.value)]) {
    running.hosts.reset();
    running.clock.advance(MINUTE_MS);
    await verifyRuntimeToken(admin, runtimeId);
    running.hosts.github.requests.length = 0;
    running.hosts.github.revoke(SEEDED.value);
    const startedAt = running.clock.now().getTime();
    const [payload] = Object.values<Checked>((await check(admin, runtimeId)).data);
    assert.equal(payload?.verdict.reason, 'INVALID_TOKEN');
    assert.equal(running.hosts.github.requests.length, 2, 'one request, and one to confirm it');
    assert.equal(running.clock.now().getTime() - startedAt, 1000);
  }
});

test('R14: one that was refused before, and one that was never stored, need no confirmation', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  running.hosts.github.revoke(SEEDED.value);
  await verifyRuntimeToken(admin, runtimeId);
  for (const check of [
    () => verifyRuntimeToken(admin, runtimeId),
    () => setRuntimeToken(admin, runtimeId, TOKENS.github.revoked.value),
    () => setUserToken(admin, runtimeId, TOKENS.github.revoked.value),
  ]) {
    running.clock.advance(MINUTE_MS);
    running.hosts.github.requests.length = 0;
    const [payload] = Object.values<Checked>((await check()).data);
    assert.deepEqual([payload?.verdict.reason, running.hosts.github.requests.length], ['INVALID_TOKEN', 1]);
  }
});

test('R14: a flicker does not kill a token: refused once and accepted a second later, it stays VALID', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  running.hosts.github.revoke(SEEDED.value);
  t.mock.method(running.clock, 'wait', async () => running.hosts.github.restore(SEEDED.value));
  const answer = await verifyRuntimeToken(admin, running.runtimeId('acme-production'));
  const { verdict, runtimeToken, runtime } = answer.data.verifyGitRuntimeToken;
  assert.deepEqual([verdict.outcome, runtimeToken.status, runtime.health], ['ACCEPTED', 'VALID', 'HEALTHY']);
});

test('R14: a refusal that cannot be confirmed, because the network fails then, is no verdict', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const before = await storedState(running);
  running.hosts.github.revoke(SEEDED.value);
  t.mock.method(running.clock, 'wait', async () => running.hosts.github.fail('RESET'));
  const answer = await verifyRuntimeToken(admin, running.runtimeId('acme-production'));
  assert.equal(answer.data.verifyGitRuntimeToken.verdict.outcome, 'UNDETERMINED');
  assert.deepEqual(await storedState(running), before);
});

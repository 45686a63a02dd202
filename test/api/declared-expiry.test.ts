// R20: a date that the setter declares counts only where the provider cannot say, and is marked so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { DAY_MS } from '../support/manual-clock';
import { createRuntime, readRuntime, setRuntimeToken, setUserToken, verifyUserToken } from '../support/operations';
import { requestsSent, storedState } from '../support/stored-state';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

const { goodUser, spareUser, neverExpires } = TOKENS.github;

const inDays = (running: TestGateway, days: number) =>
  new Date(running.clock.now().getTime() + days * DAY_MS).toISOString();

test('R20: where the provider names an end, or says that there is none, a declared one is ignored', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const options = { expiresAt: inDays(running, 30) };
  const { userToken } = (await setUserToken(admin, runtimeId, goodUser.value, options)).data.setGitUserToken;
  assert.deepEqual([userToken.expiresAt, userToken.expirySource], [inDays(running, 180), 'PROVIDER']);
  const { runtimeToken, verdict } = (await setRuntimeToken(admin, runtimeId, neverExpires.value, options)).data
    .setGitRuntimeToken;
  assert.deepEqual([runtimeToken.expiresAt, runtimeToken.expirySource, verdict.expiresAt], [null, null, null]);
  assert.deepEqual(
    verdict.warnings.map(({ code }: { code: string }) => code),
    ['NO_EXPIRY'],
  );
});

test('R20, R22: where the provider cannot say, it counts like a real one, as DECLARED', async (t) => {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-production');
  running.hosts.github.fail('STRIPPED_HEADERS');
  const expiresAt = inDays(running, 3);
  const options = { expiresAt };
  const answer = await setUserToken(await running.as('alice'), runtimeId, goodUser.value, options);
  const { userToken, verdict } = answer.data.setGitUserToken;
  assert.deepEqual(
    [userToken.expiresAt, userToken.expirySource, verdict.expiresAt],
    [expiresAt, 'DECLARED', expiresAt],
  );
  assert.equal(userToken.status, 'EXPIRING_SOON');
  running.clock.advance(3 * DAY_MS);
  const later = (await readRuntime(await running.as('alice'), runtimeId)).data.runtime;
  assert.equal(later.userTokenStatus, 'EXPIRED');
});

test('R4, R20: a re-check without a date keeps the declared one, with a date it takes that; a new value drops it', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  running.hosts.github.fail('STRIPPED_HEADERS');
  const [first, second] = [inDays(running, 30), inDays(running, 60)];
  const set = async (value: string, expiresAt?: string) =>
    (await setUserToken(alice, runtimeId, value, { expiresAt })).data.setGitUserToken.userToken.expiresAt;
  assert.equal(await set(goodUser.value, first), first);
  assert.equal(await set(goodUser.value), first);
  const { verifyGitUserToken } = (await verifyUserToken(alice, runtimeId)).data;
  assert.equal(verifyGitUserToken.userToken.expiresAt, first, 'verifying does not touch it');
  assert.equal(await set(goodUser.value, second), second);
  assert.equal(await set(spareUser.value), null);
});

test('R20, R21: a runtime token that is declared to live less than 24 hours is refused', async (t) => {
  const running = await startTestGateway(t);
  running.hosts.github.fail('STRIPPED_HEADERS');
  const admin = await running.as('acmeAdmin');
  const options = { expiresAt: inDays(running, 0.9) };
  const answer = await setRuntimeToken(admin, running.runtimeId('acme-production'), neverExpires.value, options);
  const { stored, verdict } = answer.data.setGitRuntimeToken;
  assert.deepEqual([stored, verdict.reason], [false, 'EXPIRES_TOO_SOON']);
});

test('R20: a declared end in the past, or this very moment, is bad input: nothing is sent, nothing stored', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const before = await storedState(running);
  const { value } = goodUser;
  for (const expiresAt of [inDays(running, -1), inDays(running, 0)]) {
    const input = {
      accountId: running.accountId('Acme'),
      name: 'acme-new',
      gitProvider: 'GITHUB',
      token: { value, expiresAt },
    };
    const answers = [
      await setUserToken(admin, runtimeId, value, { expiresAt }),
      await setRuntimeToken(admin, runtimeId, value, { expiresAt }),
      await createRuntime(admin, input),
    ];
    for (const answer of answers) {
      answer.assertRefused('BAD_USER_INPUT');
      assert.deepEqual(answer.error.extensions.fields, [
        { path: 'token.expiresAt', constraints: ['must be in the future'] },
      ]);
    }
  }
  assert.deepEqual([await storedState(running), requestsSent(running)], [before, 0]);
});

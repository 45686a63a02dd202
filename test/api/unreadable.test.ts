// A sealed token that cannot be opened any more is UNREADABLE; it harms nothing else, and setting it again mends it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runtimeTokenOf, TOKENS } from '../../seed/git-hosts/tokens';
import { readRuntime, setRuntimeToken, setUserToken, verifyRuntimeToken, verifyUserToken } from '../support/operations';
import { requestsSent, storedState } from '../support/stored-state';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

const { goodUser, spareUser, goodRuntime } = TOKENS.github;

interface Sealed {
  readonly id: string;
  readonly kind: string;
  readonly sealed: string;
}

const sealedTokens = async (running: TestGateway, runtimeId: string) =>
  (await running.rows(
    'SELECT id, kind, sealed FROM git_token WHERE runtime_id = ? ORDER BY kind',
    runtimeId,
  )) as unknown as [Sealed, Sealed];

const reseal = (running: TestGateway, id: string, sealed: string) =>
  running.tamper('UPDATE git_token SET sealed = ? WHERE id = ?', sealed, id);

/** One bit of the envelope's body, far from its end: there base64 has bits that mean nothing. */
function withFlippedBit(sealed: string): string {
  const place = sealed.length - 10;
  const other = sealed[place] === 'A' ? 'B' : 'A';
  return sealed.slice(0, place) + other + sealed.slice(place + 1);
}

test('a flipped bit: that token alone is UNREADABLE, its runtime DEGRADED', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(admin, runtimeId, goodUser.value);
  const [runtimeToken] = await sealedTokens(running, runtimeId);
  await reseal(running, runtimeToken.id, withFlippedBit(runtimeToken.sealed));

  const seen = (await readRuntime(admin, runtimeId)).data.runtime;
  assert.deepEqual(
    [seen.runtimeTokenStatus, seen.runtimeToken.status, seen.health],
    ['UNREADABLE', 'UNREADABLE', 'DEGRADED'],
  );
  assert.deepEqual([seen.userTokenStatus, seen.runtimeToken.hint], ['VALID', 'prod']);
  const other = (await readRuntime(admin, running.runtimeId('acme-staging'))).data.runtime;
  assert.equal(other.runtimeTokenStatus, 'VALID');
});

test('two rows that swap what is sealed are both UNREADABLE: an envelope opens in its own place only', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(admin, runtimeId, goodUser.value);
  const [one, two] = await sealedTokens(running, runtimeId);
  await reseal(running, one.id, two.sealed);
  await reseal(running, two.id, one.sealed);
  const { runtimeTokenStatus, userTokenStatus } = (await readRuntime(admin, runtimeId)).data.runtime;
  assert.deepEqual([runtimeTokenStatus, userTokenStatus], ['UNREADABLE', 'UNREADABLE']);
});

test('verifying one is a conflict, TOKEN_UNREADABLE: nobody is asked, nothing changes', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(admin, runtimeId, goodUser.value);
  await running.tamper("UPDATE git_token SET sealed = 'v1.lost.AAAA.AAAA' WHERE runtime_id = ?", runtimeId);
  const before = await storedState(running);
  const asked = requestsSent(running);
  (await verifyUserToken(admin, runtimeId)).assertRefused('CONFLICT', 'TOKEN_UNREADABLE');
  (await verifyRuntimeToken(admin, runtimeId)).assertRefused('CONFLICT', 'TOKEN_UNREADABLE');
  assert.deepEqual([await storedState(running), requestsSent(running)], [before, asked]);
});

test('setting another value mends it, with the next version', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(admin, runtimeId, goodUser.value);
  await running.tamper("UPDATE git_token SET sealed = 'v1.lost.AAAA.AAAA' WHERE runtime_id = ?", runtimeId);
  const users = (await setUserToken(admin, runtimeId, spareUser.value)).data.setGitUserToken.userToken;
  const runtimes = (await setRuntimeToken(admin, runtimeId, goodRuntime.value)).data.setGitRuntimeToken.runtimeToken;
  for (const { status, version } of [users, runtimes]) assert.deepEqual([status, version], ['VALID', 2]);
});

test('R4: setting the same value again mends it too, and is still no new version', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(admin, runtimeId, goodUser.value);
  await running.tamper("UPDATE git_token SET sealed = 'v1.lost.AAAA.AAAA' WHERE runtime_id = ?", runtimeId);
  const users = (await setUserToken(admin, runtimeId, goodUser.value)).data.setGitUserToken;
  const { value } = runtimeTokenOf('acme-production');
  const runtimes = (await setRuntimeToken(admin, runtimeId, value)).data.setGitRuntimeToken;
  for (const { stored, status, version } of [
    { stored: users.stored, ...users.userToken },
    { stored: runtimes.stored, ...runtimes.runtimeToken },
  ]) {
    assert.deepEqual([stored, status, version], [true, 'VALID', 1]);
  }
  assert.equal((await verifyUserToken(admin, runtimeId)).data.verifyGitUserToken.verdict.outcome, 'ACCEPTED');
});

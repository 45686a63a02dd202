// R22: what is stored of a check is evidence; status and verdict follow from it, the policies and the time, with no provider asked.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runtimeTokenOf, TOKENS } from '../../seed/git-hosts/tokens';
import { DAY_MS, HOUR_MS } from '../support/manual-clock';
import { readRuntime, setRuntimeToken, setUserToken, updateRuntime, verifyRuntimeToken } from '../support/operations';
import { requestsSent, storedState } from '../support/stored-state';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

/** Signed in anew: the clock has moved on past every session. */
async function look(running: TestGateway) {
  const runtimeId = running.runtimeId('acme-production');
  const { runtimeTokenStatus, health, runtimeToken } = (await readRuntime(await running.as('acmeAdmin'), runtimeId))
    .data.runtime;
  return { status: runtimeTokenStatus, health, token: runtimeToken };
}

const verify = async (running: TestGateway) =>
  (await verifyRuntimeToken(await running.as('acmeAdmin'), running.runtimeId('acme-production'))).data;

test('R22: the last check is over 7 days old: UNVERIFIED, which does not degrade the runtime; a new check mends it', async (t) => {
  const running = await startTestGateway(t);
  running.clock.advance(7 * DAY_MS);
  assert.equal((await look(running)).status, 'VALID', 'seven days to the millisecond');
  running.clock.advance(1);
  const { status, health, token } = await look(running);
  assert.deepEqual([status, token.status, health], ['UNVERIFIED', 'UNVERIFIED', 'HEALTHY']);
  await verify(running);
  assert.equal((await look(running)).status, 'VALID');
});

test('R14, R22: a check without a verdict does not make an old one young', async (t) => {
  const running = await startTestGateway(t);
  running.clock.advance(8 * DAY_MS);
  running.hosts.github.fail('STATUS_500');
  await verify(running);
  assert.equal((await look(running)).status, 'UNVERIFIED');
});

test('R22: EXPIRING_SOON from 14 days before the end, EXPIRED at the end, whether anybody checks or not', async (t) => {
  const running = await startTestGateway(t);
  // The seeded token lives for 180 days.
  running.clock.advance(165 * DAY_MS);
  await verify(running);
  running.clock.advance(DAY_MS - 1);
  assert.equal((await look(running)).status, 'VALID', 'a millisecond before the 14 days');
  running.clock.advance(1);
  assert.deepEqual(await statusAndHealth(running), ['EXPIRING_SOON', 'HEALTHY']);
  running.clock.advance(7 * DAY_MS);
  assert.equal((await look(running)).status, 'UNVERIFIED', 'an old check comes before a near end');
  running.clock.advance(7 * DAY_MS - 1);
  assert.equal((await look(running)).status, 'UNVERIFIED');
  running.clock.advance(1);
  assert.deepEqual(await statusAndHealth(running), ['EXPIRED', 'DEGRADED'], 'the end comes before an old check');
  assert.equal((await look(running)).token.verdict.reason, 'EXPIRED_TOKEN');
});

async function statusAndHealth(running: TestGateway): Promise<string[]> {
  const { status, health } = await look(running);
  return [status, health];
}

test('R22: a scope check mode shows at once, on stored tokens too; nobody is asked and no token is touched', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  await updateRuntime(admin, { runtimeId, scopeCheckMode: 'REPORT' });
  await setRuntimeToken(admin, runtimeId, TOKENS.github.scopeMissing.value);
  const { tokens } = await storedState(running);
  const asked = requestsSent(running);

  const seen: unknown[] = [];
  for (const scopeCheckMode of ['REPORT', 'ENFORCE', 'REPORT']) {
    await updateRuntime(admin, { runtimeId, scopeCheckMode });
    const { token, status, health } = await look(running);
    seen.push([status, health, token.verdict.outcome, token.verdict.reason]);
  }
  const reported = ['VALID', 'HEALTHY', 'ACCEPTED', 'SCOPES_REPORTED'];
  assert.deepEqual(seen, [reported, ['INSUFFICIENT_SCOPES', 'DEGRADED', 'REJECTED', 'MISSING_SCOPES'], reported]);
  assert.deepEqual([(await storedState(running)).tokens, requestsSent(running)], [tokens, asked]);
});

test('R22: an owner policy binds what is set from then on; a stored token of a person keeps its status and is warned of', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-staging');
  // An OAuth token could not serve; this one is a person's and mighty enough.
  const persons = TOKENS.gitlabServer.excessive.value;
  const set = (await setRuntimeToken(admin, runtimeId, persons)).data.setGitRuntimeToken;
  assert.equal(set.stored, true);

  await running.tamper("UPDATE account SET runtime_token_owner = 'REQUIRE_SERVICE_ACCOUNT' WHERE name = 'Acme'");
  const { runtimeToken } = (await readRuntime(admin, runtimeId)).data.runtime;
  assert.equal(runtimeToken.status, 'VALID');
  const codes = runtimeToken.verdict.warnings.map(({ code }: { code: string }) => code);
  assert.ok(codes.includes('OWNER_NOT_SERVICE_ACCOUNT'), codes.join());

  await setRuntimeToken(admin, runtimeId, runtimeTokenOf('acme-staging').value);
  const again = (await setRuntimeToken(admin, runtimeId, persons)).data.setGitRuntimeToken;
  assert.deepEqual([again.stored, again.verdict.reason], [false, 'OWNER_NOT_SERVICE_ACCOUNT']);
});

test('R21: a user token that lives less than 24 hours is taken with a warning', async (t) => {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-production');
  const { value } = TOKENS.github.expiresToday;
  const { stored, verdict, userToken } = (await setUserToken(await running.as('alice'), runtimeId, value)).data
    .setGitUserToken;
  assert.deepEqual([stored, userToken.status], [true, 'EXPIRING_SOON']);
  assert.deepEqual(
    verdict.warnings.map(({ code }: { code: string }) => code),
    ['EXPIRES_SOON'],
  );
  running.clock.advance(0.9 * DAY_MS);
  const later = (await readRuntime(await running.as('alice'), runtimeId)).data.runtime;
  assert.equal(later.userTokenStatus, 'EXPIRED');
  assert.ok(running.clock.now().getTime() < Date.parse(userToken.verifiedAt) + 24 * HOUR_MS);
});

// What if the world changes while a provider is being asked? Everything is found and authorized again before anything is stored.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runtimeTokenOf, TOKENS } from '../../seed/git-hosts/tokens';
import type { GraphQLClient } from '../support/graphql-client';
import {
  deleteRuntime,
  deleteUserToken,
  readRuntime,
  setRuntimeToken,
  setUserToken,
  verifyRuntimeToken,
  verifyUserToken,
} from '../support/operations';
import { eventsOf, storedState, storedThings } from '../support/stored-state';
import { startTestGateway, type TestGateway } from '../support/test-gateway';
import { until } from '../support/until';

const { goodUser, spareUser, goodRuntime, spareRuntime } = TOKENS.github;

/** Begins a check that GitHub does not answer until it is released. */
async function beginSlowly<T>(running: TestGateway, check: () => Promise<T>) {
  const asked = running.hosts.github.requests.length;
  const release = running.hosts.github.hold();
  const answer = check();
  await until('the check has begun', () => running.hosts.github.requests.length > asked);
  return {
    /** Questions that come from now on are answered at once; this one goes on waiting. */
    letOthersPass: () => running.hosts.github.hold()(),
    finish: () => {
      release();
      return answer;
    },
  };
}

test('a runtime that is deleted during a check: NOT_FOUND, and nothing is stored, not even an event', async (t) => {
  const running = await startTestGateway(t);
  const [admin, alice] = [await running.as('acmeAdmin'), await running.as('alice')];
  const runtimeId = running.runtimeId('acme-production');
  const slow = await beginSlowly(running, () =>
    Promise.all([
      setUserToken(alice, runtimeId, goodUser.value),
      setRuntimeToken(admin, runtimeId, goodRuntime.value),
      verifyRuntimeToken(admin, runtimeId),
      setUserToken(alice, runtimeId, spareUser.value, { dryRun: true }),
    ]),
  );
  await until('all have begun', () => running.hosts.github.requests.length === 4);
  await deleteRuntime(admin, runtimeId);
  const between = await storedState(running);
  for (const answer of await slow.finish()) answer.assertRefused('NOT_FOUND');
  assert.deepEqual(await storedState(running), between);
});

test('a token that is replaced while it is verified: what was said of the old value is not recorded on the new one', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(alice, runtimeId, goodUser.value);
  running.hosts.github.revoke(goodUser.value);
  const slow = await beginSlowly(running, () => verifyUserToken(alice, runtimeId));
  slow.letOthersPass();
  await setUserToken(alice, runtimeId, spareUser.value);
  const between = await storedThings(running);
  const events = await eventsOf(running, async () => {
    const { userToken } = (await slow.finish()).data.verifyGitUserToken;
    assert.deepEqual([userToken.version, userToken.status], [2, 'VALID']);
  });
  assert.deepEqual(await storedThings(running), between);
  assert.deepEqual(
    events.map(({ action, outcome }) => [action, outcome]),
    [['userToken.verified', 'REJECTED']],
    'R19: that it was checked is written down all the same',
  );
});

test('a token that is deleted while it is verified: CONFLICT, NO_TOKEN', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(alice, runtimeId, goodUser.value);
  const slow = await beginSlowly(running, () => verifyUserToken(alice, runtimeId));
  await deleteUserToken(alice, runtimeId);
  const between = await storedState(running);
  (await slow.finish()).assertRefused('CONFLICT', 'NO_TOKEN');
  assert.deepEqual(await storedState(running), between);
});

test('a token that is deleted and set anew while it is set: versions begin at 1 again', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(alice, runtimeId, goodUser.value);
  const slow = await beginSlowly(running, () => setUserToken(alice, runtimeId, spareUser.value));
  await deleteUserToken(alice, runtimeId);
  const { stored, userToken } = (await slow.finish()).data.setGitUserToken;
  assert.deepEqual([stored, userToken.version], [true, 1]);
});

test('R13: who signs out during a check has nothing stored', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const slow = await beginSlowly(running, () =>
    setUserToken(alice, running.runtimeId('acme-production'), goodUser.value),
  );
  const before = await storedState(running);
  await alice.send('mutation { logout { signedOut } }');
  (await slow.finish()).assertRefused('UNAUTHENTICATED');
  assert.deepEqual(await storedState(running), before);
});

test('a check that outlasts its deadline stores nothing', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const before = await storedState(running);
  const slow = await beginSlowly(running, () =>
    setUserToken(alice, running.runtimeId('acme-production'), goodUser.value),
  );
  running.clock.advance(30_000);
  (await slow.finish()).assertRefused('REQUEST_TIMEOUT');
  assert.deepEqual(await storedState(running), before);
});

/** Sends a mutation and hangs up as soon as GitHub has been asked. */
async function hangUpDuring(running: TestGateway, who: GraphQLClient, query: string, input: object): Promise<void> {
  const call = new AbortController();
  const slow = await beginSlowly(running, () =>
    fetch(who.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${who.accessToken}` },
      body: JSON.stringify({ query, variables: { input } }),
      signal: call.signal,
    }).then(
      () => 'answered',
      () => 'hung up',
    ),
  );
  call.abort();
  assert.equal(await slow.finish(), 'hung up');
}

test('R14: a check, once begun, ends and is recorded even if the caller hangs up', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const verify =
    'mutation ($input: VerifyGitRuntimeTokenInput!) { verifyGitRuntimeToken(input: $input) { runtime { id } } }';
  const set = 'mutation ($input: SetGitRuntimeTokenInput!) { setGitRuntimeToken(input: $input) { stored } }';
  const versionIs = (version: number) => async () =>
    (await storedThings(running)).tokens.some((row) => row.version === version);

  running.hosts.github.revoke(runtimeTokenOf('acme-production').value);
  const events = await eventsOf(running, async () => {
    await hangUpDuring(running, admin, verify, { runtimeId });
    await until('the refusal is recorded', async () =>
      (await running.rows('SELECT evidence FROM git_token')).some(({ evidence }) =>
        String(evidence).includes('REFUSED'),
      ),
    );
    await hangUpDuring(running, admin, set, { runtimeId, token: { value: spareRuntime.value } });
    await until('the new value is stored', versionIs(2));
  });
  assert.deepEqual(
    events.map(({ action, outcome }) => [action, outcome]),
    [
      ['runtimeToken.verified', 'REJECTED'],
      ['runtimeToken.replaced', 'SUCCEEDED'],
    ],
  );
  assert.equal((await readRuntime(admin, runtimeId)).data.runtime.health, 'HEALTHY');
});

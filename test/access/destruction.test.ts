// R9: what becomes of a suspended token after 24 hours?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { tidyUp } from '../../src/application/housekeeping';
import { HOUR_MS } from '../support/manual-clock';
import { readRuntime, setUserToken, updateRuntime } from '../support/operations';
import { eventsOf } from '../support/stored-state';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

const { goodUser, spareUser } = TOKENS.github;

/** Alice's token is suspended now; bob's on another runtime is not. */
async function withSuspendedToken(t: Parameters<typeof startTestGateway>[0]) {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(await running.as('alice'), runtimeId, goodUser.value);
  await setUserToken(await running.as('bob'), running.runtimeId('acme-staging'), TOKENS.gitlabServer.goodUser.value);
  const setMode = async (accessMode: string) =>
    (await updateRuntime(await running.as('acmeAdmin'), { runtimeId, accessMode })).data;
  await setMode('RESTRICTED');
  return { running, runtimeId, setMode };
}

const owners = async ({ rows }: TestGateway) =>
  (
    await rows(
      `SELECT person.email FROM git_token JOIN person ON person.id = git_token.person_id ORDER BY person.email`,
    )
  ).map(({ email }) => email);

const DESTROYED = {
  action: 'userToken.destroyed',
  actor: 'system',
  subject: 'runtime acme-production, member alice@acme.example',
  outcome: 'SUCCEEDED',
  reason: null,
};

test('R9, R19: the housekeeping destroys it after 24 hours, not before, and leaves an event in the account', async (t) => {
  const { running, runtimeId } = await withSuspendedToken(t);
  running.clock.advance(24 * HOUR_MS - 1);
  assert.deepEqual(await eventsOf(running, () => tidyUp(running.gateway)), []);
  assert.deepEqual(await owners(running), ['alice@acme.example', 'bob@acme.example']);

  running.clock.advance(1);
  const events = await eventsOf(running, () => tidyUp(running.gateway));
  assert.deepEqual(events, [{ ...DESTROYED, subjectId: runtimeId }]);
  assert.deepEqual(await owners(running), ['bob@acme.example']);
  assert.deepEqual(
    await running.rows("SELECT account_id, actor_kind, actor_id FROM audit_event WHERE action = 'userToken.destroyed'"),
    [{ account_id: running.accountId('Acme'), actor_kind: 'SYSTEM', actor_id: null }],
  );
  assert.deepEqual(await eventsOf(running, () => tidyUp(running.gateway)), [], 'once');
});

test('R9: access that comes back too late finds nothing, even when the housekeeping did not run', async (t) => {
  const { running, runtimeId, setMode } = await withSuspendedToken(t);
  running.clock.advance(24 * HOUR_MS);
  const events = await eventsOf(running, () => setMode('ALL_MEMBERS'));
  assert.deepEqual(
    events.map(({ action, actor, subject }) => [action, actor, subject]),
    [
      ['userToken.destroyed', 'system', DESTROYED.subject],
      ['runtime.updated', 'admin@acme.example', 'runtime acme-production'],
    ],
  );
  const alice = await running.as('alice');
  const { runtime } = (await readRuntime(alice, runtimeId)).data;
  assert.deepEqual([runtime.userToken, runtime.userTokenStatus], [null, 'MISSING']);

  const anew = (await setUserToken(alice, runtimeId, spareUser.value)).data.setGitUserToken;
  assert.deepEqual([anew.stored, anew.userToken.version], [true, 1], 'and versions begin anew');
});

test('R9: each loss of access has 24 hours of its own', async (t) => {
  const { running, setMode } = await withSuspendedToken(t);
  running.clock.advance(23 * HOUR_MS);
  await setMode('ALL_MEMBERS');
  await setMode('RESTRICTED');
  running.clock.advance(2 * HOUR_MS);
  await tidyUp(running.gateway);
  assert.ok((await owners(running)).includes('alice@acme.example'));
  running.clock.advance(22 * HOUR_MS);
  await tidyUp(running.gateway);
  assert.deepEqual(await owners(running), ['bob@acme.example']);
});

test('R9: a runtime that is deleted takes suspended tokens along, at once', async (t) => {
  const { running, runtimeId } = await withSuspendedToken(t);
  const admin = await running.as('acmeAdmin');
  await admin.send('mutation ($input: DeleteRuntimeInput!) { deleteRuntime(input: $input) { deletedRuntimeId } }', {
    input: { runtimeId },
  });
  assert.deepEqual(await owners(running), ['bob@acme.example']);
});

test('R19: if the event cannot be written, the token is not destroyed', async (t) => {
  const { running } = await withSuspendedToken(t);
  running.clock.advance(24 * HOUR_MS);
  await running.refuseInserts('audit_event');
  await assert.rejects(tidyUp(running.gateway));
  assert.deepEqual(await owners(running), ['alice@acme.example', 'bob@acme.example']);
});

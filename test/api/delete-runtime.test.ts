// R9: a runtime that is deleted takes its tokens along at once, everybody's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runtimeTokenOf, TOKENS } from '../../seed/git-hosts/tokens';
import {
  createRuntime,
  deleteRuntime,
  readRuntime,
  setUserToken,
  updateRuntime,
  verifyRuntimeToken,
} from '../support/operations';
import { eventsOf, requestsSent } from '../support/stored-state';
import { startTestGateway } from '../support/test-gateway';

const { goodUser, spareUser } = TOKENS.github;

test('R9: everybody’s tokens go with the runtime, and nothing else does', async (t) => {
  const running = await startTestGateway(t);
  const [admin, alice] = [await running.as('acmeAdmin'), await running.as('alice')];
  const runtimeId = running.runtimeId('acme-production');
  const elsewhere = running.runtimeId('acme-staging');
  await setUserToken(alice, runtimeId, goodUser.value);
  await setUserToken(await running.as('bob'), runtimeId, spareUser.value);
  await setUserToken(alice, elsewhere, TOKENS.gitlabServer.goodUser.value);
  const tokenId = (await readRuntime(admin, runtimeId)).data.runtime.runtimeToken.id;
  const othersBefore = await running.rows('SELECT * FROM git_token WHERE runtime_id <> ? ORDER BY id', runtimeId);
  const asked = requestsSent(running);

  const events = await eventsOf(running, async () => {
    const { deletedRuntimeId, account } = (await deleteRuntime(admin, runtimeId)).data.deleteRuntime;
    assert.deepEqual([deletedRuntimeId, account.name], [runtimeId, 'Acme']);
  });
  assert.deepEqual(
    events.map(({ action, outcome, subject, subjectId }) => [action, outcome, subject, subjectId]),
    [['runtime.deleted', 'SUCCEEDED', 'runtime acme-production', runtimeId]],
  );
  assert.deepEqual(await running.rows('SELECT id FROM git_token WHERE runtime_id = ?', runtimeId), []);
  assert.deepEqual(await running.rows('SELECT * FROM git_token ORDER BY id'), othersBefore);
  assert.equal(requestsSent(running), asked, 'no provider is asked');

  for (const person of [admin, alice]) {
    assert.equal((await readRuntime(person, runtimeId)).data.runtime, null);
    assert.equal((await person.send('query ($id: ID!) { node(id: $id) { id } }', { id: tokenId })).data.node, null);
  }
});

test('R12: a deleted runtime is unknown from then on', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-staging');
  await deleteRuntime(admin, runtimeId);
  const events = await eventsOf(running, async () => {
    (await deleteRuntime(admin, runtimeId)).assertRefused('NOT_FOUND');
    (await updateRuntime(admin, { runtimeId, name: 'again' })).assertRefused('NOT_FOUND');
    (await verifyRuntimeToken(admin, runtimeId)).assertRefused('NOT_FOUND');
  });
  assert.deepEqual(events, []);
});

test('R6: its name and its token’s value are free at once', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  await deleteRuntime(admin, running.runtimeId('acme-production'));
  const input = {
    accountId: running.accountId('Acme'),
    name: 'acme-production',
    gitProvider: 'GITHUB',
    token: { value: runtimeTokenOf('acme-production').value },
  };
  const { stored, verdict } = (await createRuntime(admin, input)).data.createRuntime;
  assert.deepEqual([stored, verdict.warnings], [true, []]);
});

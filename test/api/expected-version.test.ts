// Several admins share a runtime token: who says which version they saw is told when it is another by now.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { setRuntimeToken } from '../support/operations';
import { requestsSent, storedState } from '../support/stored-state';
import { startTestGateway } from '../support/test-gateway';
import { until } from '../support/until';

const { goodRuntime, spareRuntime } = TOKENS.github;

test('any other version is a conflict before the provider is asked, and nothing changes', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const before = await storedState(running);
  for (const expectedVersion of [0, 2, -1]) {
    const answer = await setRuntimeToken(admin, runtimeId, goodRuntime.value, { expectedVersion });
    answer.assertRefused('CONFLICT', 'VERSION_CHANGED');
  }
  assert.deepEqual([await storedState(running), requestsSent(running)], [before, 0]);
  const right = await setRuntimeToken(admin, runtimeId, goodRuntime.value, { expectedVersion: 1 });
  assert.equal(right.data.setGitRuntimeToken.runtimeToken.version, 2);
  const next = await setRuntimeToken(admin, runtimeId, spareRuntime.value, { expectedVersion: 1 });
  next.assertRefused('CONFLICT', 'VERSION_CHANGED');
});

test('of two admins who replace the same version at once, one wins and the other is told', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const release = running.hosts.github.hold();
  const both = [goodRuntime, spareRuntime].map(({ value }) =>
    setRuntimeToken(admin, runtimeId, value, { expectedVersion: 1 }),
  );
  await until('both checks have begun', () => running.hosts.github.requests.length === 2);
  release();
  const answers = await Promise.all(both);
  const [winner, ...others] = answers.filter(({ body }) => body.errors === undefined);
  assert.deepEqual([winner?.data.setGitRuntimeToken.runtimeToken.version, others.length], [2, 0]);
  for (const loser of answers.filter((answer) => answer !== winner)) loser.assertRefused('CONFLICT', 'VERSION_CHANGED');
  const [row] = await running.rows(
    "SELECT version, hint FROM git_token WHERE kind = 'RUNTIME' AND runtime_id = ?",
    runtimeId,
  );
  assert.deepEqual(row, { version: 2, hint: winner?.data.setGitRuntimeToken.runtimeToken.hint });
});

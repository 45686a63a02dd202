// Several mutations in one document: they run in turn, and one that is refused does not swallow its neighbours' answers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { startTestGateway } from '../support/test-gateway';

test('a denied, an unknown and a conflicting mutation answer null beside their error; the others run', async (t) => {
  const running = await startTestGateway(t);
  const bob = await running.as('bob');
  const { body, status } = await bob.send(
    `mutation ($production: ID!, $edge: ID!, $value: String!) {
      unknown: deleteRuntime(input: { runtimeId: $edge }) { deletedRuntimeId }
      first: setGitUserToken(input: { runtimeId: $production, token: { value: $value } }) { stored }
      denied: deleteRuntime(input: { runtimeId: $production }) { deletedRuntimeId }
      bad: setGitUserToken(input: { runtimeId: $production, token: { value: "short" } }) { stored }
      next: verifyGitUserToken(input: { runtimeId: $production }) { verdict { outcome } }
      gone: deleteGitUserToken(input: { runtimeId: $production }) { runtime { userTokenStatus } }
      conflict: verifyGitUserToken(input: { runtimeId: $production }) { verdict { outcome } }
    }`,
    {
      production: running.runtimeId('acme-production'),
      edge: running.runtimeId('acme-edge'),
      value: TOKENS.github.goodUser.value,
    },
  );
  assert.equal(status, 200);
  assert.deepEqual(body.data, {
    unknown: null,
    first: { stored: true },
    denied: null,
    bad: null,
    next: { verdict: { outcome: 'ACCEPTED' } },
    gone: { runtime: { userTokenStatus: 'MISSING' } },
    conflict: null,
  });
  assert.deepEqual(
    body.errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code, extensions.reason]),
    [
      ['unknown', 'NOT_FOUND', undefined],
      ['denied', 'FORBIDDEN', undefined],
      ['bad', 'BAD_USER_INPUT', undefined],
      ['conflict', 'CONFLICT', 'NO_TOKEN'],
    ],
  );
});

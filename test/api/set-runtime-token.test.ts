// R2: a runtime token is replaced, never deleted; a replacement is verified first, and a refused one leaves the old one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runtimeTokenOf, TOKENS } from '../../seed/git-hosts/tokens';
import { readRuntime, setRuntimeToken } from '../support/operations';
import { eventsOf, storedThings } from '../support/stored-state';
import { startTestGateway } from '../support/test-gateway';

const { goodRuntime, scopeMissing } = TOKENS.github;
const SEEDED = runtimeTokenOf('acme-production');

test('R2: an accepted value replaces the old one: same token, next version, who set it', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const before = (await readRuntime(admin, runtimeId)).data.runtime.runtimeToken;
  running.clock.advance(60_000);

  const events = await eventsOf(running, async () => {
    const { stored, runtimeToken } = (await setRuntimeToken(admin, runtimeId, goodRuntime.value)).data
      .setGitRuntimeToken;
    const now = running.clock.now().toISOString();
    assert.equal(stored, true);
    const { id, version, hint, createdAt, updatedAt, verifiedAt } = runtimeToken;
    assert.deepEqual(
      { id, version, hint, createdAt, updatedAt, verifiedAt },
      { id: before.id, version: 2, hint: 'time', createdAt: before.createdAt, updatedAt: now, verifiedAt: now },
    );
  });
  assert.deepEqual(
    events.map(({ action, outcome, reason }) => [action, outcome, reason]),
    [['runtimeToken.replaced', 'SUCCEEDED', 'SATISFIED']],
  );
  assert.equal(
    (await running.rows("SELECT id FROM git_token WHERE kind = 'RUNTIME' AND runtime_id = ?", runtimeId)).length,
    1,
  );
});

test('R2, R15, R21: a refused value leaves the old token working, untouched', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const before = await storedThings(running);
  const refusals = [
    ['scopeMissing', 'MISSING_SCOPES'],
    ['revoked', 'INVALID_TOKEN'],
    ['blocked', 'BLOCKED_BY_PROVIDER'],
    ['singleSignOn', 'BLOCKED_BY_PROVIDER'],
    ['expiresToday', 'EXPIRES_TOO_SOON'],
  ] as const;
  for (const [key, reason] of refusals) {
    const answer = (await setRuntimeToken(admin, runtimeId, TOKENS.github[key].value)).data.setGitRuntimeToken;
    const { stored, verdict, runtimeToken, runtime } = answer;
    assert.deepEqual([stored, verdict.outcome, verdict.reason], [false, 'REJECTED', reason], key);
    assert.deepEqual([runtimeToken.hint, runtimeToken.version], [SEEDED.value.slice(-4), 1], key);
    assert.deepEqual([runtimeToken.status, runtime.health], ['VALID', 'HEALTHY'], key);
    assert.deepEqual(await storedThings(running), before, key);
  }
});

test('R2, R4: the value in use again is a re-check: no new version, but what the provider says counts, for worse too', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  running.clock.advance(60_000);
  const again = (await setRuntimeToken(admin, runtimeId, SEEDED.value)).data.setGitRuntimeToken;
  assert.deepEqual([again.stored, again.runtimeToken.version, again.runtimeToken.status], [true, 1, 'VALID']);
  assert.equal(again.runtimeToken.verifiedAt, running.clock.now().toISOString());
  assert.notEqual(again.runtimeToken.updatedAt, again.runtimeToken.verifiedAt, 'it is no new value');

  running.hosts.github.revoke(SEEDED.value);
  const events = await eventsOf(running, async () => {
    const worse = (await setRuntimeToken(admin, runtimeId, SEEDED.value)).data.setGitRuntimeToken;
    const { stored, verdict, runtimeToken, runtime } = worse;
    assert.deepEqual([stored, verdict.outcome, verdict.reason], [true, 'REJECTED', 'INVALID_TOKEN']);
    assert.deepEqual([runtimeToken.version, runtimeToken.status, runtime.health], [1, 'INVALID', 'DEGRADED']);
  });
  assert.deepEqual(
    events.map(({ action, outcome, reason }) => [action, outcome, reason]),
    [['runtimeToken.set', 'REJECTED', 'INVALID_TOKEN']],
  );
});

test('R21: a stored token that has come within 24 hours of its end is warned of at a re-check, not refused', async (t) => {
  const running = await startTestGateway(t);
  running.clock.advance(179.5 * 24 * 3600 * 1000);
  const admin = await running.as('acmeAdmin');
  const { stored, verdict } = (await setRuntimeToken(admin, running.runtimeId('acme-production'), SEEDED.value)).data
    .setGitRuntimeToken;
  assert.deepEqual([stored, verdict.outcome], [true, 'ACCEPTED']);
  assert.deepEqual(
    verdict.warnings.map(({ code }: { code: string }) => code),
    ['EXPIRES_SOON'],
  );
});

test('a type that cannot serve a runtime is told by the provider’s answer, too: WRONG_TOKEN_TYPE', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const before = await storedThings(running);
  for (const key of ['project', 'oauth'] as const) {
    const answer = await setRuntimeToken(admin, running.runtimeId('acme-staging'), TOKENS.gitlabServer[key].value);
    const { stored, verdict } = answer.data.setGitRuntimeToken;
    assert.deepEqual([stored, verdict.outcome, verdict.reason], [false, 'REJECTED', 'WRONG_TOKEN_TYPE'], key);
  }
  assert.deepEqual(await storedThings(running), before);
});

test('R16: more scopes than needed do not refuse a token; those well beyond the need are warned of', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const answer = await setRuntimeToken(admin, running.runtimeId('acme-production'), TOKENS.github.excessive.value);
  const { stored, verdict } = answer.data.setGitRuntimeToken;
  assert.deepEqual([stored, verdict.reason], [true, 'SATISFIED']);
  assert.deepEqual(
    verdict.warnings.map(({ code }: { code: string }) => code),
    ['EXCESS_SCOPES'],
  );
});

test('R15: a refusal names each scope that is missing, and where to mend it', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const answer = await setRuntimeToken(admin, running.runtimeId('acme-production'), scopeMissing.value);
  const { requirements, message, fixUrl, grantedScopes } = answer.data.setGitRuntimeToken.verdict;
  assert.deepEqual(
    requirements.map(({ scope, state }: { scope: string; state: string }) => [scope, state]),
    [
      ['repo', 'MISSING'],
      ['admin:repo_hook', 'MISSING'],
    ],
  );
  assert.deepEqual(grantedScopes, ['public_repo']);
  assert.match(message, /repo and admin:repo_hook/);
  assert.match(fixUrl, /^https:\/\/github\.com\//);
});

// R1: a runtime comes into being together with a runtime token that its provider has just accepted, or not at all.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { createRuntime, type RuntimeInput, readRuntime } from '../support/operations';
import { eventsOf, requestsSent, storedState, storedThings } from '../support/stored-state';
import { startTestGateway, type TestGateway } from '../support/test-gateway';
import { until } from '../support/until';

const { goodRuntime, spareRuntime } = TOKENS.github;

const newRuntime = (running: TestGateway, changes: Partial<RuntimeInput> = {}): RuntimeInput => ({
  accountId: running.accountId('Acme'),
  name: 'acme-new',
  gitProvider: 'GITHUB',
  token: { value: goodRuntime.value },
  ...changes,
});

test('R1: an accepted token brings the runtime into being, with it as version 1; what was left out has its defaults', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const input = newRuntime(running, { name: '  acme-new ', token: { value: ` ${goodRuntime.value}\n` } });
  const { stored, runtime, verdict } = (await createRuntime(admin, input)).data.createRuntime;

  assert.deepEqual([stored, verdict.outcome, verdict.reason], [true, 'ACCEPTED', 'SATISFIED']);
  const { name, gitProviderUrl, sharedConfigRepository, accessMode, scopeCheckMode, health } = runtime;
  assert.deepEqual(
    { name, gitProviderUrl, sharedConfigRepository, accessMode, scopeCheckMode, health },
    {
      name: 'acme-new',
      gitProviderUrl: 'https://github.com',
      sharedConfigRepository: null,
      accessMode: 'ALL_MEMBERS',
      scopeCheckMode: 'ENFORCE',
      health: 'HEALTHY',
    },
  );
  const { version, status, hint, setBy } = runtime.runtimeToken;
  assert.deepEqual([version, status, hint, setBy], [1, 'VALID', goodRuntime.value.slice(-4), 'admin@acme.example']);
  assert.deepEqual((await readRuntime(admin, runtime.id)).data.runtime, runtime, 'it reads back as it was answered');
});

test('R1: an explicit null means the default; a self-managed URL loses its last slash', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const input = newRuntime(running, {
    gitProvider: 'GITLAB_SERVER',
    gitProviderUrl: `${running.hosts.urls.gitlabServer.web}/`,
    accessMode: null,
    scopeCheckMode: null,
    dryRun: null,
    token: { value: TOKENS.gitlabServer.goodRuntime.value },
  });
  const { runtime } = (await createRuntime(admin, input)).data.createRuntime;
  const { accessMode, scopeCheckMode, gitProviderUrl } = runtime;
  assert.deepEqual(
    [accessMode, scopeCheckMode, gitProviderUrl],
    ['ALL_MEMBERS', 'ENFORCE', running.hosts.urls.gitlabServer.web],
  );
});

const REFUSED = [
  ['scopeMissing', 'MISSING_SCOPES'],
  ['noScopes', 'MISSING_SCOPES'],
  ['revoked', 'INVALID_TOKEN'],
  ['expired', 'INVALID_TOKEN'], // GitHub answers an expired token like an unknown one
  ['blocked', 'BLOCKED_BY_PROVIDER'],
  ['expiresToday', 'EXPIRES_TOO_SOON'],
] as const;

test('R1, R15, R21: a token that does not do is a normal answer, and neither runtime nor token is stored', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const before = await storedThings(running);
  for (const [key, reason] of REFUSED) {
    const input = newRuntime(running, { token: { value: TOKENS.github[key].value } });
    const events = await eventsOf(running, async () => {
      const { stored, runtime, verdict } = (await createRuntime(admin, input)).data.createRuntime;
      assert.deepEqual([stored, runtime, verdict.outcome, verdict.reason], [false, null, 'REJECTED', reason], key);
      assert.ok(verdict.message.length > 0 && verdict.requirements.length > 0, `${key}: says what is needed`);
    });
    assert.deepEqual(
      events.map(({ action, outcome, reason: why, subjectId }) => [action, outcome, why, subjectId]),
      [['runtime.created', 'REJECTED', reason, null]],
      key,
    );
    assert.deepEqual(await storedThings(running), before, key);
  }
});

test('R1, R14: without a verdict there is no runtime, and no event', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const before = await storedState(running);
  running.hosts.github.fail('STATUS_502');
  const { stored, runtime, verdict } = (await createRuntime(admin, newRuntime(running))).data.createRuntime;
  assert.deepEqual([stored, runtime, verdict.outcome], [false, null, 'UNDETERMINED']);
  assert.deepEqual(await storedState(running), before);
});

test('a runtime that only reports scopes takes a token that lacks some', async (t) => {
  const running = await startTestGateway(t);
  const input = newRuntime(running, { scopeCheckMode: 'REPORT', token: { value: TOKENS.github.scopeMissing.value } });
  const { stored, runtime, verdict } = (await createRuntime(await running.as('acmeAdmin'), input)).data.createRuntime;
  assert.deepEqual([stored, verdict.reason, runtime.health], [true, 'SCOPES_REPORTED', 'HEALTHY']);
});

test('a name that the account has, in any case of letters, is a conflict before the provider is asked; other accounts do not count', async (t) => {
  const running = await startTestGateway(t);
  const before = await storedState(running);
  const admin = await running.as('acmeAdmin');
  for (const name of ['acme-production', 'ACME-Production', ' acme-production '])
    (await createRuntime(admin, newRuntime(running, { name }))).assertRefused('CONFLICT', 'NAME_TAKEN');
  assert.deepEqual([await storedState(running), requestsSent(running)], [before, 0]);

  const input = newRuntime(running, { accountId: running.accountId('Globex'), name: 'acme-production' });
  const { stored } = (await createRuntime(await running.as('globexAdmin'), input)).data.createRuntime;
  assert.equal(stored, true);
});

test('a name that is taken while the provider is asked is a conflict too', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const release = running.hosts.github.hold();
  const slow = createRuntime(admin, newRuntime(running));
  await until('the check has begun', () => running.hosts.github.requests.length === 1);
  const gitlab = { gitProvider: 'GITLAB_CLOUD', token: { value: TOKENS.gitlab.goodRuntime.value } };
  const quick = (await createRuntime(admin, newRuntime(running, { ...gitlab, name: 'Acme-New' }))).data.createRuntime;
  assert.equal(quick.stored, true);
  const between = await storedState(running);
  release();
  (await slow).assertRefused('CONFLICT', 'NAME_TAKEN');
  assert.deepEqual(await storedState(running), between);

  const free = newRuntime(running, { name: 'acme-newer', token: { value: spareRuntime.value } });
  assert.equal((await createRuntime(admin, free)).data.createRuntime.stored, true);
});

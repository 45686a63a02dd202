// R22: verdicts are derived, so a changed policy shows at once on every stored token, and no provider is asked.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runtimeTokenOf, TOKENS } from '../../seed/git-hosts/tokens';
import { updateAccountPolicy } from '../support/account-operations';
import type { GraphQLClient } from '../support/graphql-client';
import {
  createRuntime,
  readRuntime,
  setRuntimeToken,
  setUserToken,
  updateRuntime,
  verifyRuntimeToken,
} from '../support/operations';
import { requestsSent, storedThings } from '../support/stored-state';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

const SHARED = runtimeTokenOf('acme-production').value;
const PERSONS = TOKENS.gitlab.excessive.value;

interface Verdict {
  readonly outcome: string;
  readonly reason: string;
  readonly warnings: readonly { readonly code: string }[];
}

const warningsOf = ({ warnings }: Verdict): string[] => warnings.map(({ code }) => code);

/** The stored runtime token as an admin reads it. */
async function storedToken(admin: GraphQLClient, runtimeId: string) {
  const { health, runtimeToken } = (await readRuntime(admin, runtimeId)).data.runtime;
  const { status, verdict, version } = runtimeToken;
  return { health, status, version, reason: verdict.reason, warnings: warningsOf(verdict) };
}

async function stage(t: Parameters<typeof startTestGateway>[0]) {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const accountId = running.accountId('Acme');
  const setPolicy = async (policy: Record<string, string>) =>
    void (await updateAccountPolicy(admin, { accountId, ...policy })).data;
  return { running, admin, setPolicy };
}

/** A second GitHub runtime of Acme with acme-production's token, as the policy lets it be. */
async function withSharedToken({ accountId }: TestGateway, admin: GraphQLClient): Promise<string> {
  const input = { accountId: accountId('Acme'), name: 'second', gitProvider: 'GITHUB', token: { value: SHARED } };
  return (await createRuntime(admin, input)).data.createRuntime.runtime.id;
}

const FINE = { health: 'HEALTHY', status: 'VALID', version: 1, reason: 'SATISFIED', warnings: [] as string[] };
const WARNED_OF_REUSE = { ...FINE, warnings: ['RUNTIME_TOKEN_REUSED'] };

test('runtimeTokenReuse: the warning comes and goes on both stored tokens as the policy changes; their status never does', async (t) => {
  const { running, admin, setPolicy } = await stage(t);
  await setPolicy({ runtimeTokenReuse: 'ALLOW' });
  const both = [running.runtimeId('acme-production'), await withSharedToken(running, admin)];
  const [before, sent] = [await storedThings(running), requestsSent(running)];

  for (const [policy, expected] of [
    ['ALLOW', FINE],
    ['WARN', WARNED_OF_REUSE],
    ['DENY', WARNED_OF_REUSE],
    ['ALLOW', FINE],
  ] as const) {
    await setPolicy({ runtimeTokenReuse: policy });
    for (const runtimeId of both) assert.deepEqual(await storedToken(admin, runtimeId), expected, policy);
    const seen = (await readRuntime(await running.as('bob'), both[1] ?? '')).data.runtime;
    assert.deepEqual([seen.health, seen.runtimeTokenStatus], ['HEALTHY', 'VALID']);
  }
  assert.deepEqual(await storedThings(running), before, 'nothing was written to runtimes or tokens');
  assert.equal(requestsSent(running), sent, 'no provider was asked');
});

test('R6: a stricter runtimeTokenReuse binds new values only: neither a check nor the same value again is refused', async (t) => {
  const { running, admin, setPolicy } = await stage(t);
  await setPolicy({ runtimeTokenReuse: 'ALLOW' });
  const second = await withSharedToken(running, admin);
  await setPolicy({ runtimeTokenReuse: 'DENY' });

  const { verdict: checked } = (await verifyRuntimeToken(admin, second)).data.verifyGitRuntimeToken;
  assert.deepEqual([checked.outcome, warningsOf(checked)], ['ACCEPTED', ['RUNTIME_TOKEN_REUSED']]);
  const again = (await setRuntimeToken(admin, second, SHARED)).data.setGitRuntimeToken;
  assert.deepEqual([again.stored, again.runtimeToken.version, again.verdict.outcome], [true, 1, 'ACCEPTED']);

  void (await setRuntimeToken(admin, second, TOKENS.github.spareRuntime.value)).data;
  const back = (await setRuntimeToken(admin, second, SHARED)).data.setGitRuntimeToken;
  assert.deepEqual([back.stored, back.runtimeToken.version, back.verdict.reason], [false, 2, 'TOKEN_REUSED']);
  assert.deepEqual(await storedToken(admin, running.runtimeId('acme-production')), FINE, 'its value is its own again');
});

const OF_A_PERSON = 'OWNER_NOT_SERVICE_ACCOUNT';

test('runtimeTokenOwner: a person’s stored token works on under either policy, and is warned of', async (t) => {
  const { running, admin, setPolicy } = await stage(t);
  const runtimeId = running.runtimeId('acme-edge');
  const set = (await setRuntimeToken(admin, runtimeId, PERSONS)).data.setGitRuntimeToken;
  assert.deepEqual([set.stored, set.verdict.identity.kind], [true, 'PERSON']);
  const [before, sent] = [await storedThings(running), requestsSent(running)];
  for (const policy of ['REQUIRE_SERVICE_ACCOUNT', 'WARN']) {
    await setPolicy({ runtimeTokenOwner: policy });
    const expected = { ...FINE, version: 2, warnings: ['EXCESS_SCOPES', OF_A_PERSON] };
    assert.deepEqual(await storedToken(admin, runtimeId), expected, policy);
  }
  assert.deepEqual([await storedThings(running), requestsSent(running)], [before, sent]);
});

test('runtimeTokenOwner: a service account’s token is never warned of; where nobody can tell, the warning comes and goes', async (t) => {
  const { running, admin, setPolicy } = await stage(t);
  const [robots, unknown] = [running.runtimeId('acme-staging'), running.runtimeId('acme-production')];
  for (const [policy, warnings] of [
    ['WARN', []],
    ['REQUIRE_SERVICE_ACCOUNT', [OF_A_PERSON]],
    ['WARN', []],
  ] as const) {
    await setPolicy({ runtimeTokenOwner: policy });
    assert.deepEqual(await storedToken(admin, unknown), { ...FINE, warnings }, policy);
    assert.deepEqual(await storedToken(admin, robots), FINE, policy);
  }
  assert.equal(requestsSent(running), 0);
});

test('a stricter runtimeTokenOwner binds new values only: neither a check nor the same value again is refused', async (t) => {
  const { running, admin, setPolicy } = await stage(t);
  const runtimeId = running.runtimeId('acme-edge');
  void (await setRuntimeToken(admin, runtimeId, PERSONS)).data;
  await setPolicy({ runtimeTokenOwner: 'REQUIRE_SERVICE_ACCOUNT' });

  const { verdict: checked } = (await verifyRuntimeToken(admin, runtimeId)).data.verifyGitRuntimeToken;
  assert.equal(checked.outcome, 'ACCEPTED');
  const again = (await setRuntimeToken(admin, runtimeId, PERSONS)).data.setGitRuntimeToken;
  assert.deepEqual([again.stored, again.runtimeToken.version], [true, 2]);

  void (await setRuntimeToken(admin, runtimeId, TOKENS.gitlab.serviceAccount.value)).data;
  const before = await storedThings(running);
  const back = (await setRuntimeToken(admin, runtimeId, PERSONS)).data.setGitRuntimeToken;
  assert.deepEqual([back.stored, back.verdict.outcome, back.verdict.reason], [false, 'REJECTED', OF_A_PERSON]);
  assert.deepEqual(await storedThings(running), before);
});

test('the policies are about runtime tokens: user tokens belong to persons under every one of them', async (t) => {
  const { running, setPolicy } = await stage(t);
  await setPolicy({ runtimeTokenOwner: 'REQUIRE_SERVICE_ACCOUNT', runtimeTokenReuse: 'DENY' });
  const alice = await running.as('alice');
  const { stored, verdict } = (await setUserToken(alice, running.runtimeId('acme-edge'), TOKENS.gitlab.goodUser.value))
    .data.setGitUserToken;
  assert.deepEqual([stored, verdict.reason, warningsOf(verdict)], [true, 'SATISFIED', []]);
});

test('a policy ends at its account: another one’s tokens are judged by its own', async (t) => {
  const { running, setPolicy } = await stage(t);
  await setPolicy({ runtimeTokenOwner: 'REQUIRE_SERVICE_ACCOUNT' });
  const globexAdmin = await running.as('globexAdmin');
  assert.deepEqual(await storedToken(globexAdmin, running.runtimeId('globex-production')), FINE);
});

test('scopeCheckMode: a token that lacks a scope stands by the mode of the moment', async (t) => {
  const { running, admin } = await stage(t);
  const runtimeId = running.runtimeId('acme-production');
  void (await updateRuntime(admin, { runtimeId, scopeCheckMode: 'REPORT' })).data;
  const { stored } = (await setRuntimeToken(admin, runtimeId, TOKENS.github.scopeMissing.value)).data
    .setGitRuntimeToken;
  assert.equal(stored, true);
  const sent = requestsSent(running);
  for (const [scopeCheckMode, health, status, reason] of [
    ['ENFORCE', 'DEGRADED', 'INSUFFICIENT_SCOPES', 'MISSING_SCOPES'],
    ['REPORT', 'HEALTHY', 'VALID', 'SCOPES_REPORTED'],
  ]) {
    void (await updateRuntime(admin, { runtimeId, scopeCheckMode })).data;
    assert.deepEqual(
      await storedToken(admin, runtimeId),
      { ...FINE, version: 2, health, status, reason },
      scopeCheckMode,
    );
  }
  assert.equal(requestsSent(running), sent);
});

// R4, R5, R8: whose user token it is, how it is set, replaced and deleted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { deleteUserToken, setUserToken } from '../support/operations';
import { requestsSent, storedThings } from '../support/stored-state';
import { startTestGateway } from '../support/test-gateway';

const { goodUser, spareUser, scopeMissing } = TOKENS.github;

test('R4: setting again replaces, and the version goes up; another person’s token stays as it is', async (t) => {
  const running = await startTestGateway(t);
  const [alice, bob] = [await running.as('alice'), await running.as('bob')];
  const runtimeId = running.runtimeId('acme-production');

  const first = (await setUserToken(alice, runtimeId, goodUser.value)).data.setGitUserToken;
  assert.deepEqual([first.stored, first.userToken.version, first.userToken.status], [true, 1, 'VALID']);
  const bobs = (await setUserToken(bob, runtimeId, spareUser.value)).data.setGitUserToken;
  assert.equal(bobs.stored, true);

  running.clock.advance(1000);
  const { value } = TOKENS.github.excessive;
  const second = (await setUserToken(alice, runtimeId, value)).data.setGitUserToken;
  assert.deepEqual([second.stored, second.userToken.version, second.userToken.id], [true, 2, first.userToken.id]);
  assert.equal(second.userToken.createdAt, first.userToken.createdAt);
  assert.notEqual(second.userToken.updatedAt, first.userToken.updatedAt);
  assert.equal((await running.rows("SELECT id FROM git_token WHERE kind = 'USER'")).length, 2);
});

test('R4: the same value again is a re-check: stored, but no new version', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(alice, runtimeId, goodUser.value);
  running.clock.advance(60_000);
  const again = (await setUserToken(alice, runtimeId, `  ${goodUser.value}\n`)).data.setGitUserToken;
  assert.deepEqual([again.stored, again.userToken.version], [true, 1]);
  assert.equal(again.userToken.verifiedAt, running.clock.now().toISOString());
});

test('R5: the same token under two people is refused, without saying whose it is', async (t) => {
  const running = await startTestGateway(t);
  const [alice, bob] = [await running.as('alice'), await running.as('bob')];
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(alice, runtimeId, goodUser.value);
  const answer = await setUserToken(bob, runtimeId, goodUser.value);
  const { stored, verdict, userToken } = answer.data.setGitUserToken;
  assert.deepEqual([stored, verdict.outcome, verdict.reason, userToken], [false, 'REJECTED', 'TOKEN_REUSED', null]);
  assert.doesNotMatch(answer.text, /alice/i);
  assert.equal((await running.rows("SELECT id FROM git_token WHERE kind = 'USER'")).length, 1);
});

test('R15: a refused token leaves the old one, or none', async (t) => {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-production');
  const alice = await running.as('alice');
  await setUserToken(alice, runtimeId, goodUser.value);
  const before = await storedThings(running);
  const old = (await setUserToken(alice, runtimeId, scopeMissing.value)).data.setGitUserToken;
  assert.deepEqual([old.stored, old.verdict.reason, old.userToken.version], [false, 'MISSING_SCOPES', 1]);
  const none = (await setUserToken(await running.as('bob'), runtimeId, scopeMissing.value)).data.setGitUserToken;
  assert.deepEqual([none.stored, none.verdict.reason, none.userToken], [false, 'MISSING_SCOPES', null]);
  assert.deepEqual(await storedThings(running), before);
});

test('R8: deleting touches that person on that runtime and nothing else, asks nobody, and succeeds without a token', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  const staging = running.runtimeId('acme-staging');
  await setUserToken(await running.as('bob'), runtimeId, spareUser.value);
  await setUserToken(alice, staging, TOKENS.gitlabServer.goodUser.value);
  const others = await storedThings(running);
  await setUserToken(alice, runtimeId, goodUser.value);
  const asked = requestsSent(running);

  for (const attempt of ['first', 'second']) {
    const { runtime } = (await deleteUserToken(alice, runtimeId)).data.deleteGitUserToken;
    assert.deepEqual([runtime.userTokenStatus, runtime.userToken], ['MISSING', null], attempt);
  }
  const events = await running.rows("SELECT outcome FROM audit_event WHERE action = 'userToken.deleted'");
  assert.equal(events.length, 1, 'deleting a missing token leaves no event');
  assert.deepEqual([await storedThings(running), requestsSent(running)], [others, asked]);
});

test('R4: versions begin at 1 again after a deletion', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(alice, runtimeId, goodUser.value);
  await setUserToken(alice, runtimeId, spareUser.value);
  await deleteUserToken(alice, runtimeId);
  const { userToken } = (await setUserToken(alice, runtimeId, goodUser.value)).data.setGitUserToken;
  assert.equal(userToken.version, 1);
});

test('R16: a wider scope that includes the needed ones counts, and says which it was', async (t) => {
  const running = await startTestGateway(t);
  const { value } = TOKENS.gitlabServer.excessive;
  const answer = await setUserToken(await running.as('alice'), running.runtimeId('acme-staging'), value);
  const { stored, verdict } = answer.data.setGitUserToken;
  assert.deepEqual([stored, verdict.reason], [true, 'SATISFIED']);
  for (const { scope, state, evidence, grantedBy } of verdict.requirements)
    assert.deepEqual([state, evidence, grantedBy], ['GRANTED', 'IMPLIED', 'api'], scope);
  assert.deepEqual(
    verdict.warnings.map(({ code }: { code: string }) => code),
    ['EXCESS_SCOPES'],
  );
});

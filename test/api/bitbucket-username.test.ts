// A Bitbucket Cloud API token is a pair, value and e-mail: without the e-mail it is no verdict, and what is sealed is both.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { TOKENS, userTokenOf } from '../../seed/git-hosts/tokens';
import type { GraphQLClient } from '../support/graphql-client';
import {
  createRuntime,
  readRuntime,
  setRuntimeToken,
  setUserToken,
  verifyRuntimeToken,
  verifyUserToken,
} from '../support/operations';
import { requestsSent, storedState } from '../support/stored-state';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const { goodUser, goodRuntime, repositoryToken, oauth, unscoped } = TOKENS.bitbucket;
const carols = userTokenOf('carol@consulting.example', 'bitbucket');

let running: TestGateway;
let carol: GraphQLClient;
let runtimeId: string;
before(async () => {
  running = await openTestGateway();
  carol = await running.as('carol');
  runtimeId = running.runtimeId('globex-lab');
});
after(() => running.close());
beforeEach(() => running.hosts.reset());

test('without its e-mail: BAD_USER_INPUT that names token.username; nothing is sent, nothing stored', async () => {
  const before = await storedState(running);
  const token = { value: goodRuntime.value };
  const input = { accountId: running.accountId('Globex'), name: 'globex-new', gitProvider: 'BITBUCKET_CLOUD', token };
  for (const answer of [
    await setUserToken(carol, runtimeId, goodUser.value),
    await setUserToken(carol, runtimeId, goodUser.value, { dryRun: true }),
    await setRuntimeToken(carol, runtimeId, goodRuntime.value),
    await createRuntime(carol, input),
  ]) {
    answer.assertRefused('BAD_USER_INPUT');
    assert.deepEqual(
      answer.error.extensions.fields?.map(({ path }) => path),
      ['token.username'],
    );
  }
  assert.deepEqual([await storedState(running), requestsSent(running)], [before, 0]);
});

test('R12: whoever may not know of the runtime learns nothing of what is missing', async () => {
  (await setUserToken(await running.as('alice'), runtimeId, goodUser.value)).assertRefused('NOT_FOUND');
});

test('for another provider’s runtime it is WRONG_PROVIDER, with or without an e-mail', async () => {
  for (const options of [{}, { username: goodUser.username }]) {
    const answer = await setUserToken(carol, running.runtimeId('globex-production'), goodUser.value, options);
    assert.equal(answer.data.setGitUserToken.verdict.reason, 'WRONG_PROVIDER');
  }
  assert.equal(requestsSent(running), 0);
});

test('with its e-mail it is set, sealed with it, and verified later without asking anybody', async () => {
  const { stored, verdict } = (await setUserToken(carol, runtimeId, carols.value, { username: carols.username })).data
    .setGitUserToken;
  assert.deepEqual([stored, verdict.reason, verdict.identity.login], [true, 'SATISFIED', 'carol']);
  assert.equal((await verifyUserToken(carol, runtimeId)).data.verifyGitUserToken.verdict.reason, 'SATISFIED');
  const { verifyGitRuntimeToken } = (await verifyRuntimeToken(carol, runtimeId)).data;
  assert.equal(verifyGitRuntimeToken.verdict.outcome, 'ACCEPTED', 'the seeded one, too');
});

test('R4: the same value with a wrong e-mail is refused, and says nothing of the stored pair', async () => {
  const before = (await readRuntime(carol, runtimeId)).data.runtime.userToken;
  const answer = await setUserToken(carol, runtimeId, carols.value, { username: 'somebody@else.example' });
  const { stored, verdict } = answer.data.setGitUserToken;
  assert.deepEqual([stored, verdict.reason], [false, 'INVALID_TOKEN']);
  assert.match(verdict.message, /e-mail is not that of its account/);
  assert.deepEqual((await readRuntime(carol, runtimeId)).data.runtime.userToken, before);
  assert.equal((await verifyUserToken(carol, runtimeId)).data.verifyGitUserToken.verdict.reason, 'SATISFIED');
});

test('R4: the same pair again is a re-check: no new version, and it is what opens afterwards', async () => {
  const before = (await readRuntime(carol, runtimeId)).data.runtime.userToken.version;
  await setUserToken(carol, runtimeId, carols.value, { username: carols.username });
  assert.equal((await readRuntime(carol, runtimeId)).data.runtime.userToken.version, before);
  assert.equal((await verifyUserToken(carol, runtimeId)).data.verifyGitUserToken.verdict.reason, 'SATISFIED');
});

test('an Atlassian token without scopes is refused in words that say so', async () => {
  const { verdict } = (await setUserToken(carol, runtimeId, unscoped.value, { username: unscoped.username })).data
    .setGitUserToken;
  assert.equal(verdict.reason, 'INVALID_TOKEN');
  assert.match(verdict.message, /has no scopes/);
});

test('access tokens and OAuth tokens need no e-mail: a robot’s is warned of, OAuth is no runtime’s', async () => {
  const options = { dryRun: true };
  const robots = (await setUserToken(carol, runtimeId, repositoryToken.value, options)).data.setGitUserToken.verdict;
  assert.deepEqual([robots.reason, robots.tokenType], ['SATISFIED', 'BITBUCKET_REPOSITORY_TOKEN']);
  assert.deepEqual(
    robots.warnings.map(({ code }: { code: string }) => code),
    ['OWNER_NOT_PERSON'],
  );
  assert.equal(
    (await setUserToken(carol, runtimeId, oauth.value, options)).data.setGitUserToken.verdict.reason,
    'SATISFIED',
  );
  assert.equal(
    (await setRuntimeToken(carol, runtimeId, oauth.value, options)).data.setGitRuntimeToken.verdict.reason,
    'WRONG_TOKEN_TYPE',
  );
});

test('R20: its expiry is what its setter declares', async () => {
  const expiresAt = new Date(running.clock.now().getTime() + 30 * 24 * 3600 * 1000).toISOString();
  const options = { username: goodUser.username, expiresAt };
  const { userToken } = (await setUserToken(carol, runtimeId, goodUser.value, options)).data.setGitUserToken;
  assert.deepEqual([userToken.expiresAt, userToken.expirySource], [expiresAt, 'DECLARED']);
});

// How do Bitbucket Data Center's tokens fare, in the words that people read?

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { json } from '../../seed/git-hosts/simulated-api';
import { TOKENS } from '../../seed/git-hosts/tokens';
import type { GraphQLClient } from '../support/graphql-client';
import { DAY_MS } from '../support/manual-clock';
import { readRuntime, setRuntimeToken, setUserToken } from '../support/operations';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const tokens = TOKENS.bitbucketServer;

let running: TestGateway;
let admin: GraphQLClient;
let runtimeId: string;
before(async () => {
  running = await openTestGateway();
  admin = await running.as('globexAdmin');
  runtimeId = running.runtimeId('globex-legacy');
});
after(() => running.close());

interface Told {
  readonly reason: string;
  readonly tokenType: string;
  readonly fixUrl: string;
  readonly message: string;
  readonly requirements: readonly { scope: string; state: string; evidence: string; grantedBy: string | null }[];
  readonly warnings: readonly { code: string }[];
}

const asRuntime = async (value: string): Promise<Told> =>
  (await setRuntimeToken(admin, runtimeId, value, { dryRun: true })).data.setGitRuntimeToken.verdict;
const asUser = async (value: string): Promise<Told> =>
  (await setUserToken(admin, runtimeId, value, { dryRun: true })).data.setGitUserToken.verdict;
const states = ({ requirements }: Told) => requirements.map(({ scope, state, evidence }) => [scope, state, evidence]);

test('the seeded runtime lives below a context path, and its token is VALID', async () => {
  const { gitProviderUrl, runtimeTokenStatus, health } = (await readRuntime(admin, runtimeId)).data.runtime;
  assert.match(gitProviderUrl, /\/bitbucket$/);
  assert.deepEqual([runtimeTokenStatus, health], ['VALID', 'HEALTHY']);
});

test('R17: a newer token is proved by probes on the shared configuration repository and its project', async () => {
  for (const { value } of [tokens.newRuntime, tokens.projectToken]) {
    const verdict = await asRuntime(value);
    assert.equal(verdict.reason, 'SATISFIED', verdict.message);
    assert.deepEqual(states(verdict), [
      ['PROJECT_ADMIN', 'GRANTED', 'PROBED'],
      ['REPO_ADMIN', 'GRANTED', 'PROBED'],
    ]);
  }
});

test('R17: a repository’s token has no right on the project: a proved lack refuses', async () => {
  const verdict = await asRuntime(tokens.repositoryToken.value);
  assert.equal(verdict.reason, 'MISSING_SCOPES');
  assert.match(verdict.message, /lacks PROJECT_ADMIN\b.*access-tokens\/manage$/);
});

test('a user token: implied by REPO_ADMIN, refuted where nothing may be written, otherwise unknown and accepted', async () => {
  const table = [
    [tokens.newRuntime, 'SATISFIED', ['REPO_WRITE', 'GRANTED', 'IMPLIED']],
    [tokens.newUser, 'SCOPES_UNREADABLE', ['REPO_WRITE', 'UNKNOWN', 'NONE']],
    [tokens.newLacking, 'MISSING_SCOPES', ['REPO_WRITE', 'MISSING', 'PROBED']],
    [tokens.goodUser, 'SATISFIED', ['REPO_WRITE', 'GRANTED', 'REPORTED']],
    [tokens.scopeMissing, 'MISSING_SCOPES', ['REPO_WRITE', 'MISSING', 'REPORTED']],
  ] as const;
  for (const [token, reason, requirement] of table) {
    const verdict = await asUser(token.value);
    assert.equal(verdict.reason, reason, token.purpose);
    assert.deepEqual(states(verdict), [requirement], token.purpose);
  }
});

test('a project’s, a repository’s and a service user’s tokens are warned of as a person’s', async () => {
  for (const { value } of [tokens.projectToken, tokens.repositoryToken, tokens.service]) {
    assert.deepEqual(
      (await asUser(value)).warnings.map(({ code }) => code),
      ['OWNER_NOT_PERSON'],
    );
  }
});

test('R20: of a newer token nobody says when it ends: what its setter declares counts', async () => {
  const expiresAt = new Date(running.clock.now().getTime() + 30 * DAY_MS).toISOString();
  const answer = await setUserToken(admin, runtimeId, tokens.newUser.value, { expiresAt });
  const { userToken } = answer.data.setGitUserToken;
  assert.deepEqual([userToken.expiresAt, userToken.expirySource], [expiresAt, 'DECLARED']);
});

test('an OAuth token is taken for what it is proved to do: of no known type, held to an HTTP token’s levels', async () => {
  const verdict = await asRuntime(tokens.oauth.value);
  assert.deepEqual([verdict.reason, verdict.tokenType], ['SATISFIED', 'UNKNOWN'], verdict.message);
});

test('an account behind a CAPTCHA: the message says where to sign in', async () => {
  const host = running.hosts.bitbucketServer;
  const exceptionName = 'com.atlassian.bitbucket.auth.CaptchaRequiredAuthenticationException';
  host.answerWith(json(403, { errors: [{ context: null, message: 'CAPTCHA required.', exceptionName }] }));
  const verdict = await asUser(tokens.service.value);
  host.reset();
  assert.equal(verdict.reason, 'BLOCKED_BY_PROVIDER');
  assert.equal(verdict.fixUrl, `${running.hosts.urls.bitbucketServer.web}/login`);
  assert.ok(verdict.message.includes(verdict.fixUrl), verdict.message);
});

// Does the gateway say the right thing of every type of token? Pasted into the runtimes of the cast, over HTTP.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CastRuntime } from '../../seed/git-hosts/tokens';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { GIT_TOKEN_TYPES } from '../../src/domain/git-token';
import { setRuntimeToken, setUserToken } from '../support/operations';
import { requestsSent, storedThings } from '../support/stored-state';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const { github, githubEnterprise, gitlab, gitlabServer, bitbucket, bitbucketServer } = TOKENS;

let running: TestGateway;
before(async () => {
  running = await openTestGateway();
});
after(() => running.close());

interface Pasted {
  readonly value: string;
  readonly username?: string | null;
  readonly purpose: string;
}

/** A token, the runtime it is pasted into, its type, and the reason as a runtime token and as a user token. */
type Row = readonly [Pasted, CastRuntime, string, string, string];

const ROWS: readonly Row[] = [
  [github.goodRuntime, 'acme-production', 'GITHUB_CLASSIC', 'SATISFIED', 'SATISFIED'],
  [github.oauth, 'acme-production', 'GITHUB_OAUTH', 'SATISFIED', 'SATISFIED'],
  [github.fineGrained, 'acme-production', 'GITHUB_FINE_GRAINED', 'SATISFIED', 'SATISFIED'],
  [github.fineGrainedUser, 'acme-production', 'GITHUB_FINE_GRAINED', 'MISSING_SCOPES', 'SATISFIED'],
  [github.fineGrainedReader, 'acme-production', 'GITHUB_FINE_GRAINED', 'MISSING_SCOPES', 'MISSING_SCOPES'],
  [github.fineGrainedElsewhere, 'acme-production', 'GITHUB_FINE_GRAINED', 'MISSING_SCOPES', 'MISSING_SCOPES'],
  [github.fineGrainedPending, 'acme-production', 'GITHUB_FINE_GRAINED', 'MISSING_SCOPES', 'MISSING_SCOPES'],
  [github.appUser, 'acme-production', 'GITHUB_APP_USER', 'WRONG_TOKEN_TYPE', 'SATISFIED'],
  [github.appInstallation, 'acme-production', 'GITHUB_APP_INSTALLATION', 'WRONG_TOKEN_TYPE', 'WRONG_TOKEN_TYPE'],
  [github.appInstallationLong, 'acme-production', 'GITHUB_APP_INSTALLATION', 'WRONG_TOKEN_TYPE', 'WRONG_TOKEN_TYPE'],
  // Of webhooks, an Enterprise server does not tell.
  [githubEnterprise.fineGrained, 'globex-production', 'GITHUB_FINE_GRAINED', 'SCOPES_UNREADABLE', 'SATISFIED'],
  [gitlabServer.goodUser, 'acme-staging', 'GITLAB_PERSONAL', 'MISSING_SCOPES', 'SATISFIED'],
  [gitlabServer.serviceAccount, 'acme-staging', 'GITLAB_SERVICE_ACCOUNT', 'SATISFIED', 'SATISFIED'],
  [gitlabServer.group, 'acme-staging', 'GITLAB_GROUP', 'SATISFIED', 'SATISFIED'],
  [gitlabServer.project, 'acme-staging', 'GITLAB_PROJECT', 'WRONG_TOKEN_TYPE', 'SATISFIED'],
  [gitlabServer.oauth, 'acme-staging', 'GITLAB_OAUTH', 'WRONG_TOKEN_TYPE', 'SATISFIED'],
  [gitlabServer.granular, 'acme-staging', 'GITLAB_GRANULAR', 'SCOPES_UNREADABLE', 'SATISFIED'],
  [gitlabServer.granularReader, 'acme-staging', 'GITLAB_GRANULAR', 'SCOPES_UNREADABLE', 'SCOPES_UNREADABLE'],
  [gitlab.granularSilent, 'acme-edge', 'GITLAB_GRANULAR', 'SCOPES_UNREADABLE', 'SCOPES_UNREADABLE'],
  [bitbucket.goodUser, 'globex-lab', 'BITBUCKET_API_TOKEN', 'SATISFIED', 'SATISFIED'],
  [bitbucket.repositoryToken, 'globex-lab', 'BITBUCKET_REPOSITORY_TOKEN', 'SATISFIED', 'SATISFIED'],
  [bitbucket.projectToken, 'globex-lab', 'BITBUCKET_PROJECT_TOKEN', 'SATISFIED', 'SATISFIED'],
  [bitbucket.workspaceToken, 'globex-lab', 'BITBUCKET_WORKSPACE_TOKEN', 'SATISFIED', 'SATISFIED'],
  [bitbucket.adminWithoutWrite, 'globex-lab', 'BITBUCKET_REPOSITORY_TOKEN', 'MISSING_SCOPES', 'MISSING_SCOPES'],
  [bitbucket.oauth, 'globex-lab', 'BITBUCKET_OAUTH', 'WRONG_TOKEN_TYPE', 'SATISFIED'],
  [bitbucketServer.goodRuntime, 'globex-legacy', 'BITBUCKET_SERVER_HTTP_TOKEN', 'SATISFIED', 'SATISFIED'],
];

test('every type of token is in the table', () => {
  const covered = new Set(ROWS.map(([, , tokenType]) => tokenType));
  assert.deepEqual(
    GIT_TOKEN_TYPES.filter((type) => type !== 'UNKNOWN' && !covered.has(type)),
    [],
  );
});

/** Who may paste either kind there. */
const adminOf = (runtime: CastRuntime) => running.as(runtime.startsWith('acme') ? 'acmeAdmin' : 'globexAdmin');

for (const [token, runtime, tokenType, asRuntime, asUser] of ROWS) {
  test(`${tokenType}, ${token.purpose}: ${asRuntime} as runtime token, ${asUser} as user token of ${runtime}`, async () => {
    const admin = await adminOf(runtime);
    const runtimeId = running.runtimeId(runtime);
    const before = await storedThings(running);
    const options = { username: token.username, dryRun: true };
    const [first] = Object.values<{ verdict: Verdict }>(
      (await setRuntimeToken(admin, runtimeId, token.value, options)).data,
    );
    const [second] = Object.values<{ verdict: Verdict }>(
      (await setUserToken(admin, runtimeId, token.value, options)).data,
    );
    assert.deepEqual([first?.verdict.reason, first?.verdict.tokenType], [asRuntime, tokenType], first?.verdict.message);
    assert.deepEqual([second?.verdict.reason, second?.verdict.tokenType], [asUser, tokenType], second?.verdict.message);
    assert.deepEqual(await storedThings(running), before);
  });
}

interface Verdict {
  readonly reason: string;
  readonly tokenType: string;
  readonly message: string;
  readonly requirements: readonly { readonly scope: string; readonly state: string; readonly evidence: string }[];
}

test('R17: what was probed says so, permission by permission', async () => {
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const answer = await setRuntimeToken(admin, runtimeId, github.fineGrainedUser.value, { dryRun: true });
  const { requirements, grantedScopes, message }: Verdict & { grantedScopes: null } =
    answer.data.setGitRuntimeToken.verdict;
  assert.equal(grantedScopes, null);
  assert.deepEqual(
    requirements.map(({ scope, state, evidence }) => `${scope} ${state} ${evidence}`),
    [
      'administration:write MISSING PROBED',
      'statuses:write MISSING PROBED',
      'contents:write GRANTED PROBED',
      'metadata:read GRANTED PROBED',
      'pull_requests:write MISSING PROBED',
      'repository_hooks:write MISSING PROBED',
    ],
  );
  assert.match(
    message,
    /^The token lacks administration:write, statuses:write, pull_requests:write and repository_hooks/,
  );
});

test('R17: a fine-grained token that does not reach the repository is told the three things that may be wrong', async () => {
  const answer = await setUserToken(
    await running.as('alice'),
    running.runtimeId('acme-production'),
    github.fineGrainedPending.value,
  );
  const { stored, verdict } = answer.data.setGitUserToken;
  assert.deepEqual([stored, verdict.reason], [false, 'MISSING_SCOPES']);
  assert.match(verdict.message, /resource owner must be .* among those selected, and the organization .* approve/);
});

test('an app’s own token is sent nowhere', async () => {
  const asked = requestsSent(running);
  const admin = await running.as('acmeAdmin');
  for (const { value } of [github.appInstallation, github.appInstallationLong]) {
    await setRuntimeToken(admin, running.runtimeId('acme-production'), value);
    await setUserToken(admin, running.runtimeId('acme-production'), value);
  }
  assert.equal(requestsSent(running), asked);
});

// Is Bitbucket Data Center understood? What it alone has: a 401 of two meanings, tokens that tell their id, levels proved by reading.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { json } from '../../seed/git-hosts/simulated-api';
import { TOKENS } from '../../seed/git-hosts/tokens';
import type { GitTokenKind } from '../../src/domain/git-token';
import { Secret } from '../../src/domain/secret';
import { type HostReply, HostTrouble } from '../../src/git-providers/answer';
import { bitbucketServer } from '../../src/git-providers/bitbucket-server';
import type { InspectionTask } from '../../src/git-providers/provider-adapter';
import { NOW, openScene, type Scene, SYSTEMS } from './simulated-systems';

const tokens = TOKENS.bitbucketServer;
const system = SYSTEMS.find(({ name }) => name === 'bitbucketServer') ?? assert.fail();
const REPOSITORY = 'ACME/gitops-config';

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.hosts.close());
beforeEach(() => scene.hosts.reset());

const accepted = async (value: string, repository: string | null = null, kind: GitTokenKind = 'RUNTIME') => {
  const evidence = await scene.inspect(system, value, repository, kind);
  assert.ok(evidence.answer === 'ACCEPTED', JSON.stringify([evidence, scene.notes]));
  return evidence;
};
const probesOf = async (value: string, kind: GitTokenKind) => {
  const { scopes } = await accepted(value, REPOSITORY, kind);
  assert.ok(scopes.how === 'UNREADABLE', JSON.stringify(scopes));
  return Object.fromEntries(scopes.probes.map(({ scope, state }) => [scope, state]));
};
const paths = () => scene.hostOf(system).requests.map(({ path }) => path.replace('/bitbucket/rest/', ''));

const REFUSAL = 'com.atlassian.bitbucket';
const no = (status: number, exceptionName: string, headers: Record<string, string> = {}) =>
  json(status, { errors: [{ context: null, message: 'No.', exceptionName }] }, headers);
const HERE = { 'x-arequestid': '@FA4EREx1x1x0' };
const TASK: Omit<InspectionTask, 'ask'> = {
  host: { webRoot: 'https://git.example', apiRoot: 'https://git.example/rest/api/latest' },
  value: new Secret(tokens.goodUser.value),
  repository: REPOSITORY,
  tokenKind: 'RUNTIME',
  now: NOW,
  probes: 'all',
};
const SILENT = { status: 401, body: '' };

test('a token that tells its id is looked up in its owner’s list, and nothing is probed', async () => {
  const evidence = await accepted(tokens.goodUser.value, REPOSITORY);
  assert.deepEqual(evidence.scopes, { how: 'READ', scopes: ['PROJECT_READ', 'REPO_WRITE'] });
  assert.equal(evidence.tokenName, 'gateway user');
  assert.deepEqual(evidence.identity, { login: 'sam-sample', displayName: null, kind: 'UNKNOWN' });
  assert.equal(paths().length, 2);
  assert.match(paths()[1] ?? '', /^access-tokens\/latest\/users\/sam-sample\/\d{12}$/);
});

test('without a repository a newer token costs two questions and proves nothing', async () => {
  const evidence = await accepted(tokens.newRuntime.value);
  assert.deepEqual(evidence.scopes, { how: 'UNREADABLE', probes: [] });
  assert.equal(evidence.identity?.displayName, 'Deploy Robot');
  assert.deepEqual(paths(), ['api/latest/profile/recent/repos?limit=1', 'api/latest/users/deploy-robot']);
});

test('R17: levels are proved and refuted by reading lists that need them', async () => {
  const both = { PROJECT_ADMIN: 'GRANTED', REPO_ADMIN: 'GRANTED' };
  assert.deepEqual(await probesOf(tokens.newRuntime.value, 'RUNTIME'), both);
  assert.deepEqual(await probesOf(tokens.projectToken.value, 'RUNTIME'), both);
  assert.deepEqual(await probesOf(tokens.repositoryToken.value, 'RUNTIME'), { ...both, PROJECT_ADMIN: 'MISSING' });
  assert.deepEqual(await probesOf(tokens.newUser.value, 'RUNTIME'), {
    PROJECT_ADMIN: 'MISSING',
    REPO_ADMIN: 'MISSING',
  });
});

test('R17: writing is proved by administering, refuted where nothing may be written, and unknown between', async () => {
  assert.deepEqual(await probesOf(tokens.newRuntime.value, 'USER'), { REPO_ADMIN: 'GRANTED' });
  assert.deepEqual(await probesOf(tokens.newUser.value, 'USER'), { REPO_WRITE: 'UNKNOWN' });
  assert.deepEqual(await probesOf(tokens.newLacking.value, 'USER'), { REPO_WRITE: 'MISSING' });
});

test('the header’s name is decoded; robots of projects and repositories, and service users, are told', async () => {
  for (const [token, login, kind] of [
    [tokens.repositoryToken, 'access-token-user/2/11754', 'SERVICE_ACCOUNT'],
    [tokens.projectToken, 'access-token-user/1/42', 'SERVICE_ACCOUNT'],
    [tokens.service, 'sync-service', 'SERVICE_ACCOUNT'],
    [tokens.newUser, 'sam-sample', 'UNKNOWN'],
  ] as const) {
    const { identity } = await accepted(token.value);
    assert.deepEqual([identity?.login, identity?.displayName, identity?.kind], [login, token.displayName, kind]);
  }
});

test('a name that is encoded in no known way is somebody’s all the same', async () => {
  const headers = { 'x-ausername': 'sam%E0%A4%A' };
  scene.hostOf(system).answerWith(no(401, `${REFUSAL}.AuthorisationException`, headers));
  assert.equal((await accepted(tokens.newUser.value)).identity?.login, 'sam%E0%A4%A');
});

test('two names can have one slug: somebody else’s answer is not taken for the token’s', async () => {
  const other = { values: [], name: 'sam/sample', displayName: 'Somebody Else', type: 'SERVICE' };
  scene.hostOf(system).answerWith(json(200, other, { 'x-ausername': 'sam_sample' }));
  const { identity } = await accepted(tokens.newUser.value);
  assert.deepEqual(identity, { login: 'sam_sample', displayName: null, kind: 'UNKNOWN' });
  assert.deepEqual(paths().at(-1), 'api/latest/users/sam_sample');
});

test('a robot’s token stands in no person’s list, so none is asked, even where it tells its id', async () => {
  const robot = { values: [], name: 'access-token-user/1/42', displayName: 'Project token', type: 'SERVICE' };
  scene.hostOf(system).answerWith(json(200, robot, { 'x-ausername': 'access-token-user%2F1%2F42' }));
  const evidence = await accepted(tokens.goodUser.value);
  assert.equal(evidence.identity?.kind, 'SERVICE_ACCOUNT');
  assert.deepEqual(paths(), ['api/latest/profile/recent/repos?limit=1', 'api/latest/users/access-token-user_1_42']);
});

test('a list that may not be seen, or does not tell levels, leaves them to be probed', async () => {
  const { value } = tokens.goodUser;
  const actor = { 'x-ausername': 'sam-sample' };
  scene.hostOf(system).answerWith(no(401, `${REFUSAL}.AuthorisationException`, actor));
  const unseen = await accepted(value);
  assert.deepEqual([unseen.scopes, unseen.expiry], [{ how: 'UNREADABLE', probes: [] }, { how: 'UNKNOWN' }]);

  const id = /^\d+/.exec(Buffer.from(value, 'base64').toString('latin1'))?.[0];
  const entry = { values: [], id, name: 'old', expiryDate: Date.UTC(2027, 0, 1) };
  scene.hostOf(system).answerWith(json(200, entry, actor));
  const silent = await accepted(value);
  assert.deepEqual([silent.scopes.how, silent.tokenName], ['UNREADABLE', 'old']);
  assert.deepEqual(silent.expiry, { how: 'AT', at: '2027-01-01T00:00:00.000Z' });

  scene.hostOf(system).answerWith(json(200, { ...entry, id: '1' }, actor));
  assert.equal((await scene.inspect(system, value)).answer, 'UNDETERMINED', 'an entry of another token');
});

test('an OAuth token says nothing of itself: of unknown type, its levels are probed', async () => {
  const evidence = await accepted(tokens.oauth.value, REPOSITORY);
  assert.deepEqual([evidence.tokenType, evidence.expiry], ['UNKNOWN', { how: 'UNKNOWN' }]);
  assert.deepEqual(await probesOf(tokens.oauth.value, 'RUNTIME'), { PROJECT_ADMIN: 'GRANTED', REPO_ADMIN: 'GRANTED' });
});

test('a person’s own project has no list of permissions: what is asked of it stays unknown', async () => {
  const { repository, scopes } = await accepted(tokens.newRuntime.value, '~sam-sample/config');
  assert.equal(repository, 'REACHABLE');
  assert.ok(scopes.how === 'UNREADABLE');
  assert.deepEqual(scopes.probes, [
    { scope: 'PROJECT_ADMIN', state: 'UNKNOWN' },
    { scope: 'REPO_ADMIN', state: 'GRANTED' },
  ]);
});

test('its API is below the web root, whatever port and context path that has', () => {
  for (const root of ['https://git.example', 'http://git.example:7990', 'https://git.example/tools/bitbucket'])
    assert.equal(bitbucketServer.apiRootOf(root), `${root}/rest/api/latest`);
});

test('a repository that is not there, or out of reach, is; nothing more is asked', async () => {
  for (const odd of ['ACME/nothing', 'NOWHERE/gitops-config']) {
    assert.equal((await accepted(tokens.newRuntime.value, odd)).repository, 'UNREACHABLE', odd);
    assert.equal(paths().length, 3, odd);
  }
  for (const odd of ['../x', 'ACME/..', 'ACME', 'A/b/c']) {
    assert.equal((await accepted(tokens.newRuntime.value, odd)).repository, 'UNREACHABLE', odd);
    assert.equal(paths().length, 2, odd);
  }
});

test('401 means bad credentials where nobody was recognised, and a lack of rights where somebody was', async () => {
  const table = [
    [no(401, `${REFUSAL}.auth.IncorrectPasswordAuthenticationException`), 'INVALID'],
    [no(401, `${REFUSAL}.AuthorisationException`, HERE), 'INVALID'],
    [{ ...SILENT, headers: HERE }, 'INVALID'],
    [no(403, `${REFUSAL}.auth.CaptchaRequiredAuthenticationException`, HERE), 'BLOCKED'],
    [no(401, `${REFUSAL}.auth.InactiveUserAuthenticationException`), 'BLOCKED'],
    [no(401, `${REFUSAL}.AuthorisationException`, { ...HERE, 'x-ausername': 'sam' }), 'ACCEPTED'],
    [no(401, '', { ...HERE, 'x-ausername': 'sam' }), 'ACCEPTED'],
    [{ ...SILENT, headers: { ...HERE, 'x-ausername': 'sam' } }, 'ACCEPTED'],
    // A proxy took the telling headers away.
    [no(401, `${REFUSAL}.AuthorisationException`), 'UNDETERMINED'],
    [{ ...SILENT, headers: {} }, 'UNDETERMINED'],
    [no(401, `${REFUSAL}.auth.AuthenticationSystemException`, HERE), 'UNDETERMINED'],
    [no(403, `${REFUSAL}.AuthorisationException`, HERE), 'UNDETERMINED'],
    [json(401, { message: 'Unauthorized' }, HERE), 'UNDETERMINED'],
    [no(404, `${REFUSAL}.NoSuchEntityException`, HERE), 'UNDETERMINED'],
  ] as const;
  for (const [index, [answer, expected]] of table.entries()) {
    scene.hostOf(system).answerWith(answer);
    // A host that has just refused a token is not asked again with it.
    const inspection = await scene.inspect(system, `BBDC-FAKE${String(index).padStart(40, '0')}`);
    const told = inspection.answer === 'REFUSED' ? inspection.refusal : inspection.answer;
    assert.equal(told, expected, JSON.stringify(answer));
  }
});

test('an id in the list that is no text and no number is no id, whatever it is', async () => {
  const page: HostReply = { status: 200, headers: { 'x-ausername': 'sam' }, body: { values: [] } };
  for (const id of [{ toString: 1 }, [[tokens.goodUser.value]], null, undefined]) {
    const ask = async (url: string) => (url.includes('/access-tokens/') ? { ...page, body: { id } } : page);
    await assert.rejects(bitbucketServer.inspect({ ...TASK, ask }), HostTrouble, JSON.stringify(id));
  }
});

test('R14: a 401 at the repository that names nobody is trouble, and no lack of reach', async () => {
  const somebody = { ...HERE, 'x-ausername': 'sam' };
  const page: HostReply = { status: 200, headers: somebody, body: { values: [], name: 'sam', slug: 'x' } };
  const isRepository = (url: string) => url.endsWith(`/projects/ACME/repos/gitops-config`);
  const refusal = { errors: [{ message: 'No.', exceptionName: `${REFUSAL}.AuthorisationException` }] };
  const inspectWith = (headers: Record<string, string>) => {
    const ask = async (url: string) => (isRepository(url) ? { status: 401, headers, body: refusal } : page);
    return bitbucketServer.inspect({ ...TASK, value: new Secret(tokens.newUser.value), ask });
  };
  await assert.rejects(inspectWith(HERE), HostTrouble);
  await assert.rejects(inspectWith({}), HostTrouble);
  const evidence = await inspectWith(somebody);
  assert.ok(evidence.answer === 'ACCEPTED' && evidence.repository === 'UNREACHABLE');
});

test('an account that is locked behind a CAPTCHA is opened by signing in at the web page', async () => {
  const login = `${scene.hosts.urls.bitbucketServer.web}/login`;
  for (const [exception, fixUrl] of [
    ['CaptchaRequired', login],
    ['InactiveUser', null],
    ['ExpiredPassword', null],
  ] as const) {
    scene.hostOf(system).answerWith(no(403, `${REFUSAL}.auth.${exception}AuthenticationException`, HERE));
    const blocked = await scene.inspect(system, tokens.newUser.value);
    assert.ok(blocked.answer === 'REFUSED' && blocked.refusal === 'BLOCKED');
    assert.equal(blocked.fixUrl, fixUrl, exception);
  }
});

test('R14: a rate limit is one by its status alone; no header of Bitbucket’s for it is known', async () => {
  scene.hostOf(system).answerWith(no(429, `${REFUSAL}.RateLimitExceededException`, HERE));
  const inspection = await scene.inspect(system, tokens.newUser.value);
  assert.ok(inspection.answer === 'UNDETERMINED' && inspection.trouble === 'PROVIDER_RATE_LIMITED');
  assert.equal(inspection.retryAt, null);
});

test('a proxy that strips headers hides who it is, and what a refusal means; what is given is still proved', async () => {
  scene.hostOf(system).fail('STRIPPED_HEADERS');
  const evidence = await accepted(tokens.newRuntime.value, REPOSITORY);
  assert.equal(evidence.identity, null);
  assert.equal(evidence.repository, 'REACHABLE');
  assert.deepEqual(await probesOf(tokens.repositoryToken.value, 'RUNTIME'), {
    PROJECT_ADMIN: 'UNKNOWN',
    REPO_ADMIN: 'GRANTED',
  });
});

test('GIT_PROBES=read proves as much: all its probes read', async () => {
  const careful = await openScene({ probes: 'read' });
  for (const token of [tokens.newRuntime, tokens.newUser, tokens.newLacking]) {
    for (const kind of ['RUNTIME', 'USER'] as const) {
      const all = await scene.inspect(system, token.value, REPOSITORY, kind);
      assert.deepEqual(await careful.inspect(system, token.value, REPOSITORY, kind), all, token.purpose);
    }
  }
  await careful.hosts.close();
});

test('nothing is asked outside /rest, nor anything that could lock an account', async () => {
  for (const token of Object.values(tokens)) {
    await scene.inspect(system, token.value, REPOSITORY);
    for (const { path } of scene.hostOf(system).requests) assert.match(path, /^\/bitbucket\/rest\//);
  }
});

test('the type is known by both forms, and by nothing else', () => {
  const typeOf = (value: string) => bitbucketServer.typeByForm(new Secret(value));
  const { oauth, ...httpTokens } = tokens;
  for (const { value } of Object.values(httpTokens)) assert.equal(typeOf(value), 'BITBUCKET_SERVER_HTTP_TOKEN');
  for (const value of [
    oauth.value,
    '0123456789',
    'A'.repeat(44),
    tokens.goodUser.value.slice(1),
    tokens.goodUser.value.slice(0, 43),
  ])
    assert.equal(typeOf(value), 'UNKNOWN', value);
});

// Is Bitbucket Cloud understood? What it alone has: e-mails beside tokens, kinds and scopes in headers, tokens that are nobody's.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { json } from '../../seed/git-hosts/simulated-api';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { Secret } from '../../src/domain/secret';
import { bitbucketCloud } from '../../src/git-providers/bitbucket-cloud';
import { NOW, openScene, type Scene, SYSTEMS } from './simulated-systems';

const tokens = TOKENS.bitbucket;
const system = SYSTEMS.find(({ name }) => name === 'bitbucket') ?? assert.fail();

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.hosts.close());
beforeEach(() => scene.hosts.reset());

const accepted = async (value: string, repository: string | null = null) => {
  const evidence = await scene.inspect(system, value, repository);
  assert.ok(evidence.answer === 'ACCEPTED', JSON.stringify([evidence, scene.notes]));
  return evidence;
};

const lacking = (granted: unknown, headers = {}) =>
  json(
    403,
    { type: 'error', error: { message: 'Your credentials lack …', detail: { required: [], granted } } },
    headers,
  );

test('an API token is presented with its e-mail as user name, everything else as Bearer', () => {
  const present = (value: string, username: string | null) =>
    bitbucketCloud.authorizationOf?.({ value: new Secret(value), username });
  const pair = Buffer.from(`sam@people.example:${tokens.goodUser.value}`).toString('base64');
  assert.equal(present(tokens.goodUser.value, 'sam@people.example'), `Basic ${pair}`);
  for (const { value } of [tokens.repositoryToken, tokens.projectToken, tokens.workspaceToken, tokens.oauth]) {
    assert.equal(present(value, 'sam@people.example'), `Bearer ${value}`);
    assert.equal(present(value, null), `Bearer ${value}`);
  }
});

test('the header tells the type; access tokens have scopes but no identity', async () => {
  const table = [
    [tokens.goodUser, 'BITBUCKET_API_TOKEN', 'sam-sample'],
    [tokens.repositoryToken, 'BITBUCKET_REPOSITORY_TOKEN', undefined],
    [tokens.projectToken, 'BITBUCKET_PROJECT_TOKEN', undefined],
    [tokens.workspaceToken, 'BITBUCKET_WORKSPACE_TOKEN', undefined],
    [tokens.oauth, 'BITBUCKET_OAUTH', 'sam-sample'],
  ] as const;
  for (const [token, type, login] of table) {
    const evidence = await accepted(token.value);
    assert.equal(evidence.tokenType, type, token.purpose);
    assert.equal(evidence.identity?.login, login, token.purpose);
    assert.deepEqual(evidence.scopes, { how: 'READ', scopes: token.scopes }, token.purpose);
  }
});

test('an API token that may not tell whose it is, is good, its scopes read from the refusal', async () => {
  const evidence = await accepted(tokens.unreadableOwner.value);
  assert.equal(evidence.identity, null);
  assert.deepEqual(evidence.scopes, { how: 'READ', scopes: tokens.unreadableOwner.scopes });
});

test('without its headers a refusal for scopes still lists what was granted', async () => {
  scene.hostOf(system).fail('STRIPPED_HEADERS');
  const evidence = await accepted(tokens.unreadableOwner.value);
  assert.equal(evidence.tokenType, 'BITBUCKET_API_TOKEN');
  assert.deepEqual(evidence.scopes, { how: 'READ', scopes: tokens.unreadableOwner.scopes });
});

test('read:account does not tell whose the token is: read:user is asked for by its own name', async () => {
  const scopes = ['read:account', 'read:repository:bitbucket'];
  const headers = { 'x-credential-type': 'api_token', 'x-oauth-scopes': scopes.join(', ') };
  scene.hostOf(system).answerWith(lacking(scopes, headers));
  const evidence = await accepted(tokens.goodUser.value);
  assert.deepEqual([evidence.identity, evidence.scopes], [null, { how: 'READ', scopes }]);
});

test('an access token whose kind a proxy took away may be one of three: its scopes are not read by the wrong names', async () => {
  scene.hostOf(system).fail('STRIPPED_HEADERS');
  for (const { value } of [tokens.repositoryToken, tokens.projectToken, tokens.workspaceToken]) {
    const { tokenType, scopes } = await accepted(value);
    assert.deepEqual([tokenType, scopes], ['UNKNOWN', { how: 'UNREADABLE', probes: [] }]);
  }
});

test('what a scope would accept is not what the token has', async () => {
  const headers = { 'x-credential-type': 'api_token', 'x-oauth-scopes': '', 'x-accepted-oauth-scopes': 'repository' };
  scene.hostOf(system).answerWith(lacking([], headers));
  assert.deepEqual((await accepted(tokens.goodUser.value)).scopes, { how: 'READ', scopes: [] });
});

test('stripped headers at a good answer make the scopes unreadable, not none', async () => {
  scene.hostOf(system).fail('STRIPPED_HEADERS');
  const evidence = await accepted(tokens.goodUser.value);
  assert.deepEqual(evidence.scopes, { how: 'UNREADABLE', probes: [] });
  assert.equal(evidence.identity?.login, 'sam-sample');
});

test('scopes of a token whose type nobody can tell are not read by the wrong names', async () => {
  for (const [headers, type] of [
    [{ 'x-credential-type': 'pat2_token', 'x-oauth-scopes': 'repository' }, 'UNKNOWN'],
    [{ 'x-credential-type': 'app_password', 'x-oauth-scopes': 'repository' }, 'UNKNOWN'],
    [{ 'x-credential-type': 'constructor', 'x-oauth-scopes': 'repository' }, 'UNKNOWN'],
    [{ 'x-credential-type': 'oauth2', 'x-oauth-scopes': 'repository' }, 'BITBUCKET_OAUTH'],
    [{ 'x-oauth-scopes': 'repository' }, 'BITBUCKET_OAUTH'],
    [{}, 'UNKNOWN'],
  ] as const) {
    scene.hostOf(system).answerWith(lacking(['repository'], headers));
    const evidence = await accepted('0123456789012345678901234567890123456789');
    assert.equal(evidence.tokenType, type, JSON.stringify(headers));
    assert.equal(evidence.scopes.how, type === 'UNKNOWN' ? 'UNREADABLE' : 'READ', JSON.stringify(headers));
  }
});

test('an unscoped Atlassian token is refused like an unknown one', async () => {
  const unscoped = await scene.inspect(system, tokens.unscoped.value);
  assert.ok(unscoped.answer === 'REFUSED' && unscoped.refusal === 'INVALID');
});

test('R14: 401 and 403 in another form, or about something else, are no verdict', async () => {
  const error = (message: string) => ({ type: 'error', error: { message } });
  for (const answer of [
    json(401, error('This API is not accessible by this authentication mechanism')),
    json(401, { error: { message: 'Token is invalid' } }),
    json(403, error('Something else.')),
    json(403, {}, { 'x-credential-type': 'api_token', 'x-oauth-scopes': '' }),
    json(410, error('This API has been removed.')),
    json(200, { type: 'user' }),
  ]) {
    scene.hostOf(system).answerWith(answer);
    assert.equal((await scene.inspect(system, tokens.spareUser.value)).answer, 'UNDETERMINED', JSON.stringify(answer));
  }
});

test('a rate limit in plain text is one, with when to ask again', async () => {
  const text = 'Rate limit for this resource has been exceeded';
  const headers = { 'content-type': 'text/plain', 'retry-after': '60' };
  scene.hostOf(system).answerWith({ status: 429, headers, body: text });
  const inspection = await scene.inspect(system, tokens.spareRuntime.value);
  assert.ok(inspection.answer === 'UNDETERMINED' && inspection.trouble === 'PROVIDER_RATE_LIMITED');
  assert.equal(inspection.retryAt?.toISOString(), '2026-03-10T12:01:00.000Z');
});

test('one without a word of when, is one too', async () => {
  scene.hostOf(system).answerWith({ status: 429, headers: { 'content-type': 'text/html' }, body: 'Rate limit …' });
  const inspection = await scene.inspect(system, tokens.spareRuntime.value);
  assert.ok(inspection.answer === 'UNDETERMINED' && inspection.trouble === 'PROVIDER_RATE_LIMITED');
  assert.equal(inspection.retryAt, null);
});

test('at a repository a 401 is a no to this question; the token was accepted a moment ago', async () => {
  const replies = [
    { status: 200, headers: {}, body: { type: 'user', nickname: 'sam' } },
    {
      status: 401,
      headers: {},
      body: { type: 'error', error: { message: 'Token is … not supported for this endpoint.' } },
    },
  ];
  const evidence = await bitbucketCloud.inspect({
    host: { webRoot: 'https://bitbucket.org', apiRoot: 'https://api.bitbucket.org/2.0' },
    value: new Secret(tokens.goodUser.value),
    repository: 'acme/gitops-config',
    tokenKind: 'USER',
    now: NOW,
    probes: 'all',
    ask: async () => replies.shift() ?? assert.fail('two questions are enough'),
  });
  assert.ok(evidence.answer === 'ACCEPTED' && evidence.repository === 'UNREACHABLE');
});

test('its API is at one place, with its version: without it, good tokens are refused', () => {
  assert.equal(bitbucketCloud.apiRootOf('https://bitbucket.org'), 'https://api.bitbucket.org/2.0');
});

test('a named repository is reached or not; a name that would climb is asked for nowhere', async () => {
  const reach = async (repository: string) => (await accepted(tokens.goodUser.value, repository)).repository;
  assert.equal(await reach('acme/gitops-config'), 'REACHABLE');
  assert.equal(await reach('acme/nothing'), 'UNREACHABLE');
  for (const odd of ['../user', 'acme/..', 'acme', 'acme/a/b']) {
    assert.equal(await reach(odd), 'UNREACHABLE');
    assert.equal(scene.hostOf(system).requests.length, 1, odd);
  }
  assert.equal((await accepted(tokens.adminWithoutWrite.value, 'acme/gitops-config')).repository, 'UNREACHABLE');
});

test('an app’s account is a robot; any other may be either', async () => {
  const user = (type: string) => json(200, { type, nickname: 'robo', display_name: 'Robo' }, { 'x-oauth-scopes': '' });
  for (const [type, kind] of [
    ['app_user', 'SERVICE_ACCOUNT'],
    ['user', 'UNKNOWN'],
    ['team', 'UNKNOWN'],
  ] as const) {
    scene.hostOf(system).answerWith(user(type));
    const { identity } = await accepted(tokens.goodUser.value);
    assert.deepEqual(identity, { login: 'robo', displayName: 'Robo', kind });
  }
});

test('an account is named by the first name it has', async () => {
  const names = { username: 'sam', nickname: 'Sam', account_id: '557058:1' };
  for (const [told, login] of [
    [names, 'sam'],
    [{ ...names, username: undefined }, 'Sam'],
    [{ account_id: '557058:1' }, '557058:1'],
  ] as const) {
    scene.hostOf(system).answerWith(json(200, { type: 'user', ...told }, { 'x-oauth-scopes': '' }));
    assert.equal((await accepted(tokens.goodUser.value)).identity?.login, login);
  }
});

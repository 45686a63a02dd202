// Are the simulated hosts fit to be pasted into? Their tokens look real enough and plainly fake; curl can change them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { request } from 'undici';
import { SIMULATED_TOKENS, TOKENS } from '../../seed/git-hosts/tokens';
import type { GitProviderFamily } from '../../src/domain/git-provider';
import { openScene, type Scene, SYSTEMS } from './simulated-systems';

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.hosts.close());

test('every token has a value of its own, plainly fake, in the form its provider gives it', () => {
  const values = SIMULATED_TOKENS.map(({ value }) => value);
  assert.equal(new Set(values).size, values.length, 'two tokens share a value');
  const form =
    /^(gh[pou]_FAKE\w{32}|fa4e[0-9a-f]{36}|ghs_\w*FAKE[\w.]+|github_pat_FAKE\w{78}|glpat-FAKE-[\w-]{15}|glpat-FAKE\w{44}\.01\.1o0fa4e00|gliamat-eyJFAKE\.[\w.]+FAKE|fa4e[0-9a-f]{60}|ATATT3xFfGF0FAKE\w{176}|ATCTT3xFfGN0FAKE\w{167}=00FA4E0\d|[A-Za-z0-9]{20}FAKE\w{20}|BBDC-FAKE\w{40}|FAKEb[cs]oauth0{53})$/;
  for (const value of values) assert.match(value, form);
});

/** A question that every good token may ask, and which presentations of one each family takes. */
const SCHEMES: Record<GitProviderFamily, { path: string; taken: readonly string[] }> = {
  GITHUB: { path: '/user', taken: ['Bearer', 'token'] },
  GITLAB: { path: '/personal_access_tokens/self', taken: ['Bearer', 'PRIVATE-TOKEN'] },
  BITBUCKET_CLOUD: { path: '/user', taken: ['Basic with the e-mail'] },
  BITBUCKET_SERVER: { path: '/profile/recent/repos?limit=1', taken: ['Bearer', 'Basic with the login'] },
};

test('authentication schemes are held to: what a provider does not document is refused', async () => {
  for (const { name, family } of SYSTEMS) {
    const { value, username, login } = TOKENS[name].goodUser;
    const basic = (user: string) => ({ authorization: `Basic ${Buffer.from(`${user}:${value}`).toString('base64')}` });
    const presentations: Record<string, Record<string, string>> = {
      Bearer: { authorization: `Bearer ${value}` },
      token: { authorization: `token ${value}` },
      'PRIVATE-TOKEN': { 'private-token': value },
      'no scheme': { authorization: value },
      'Basic with the e-mail': basic(username ?? 'x@people.example'),
      'Basic with the login': basic(login),
      'Basic with another name': basic('x'),
      nothing: {},
    };
    for (const [presentation, headers] of Object.entries(presentations)) {
      const answer = await request(`${scene.hosts.urls[name].api}${SCHEMES[family].path}`, {
        headers: { 'user-agent': 'test', ...headers },
      });
      await answer.body.dump();
      const isTaken = SCHEMES[family].taken.includes(presentation);
      assert.equal(answer.statusCode, isTaken ? 200 : 401, `${name}: ${presentation}`);
    }
  }
});

test('Bitbucket: what is nobody’s own goes as Bearer alone, and an e-mail with API tokens alone', async () => {
  const { bitbucket, bitbucketServer } = TOKENS;
  for (const [name, path, tokens] of [
    [
      'bitbucket',
      '/user',
      [bitbucket.repositoryToken, bitbucket.projectToken, bitbucket.workspaceToken, bitbucket.oauth],
    ],
    [
      'bitbucketServer',
      '/profile/recent/repos?limit=1',
      [bitbucketServer.projectToken, bitbucketServer.repositoryToken, bitbucketServer.oauth],
    ],
  ] as const) {
    for (const { value, login, purpose } of tokens) {
      const ask = async (authorization: string) => {
        const headers = { 'user-agent': 'test', authorization };
        const answer = await request(`${scene.hosts.urls[name].api}${path}`, { headers });
        await answer.body.dump();
        return answer.statusCode;
      };
      assert.notEqual(await ask(`Bearer ${value}`), 401, purpose);
      for (const user of [login, 'x-token-auth', ''])
        assert.equal(await ask(`Basic ${Buffer.from(`${user}:${value}`).toString('base64')}`), 401, purpose);
    }
  }
});

test('Bitbucket Data Center: outside /rest a token leads to the login page; application-properties are told to anybody', async () => {
  const { web, api } = scene.hosts.urls.bitbucketServer;
  const ask = async (url: string, value: string) => {
    const headers = { 'user-agent': 'test', authorization: `Bearer ${value}` };
    const answer = await request(url, { headers });
    await answer.body.dump();
    return [answer.statusCode, answer.headers['x-ausername']];
  };
  const { repositoryToken } = TOKENS.bitbucketServer;
  assert.deepEqual(await ask(`${web}/plugins/servlet/applinks/whoami`, repositoryToken.value), [302, undefined]);
  const properties = `${api}/application-properties`;
  assert.deepEqual(await ask(properties, repositoryToken.value), [200, 'access-token-user%2F2%2F11754']);
  assert.deepEqual(await ask(properties, 'nobodys'), [200, undefined]);
});

test('GitHub.com counts requests and says so; an Enterprise server names its version', async () => {
  for (const [name, headers] of [
    ['github', ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']],
    ['githubEnterprise', ['x-github-enterprise-version']],
  ] as const) {
    const authorization = `Bearer ${TOKENS[name].goodUser.value}`;
    const answer = await request(`${scene.hosts.urls[name].api}/user`, {
      headers: { 'user-agent': 'test', authorization },
    });
    await answer.body.dump();
    const given = Object.keys(answer.headers).filter((header) => /^x-(ratelimit|github-enterprise)/.test(header));
    assert.deepEqual(given.sort(), headers, name);
  }
});

test('an unknown fault is answered with those there are', async () => {
  const answer = await request(`${scene.hosts.urls.github.allowlistEntry}/_control/fail`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"mode":"NO_SUCH_FAULT"}',
  });
  assert.equal(answer.statusCode, 400);
  assert.match(
    ((await answer.body.json()) as { message: string }).message,
    /^Modes: STATUS_500, .*MAINTENANCE, .* No mode: /,
  );
});

test('POST /_control/… revokes, expires, restores and fails, and says what it did not understand', async () => {
  for (const system of SYSTEMS) {
    const { value } = TOKENS[system.name].spareUser;
    const order = async (name: string, body: unknown, headers = { 'content-type': 'application/json' }) => {
      const url = `${scene.hosts.urls[system.name].allowlistEntry}/_control/${name}`;
      const answer = await request(url, { method: 'POST', body: JSON.stringify(body), headers });
      await answer.body.dump();
      return answer.statusCode;
    };
    const answers = async () => (await scene.inspect(system, value)).answer;
    for (const name of ['revoke', 'expire', 'block']) {
      assert.equal(await order(name, { token: value }), 200);
      assert.equal(await answers(), 'REFUSED', name);
      assert.equal(await order('restore', { token: value }), 200);
      assert.equal(await answers(), 'ACCEPTED', name);
    }
    assert.equal(await order('fail', { mode: 'MAINTENANCE' }), 200);
    assert.equal(await answers(), 'UNDETERMINED');
    assert.equal(await order('reset', {}), 200);
    assert.equal(await order('revoke', { token: 'nobody’s' }), 400);
    assert.equal(await order('slow-down', { milliseconds: -1 }), 400);
    assert.equal(await order('fail', { mode: 'toString' }), 400);
    assert.equal(await order('launch', {}), 404);
    assert.equal(await order('revoke', { token: value }, { 'content-type': 'text/plain' }), 415);
    assert.equal(await answers(), 'ACCEPTED');
  }
});

// Is GitHub understood? What it alone has: its scopes header, single sign-on, repositories that move.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { json } from '../../seed/git-hosts/simulated-api';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { Secret } from '../../src/domain/secret';
import { github } from '../../src/git-providers/github';
import { GITHUB_SYSTEMS, NOW, openScene, type Scene } from './simulated-systems';

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.hosts.close());
beforeEach(() => scene.hosts.reset());

test('the API is at api.github.com, at api.NAME.ghe.com, and under /api/v3 of an Enterprise server', () => {
  assert.equal(github.apiRootOf('https://github.com'), 'https://api.github.com');
  assert.equal(github.apiRootOf('https://acme.ghe.com'), 'https://api.acme.ghe.com');
  assert.equal(github.apiRootOf('https://git.acme.example:8443'), 'https://git.acme.example:8443/api/v3');
});

test('the form of a value tells its type', () => {
  const tail = '0'.repeat(36);
  const values = [
    ...['ghp_', 'gho_', 'github_pat_', 'ghu_', 'ghs_12_ey.J.'].map((prefix) => prefix + tail),
    'a'.repeat(40),
    `glpat-${tail}`,
    'x1234567',
  ];
  assert.deepEqual(
    values.map((value) => github.typeByForm(new Secret(value))),
    [
      'GITHUB_CLASSIC',
      'GITHUB_OAUTH',
      'GITHUB_FINE_GRAINED',
      'GITHUB_APP_USER',
      'GITHUB_APP_INSTALLATION',
      'GITHUB_CLASSIC',
      'UNKNOWN',
      'UNKNOWN',
    ],
  );
});

for (const system of GITHUB_SYSTEMS) {
  const tokens = TOKENS[system.name as 'github' | 'githubEnterprise'];
  const accepted = async (value: string, repository?: string) => {
    const evidence = await scene.inspect(system, value, repository);
    assert.ok(evidence.answer === 'ACCEPTED', JSON.stringify(evidence));
    return evidence;
  };

  describe(system.kind, () => {
    test('an ordinary account may be a person’s or a robot’s: GitHub does not tell', async () => {
      assert.equal((await accepted(tokens.goodRuntime.value)).identity?.kind, 'UNKNOWN');
    });

    test('a token in the form of before 2021 is a classic one; one in no known form is, if it comes with scopes', async () => {
      const old = await accepted(tokens.beforePrefixes.value);
      assert.deepEqual([old.tokenType, old.scopes.how], ['GITHUB_CLASSIC', 'READ']);
      scene.hostOf(system).answerWith(json(200, { login: 'sam', type: 'User' }, { 'x-oauth-scopes': 'repo' }));
      assert.equal((await accepted('0123456789')).tokenType, 'GITHUB_CLASSIC');
      scene.hostOf(system).answerWith(json(200, { login: 'sam', type: 'User' }));
      assert.equal((await accepted('0123456789')).tokenType, 'UNKNOWN');
    });

    test('an app’s account is a robot’s', async () => {
      scene.hostOf(system).answerWith(json(200, { login: 'sync[bot]', type: 'Bot' }, { 'x-oauth-scopes': '' }));
      assert.equal((await accepted('0123456789')).identity?.kind, 'SERVICE_ACCOUNT');
    });

    test('classic and OAuth tokens list scopes; of fine-grained ones they cannot be read', async () => {
      assert.equal((await accepted(tokens.goodUser.value)).tokenType, 'GITHUB_CLASSIC');
      assert.equal((await accepted(tokens.oauth.value)).tokenType, 'GITHUB_OAUTH');
      const fine = await accepted(tokens.fineGrained.value);
      assert.equal(fine.tokenType, 'GITHUB_FINE_GRAINED');
      assert.deepEqual(fine.scopes, { how: 'UNREADABLE', probes: [] });
      assert.deepEqual(fine.expiry, { how: 'AT', at: '2026-09-06T12:00:00.000Z' });
    });

    test('a token of either kind that names no end has none; of an app’s, which lives for hours, nothing is known', async () => {
      for (const token of [tokens.neverExpires, tokens.oauth, tokens.fineGrainedEndless]) {
        assert.deepEqual((await accepted(token.value)).expiry, { how: 'NEVER' }, token.purpose);
      }
      scene
        .hostOf(system)
        .answerWith(json(200, { login: 'sam', type: 'User' }, { 'x-github-media-type': 'github.v3' }));
      assert.deepEqual((await accepted(tokens.appUser.value)).expiry, { how: 'UNKNOWN' });
    });

    test('an end in a form that we do not know is unknown, never "never"', async () => {
      const headers = { 'x-oauth-scopes': 'repo', 'github-authentication-token-expiration': 'in spring' };
      scene.hostOf(system).answerWith(json(200, { login: 'sam', type: 'User' }, headers));
      assert.deepEqual((await accepted(tokens.goodUser.value)).expiry, { how: 'UNKNOWN' });
    });

    test('a proxy that strips headers makes scopes unreadable and expiry unknown, never "none" and "never"', async () => {
      scene.hostOf(system).fail('STRIPPED_HEADERS');
      for (const token of [tokens.goodUser, tokens.neverExpires, tokens.fineGrainedEndless]) {
        const evidence = await accepted(token.value);
        assert.deepEqual(evidence.scopes, { how: 'UNREADABLE', probes: [] });
        assert.deepEqual(evidence.expiry, { how: 'UNKNOWN' });
      }
    });

    test('a repository is reachable, unreachable, moved (and not followed), or not asked for', async () => {
      const repositoryOf = async (name?: string) => (await accepted(tokens.goodUser.value, name)).repository;
      assert.equal(await repositoryOf('acme/gitops-config'), 'REACHABLE');
      assert.equal(await repositoryOf('acme/nothing-here'), 'UNREACHABLE');
      assert.equal(await repositoryOf('acme/old-config'), 'MOVED');
      assert.equal(scene.hostOf(system).requests.length, 2);
      assert.equal(await repositoryOf(), 'NOT_ASKED');
      assert.equal(scene.hostOf(system).requests.length, 1);
    });

    test('a repository’s name cannot climb to another path', async () => {
      for (const name of ['../user', '../..', 'acme/..', 'acme/.', 'acme/x?y=1', 'acme/%2e%2e', 'a/b/c', 'acme']) {
        assert.equal((await accepted(tokens.goodUser.value, name)).repository, 'UNREACHABLE', name);
        assert.equal(scene.hostOf(system).requests.length, 1, name);
      }
    });

    test('single sign-on keeps a token out of a repository, with the page that mends it only if it is the provider’s own', async () => {
      const evidence = await scene.inspect(system, tokens.singleSignOn.value, 'acme/gitops-config');
      assert.ok(evidence.answer === 'ACCEPTED', JSON.stringify(evidence));
      assert.equal(evidence.repository, 'BLOCKED');
      assert.equal(evidence.identity?.login, 'sam-sample');
      // The simulated Enterprise server names github.com too, which is not its own host.
      const page = 'https://github.com/orgs/acme/sso?authorization_request=FAKE0REQUEST';
      assert.equal(evidence.repositoryFixUrl, system.kind === 'GITHUB' ? page : null);
    });

    test('a repository whose owner keeps a token out is BLOCKED, however GitHub puts it; other repositories are not', async () => {
      const keptOut = [
        tokens.singleSignOn,
        tokens.singleSignOnHidden, // a 404 with the header of single sign-on
        tokens.kindForbidden,
        tokens.addressForbidden,
      ];
      for (const { value, purpose } of keptOut) {
        assert.equal((await accepted(value, 'acme/gitops-config')).repository, 'BLOCKED', purpose);
        assert.equal((await accepted(value, 'globex/gitops-config')).repository, 'REACHABLE', purpose);
      }
      const { repositoryFixUrl } = await accepted(tokens.singleSignOnHidden.value, 'acme/gitops-config');
      assert.equal(typeof repositoryFixUrl, system.kind === 'GITHUB' ? 'string' : 'object');
    });

    test('a list that single sign-on has cut short is no refusal', async () => {
      const headers = { 'x-oauth-scopes': 'repo', 'x-github-sso': 'partial-results; organizations=1,2' };
      scene.hostOf(system).answerWith(json(200, { login: 'sam', type: 'User', full_name: 'acme/apps' }, headers));
      assert.equal((await accepted(tokens.goodUser.value, 'acme/apps')).repository, 'REACHABLE');
    });

    test('a page for single sign-on that leads elsewhere is left out', async () => {
      for (const url of [
        'http://github.com/orgs/acme/sso',
        'https://github.com.evil.example/sso',
        'https://github.com@evil.example/sso',
        'https://evil@github.com/sso',
        'javascript:alert(1)',
        'https://github.com:8443/sso',
        'x',
      ]) {
        const headers = { 'x-github-sso': `required; url=${url}` };
        scene.hostOf(system).answerWith(json(403, { message: 'Resource protected.' }, headers));
        const evidence = await scene.inspect(system, tokens.goodUser.value);
        assert.ok(evidence.answer === 'REFUSED' && evidence.refusal === 'BLOCKED', url);
        assert.equal(evidence.fixUrl, null, url);
      }
    });

    test('rules of an organization block a token', async () => {
      const genuine = 'Although you appear to have the correct authorization credentials, the `acme` organization';
      for (const message of [
        `${genuine} has an IP allow list enabled, and your IP address is not permitted to access this resource.`,
        `${genuine} has enabled OAuth App access restrictions.`,
        '`acme` forbids access via a personal access token (classic).',
        '`acme` forbids access via a fine-grained personal access tokens if the token lifetime is greater than 366 days.',
        'Resource protected by organization SAML enforcement.',
      ]) {
        scene.hostOf(system).answerWith(json(403, { message }));
        const evidence = await scene.inspect(system, tokens.goodUser.value);
        assert.ok(evidence.answer === 'REFUSED' && evidence.refusal === 'BLOCKED', message);
        assert.equal(evidence.blockedBy, 'ORGANIZATION', message);
      }
    });

    test('a suspended account is told from a rule of an organization', async () => {
      const evidence = await scene.inspect(system, tokens.blocked.value);
      assert.ok(evidence.answer === 'REFUSED' && evidence.refusal === 'BLOCKED');
      assert.equal(evidence.blockedBy, 'SUSPENSION');
    });

    test('R14: a 401 that says the token did not arrive, or that a password did, is no verdict on it', async () => {
      const wantsCode = { 'x-github-otp': 'required; app' };
      for (const answer of [
        json(401, { message: 'Requires authentication' }),
        json(401, { message: 'Must authenticate to access this API.' }),
        json(401, { message: 'Must specify two-factor authentication OTP code.' }, wantsCode),
      ]) {
        scene.hostOf(system).answerWith(answer);
        assert.equal((await scene.inspect(system, tokens.goodUser.value)).answer, 'UNDETERMINED');
      }
    });

    test('a moved repository: any of GitHub’s redirects, if it stays at its host', async () => {
      const { api } = scene.hosts.urls[system.name];
      for (const status of [301, 302, 307, 308]) {
        const body = { login: 'sam', type: 'User', message: 'Moved Permanently' };
        const location = `${api}/repositories/1296269`;
        const evidence = await github.inspect({
          host: { webRoot: 'https://git.example', apiRoot: api },
          value: new Secret('ghp_FAKE'),
          repository: 'acme/old',
          tokenKind: 'USER',
          now: NOW,
          probes: 'all',
          ask: async (url) => ({ status: url.endsWith('/user') ? 200 : status, headers: { location }, body }),
        });
        assert.ok(evidence.answer === 'ACCEPTED' && evidence.repository === 'MOVED', String(status));
      }
    });

    test('R14: a redirect from a repository to another host is a portal’s', async () => {
      scene.hostOf(system).fail('REDIRECT_JSON', { after: 1 });
      const evidence = await scene.inspect(system, tokens.goodUser.value, 'acme/gitops-config');
      assert.equal(evidence.answer, 'UNDETERMINED');
    });

    test('a rate limit tells when to ask again', async () => {
      scene.hostOf(system).fail('RATE_LIMIT_PRIMARY');
      const evidence = await scene.inspect(system, tokens.goodUser.value);
      assert.ok(evidence.answer === 'UNDETERMINED');
      assert.deepEqual(evidence.retryAt, new Date('2026-03-10T12:30:00.000Z'));
      assert.equal(evidence.tokenType, 'GITHUB_CLASSIC');
    });
  });
}

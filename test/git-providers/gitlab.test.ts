// Is GitLab understood? What it alone has: bots behind tokens, dates of expiry, tokens that may not say whose they are.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { json } from '../../seed/git-hosts/simulated-api';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { Secret } from '../../src/domain/secret';
import type { HostReply } from '../../src/git-providers/answer';
import { gitlab } from '../../src/git-providers/gitlab';
import { GITLAB_SYSTEMS, NOW, openScene, type Scene } from './simulated-systems';

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.hosts.close());
beforeEach(() => scene.hosts.reset());

for (const system of GITLAB_SYSTEMS) {
  const tokens = TOKENS[system.name as 'gitlab' | 'gitlabServer'];
  const accepted = async (value: string) => {
    const evidence = await scene.inspect(system, value);
    assert.ok(evidence.answer === 'ACCEPTED', JSON.stringify(evidence));
    return evidence;
  };

  describe(system.kind, () => {
    test('the account behind a token tells its type, and persons from robots', async () => {
      const table = [
        [tokens.goodUser, 'GITLAB_PERSONAL', 'PERSON'],
        [tokens.serviceAccount, 'GITLAB_SERVICE_ACCOUNT', 'SERVICE_ACCOUNT'],
        [tokens.goodRuntime, 'GITLAB_SERVICE_ACCOUNT', 'SERVICE_ACCOUNT'], // renamed
        [tokens.group, 'GITLAB_GROUP', 'SERVICE_ACCOUNT'],
        [tokens.project, 'GITLAB_PROJECT', 'SERVICE_ACCOUNT'],
      ] as const;
      for (const [token, type, kind] of table) {
        const evidence = await accepted(token.value);
        assert.equal(evidence.tokenType, type, token.purpose);
        assert.equal(evidence.identity?.kind, kind, token.purpose);
        assert.equal(evidence.tokenName, token.tokenName);
      }
    });

    test('a bot’s user name tells whose it is; a person may have any name', async () => {
      const random = '3f8a2c';
      const table = [
        [true, `project_42_bot_${random}`, 'GITLAB_PROJECT'],
        [true, 'project_42_bot', 'GITLAB_PROJECT'],
        [true, 'project_42_bot1', 'GITLAB_PROJECT'],
        [true, `group_7_bot_${random}`, 'GITLAB_GROUP'],
        [true, `service_account_${random}`, 'GITLAB_SERVICE_ACCOUNT'],
        [true, `service_account_group_7_${random}`, 'GITLAB_SERVICE_ACCOUNT'],
        [true, 'project_42_bottler', 'GITLAB_SERVICE_ACCOUNT'],
        [false, `project_42_bot_${random}`, 'GITLAB_PERSONAL'],
        [undefined, 'sam', 'GITLAB_PERSONAL'],
      ] as const;
      for (const [bot, username, type] of table) {
        const self = { name: 'x', scopes: ['api'], active: true, expires_at: null };
        scene.hostOf(system).answerWith(json(200, { ...self, username, bot }));
        const { tokenType, identity } = await accepted(tokens.goodUser.value);
        assert.equal(tokenType, type, username);
        const kind = bot === undefined ? 'UNKNOWN' : bot ? 'SERVICE_ACCOUNT' : 'PERSON';
        assert.equal(identity?.kind, kind, username);
      }
    });

    test('a token in the new form that tells GitLab where to look is a personal one like any other', async () => {
      assert.equal((await accepted(tokens.routable.value)).tokenType, 'GITLAB_PERSONAL');
    });

    test('a token that may only push is good, its owner unknown', async () => {
      const evidence = await accepted(tokens.unreadableOwner.value);
      assert.equal(evidence.identity, null);
      assert.deepEqual(evidence.scopes, { how: 'READ', scopes: ['write_repository'] });
    });

    test('a token dies at the start of its date, 00:00 UTC', async () => {
      assert.deepEqual((await accepted(tokens.expiresToday.value)).expiry, {
        how: 'AT',
        at: '2026-03-11T00:00:00.000Z',
      });
    });

    test('an OAuth token is told apart, with the scopes and the end that its info names, and its owner', async () => {
      const evidence = await accepted(tokens.oauth.value);
      assert.equal(evidence.tokenType, 'GITLAB_OAUTH');
      assert.deepEqual(evidence.scopes, { how: 'READ', scopes: ['api'] });
      assert.deepEqual(evidence.expiry, { how: 'AT', at: '2026-03-10T14:00:00.000Z' });
      assert.equal(evidence.identity?.login, 'sam-sample');
      assert.equal(scene.hostOf(system).requests.length, 2);
    });

    test('an OAuth token in any other form is told apart by what GitLab answers; whose it is would be a third question', async () => {
      const evidence = await accepted(tokens.oauthOtherForm.value);
      assert.deepEqual([evidence.tokenType, evidence.identity], ['GITLAB_OAUTH', null]);
      assert.deepEqual(evidence.scopes, { how: 'READ', scopes: ['api'] });
      assert.equal(scene.hostOf(system).requests.length, 2);
    });

    test('an OAuth token that is let in but has no info is good and unreadable, not refused', async () => {
      const evidence = await accepted(tokens.oauthNewForm.value);
      assert.deepEqual([evidence.tokenType, evidence.identity?.login], ['GITLAB_OAUTH', 'sam-sample']);
      assert.deepEqual([evidence.scopes.how, evidence.expiry.how], ['UNREADABLE', 'UNKNOWN']);
      scene.hostOf(system).revoke(tokens.oauthNewForm.value);
      const revoked = await scene.inspect(system, tokens.oauthNewForm.value);
      assert.ok(revoked.answer === 'REFUSED' && revoked.refusal === 'INVALID');
      assert.equal(scene.hostOf(system).requests.length, 1);
    });

    test('a fine-grained token is told apart, with the permissions that it lists', async () => {
      const evidence = await accepted(tokens.granular.value);
      assert.equal(evidence.tokenType, 'GITLAB_GRANULAR');
      assert.deepEqual(evidence.scopes, { how: 'READ', scopes: [...tokens.granular.scopes] });
    });

    test('a fine-grained token’s permissions on one project or group are left out: it may be another than the runtime’s', async () => {
      const granted = (grants: unknown) => {
        const self = { name: 'x', scopes: ['granular'], active: true, expires_at: null, granular_scopes: grants };
        scene.hostOf(system).answerWith(json(200, { ...self, username: 'sam', bot: false }));
        return accepted(tokens.granular.value);
      };
      const everywhere = { access: 'all_memberships', permissions: ['push_code', 'push_code'], project_id: null };
      const here = { access: 'selected_memberships', permissions: ['read_project'], project_id: 7, group_id: null };
      const oneProject = { access: 'all_memberships', permissions: ['read_project'], project_id: 7 };
      const oneGroup = { access: 'instance', permissions: ['read_project'], group_id: 7 };
      const inGroup = { access: 'selected_memberships', permissions: ['read_project'], project_id: null, group_id: 7 };
      const { scopes } = await granted([
        here,
        everywhere,
        inGroup,
        oneProject,
        oneGroup,
        null,
        'x',
        { permissions: 'x' },
      ]);
      assert.deepEqual(scopes, { how: 'READ', scopes: ['push_code'] });
      const kinds = ['all_memberships', 'user', 'instance', 'personal_projects', 'selected_memberships', 'unheard_of'];
      assert.deepEqual((await granted(kinds.map((access) => ({ access, permissions: [`with_${access}`] })))).scopes, {
        how: 'READ',
        scopes: ['with_all_memberships', 'with_user', 'with_instance'],
      });
      // Before GitLab 19.2.
      for (const nothing of [null, undefined, 'x']) {
        assert.deepEqual((await granted(nothing)).scopes, { how: 'UNREADABLE', probes: [] });
      }
    });

    test('a fine-grained token that may not even read itself is good and unreadable, not refused', async () => {
      const silent = await accepted(tokens.granularSilent.value);
      assert.deepEqual([silent.tokenType, silent.identity?.login], ['GITLAB_GRANULAR', 'sam-sample']);
      assert.deepEqual(silent.scopes, { how: 'UNREADABLE', probes: [] });
      scene.hostOf(system).answerWith(json(403, { error: 'insufficient_granular_scope', error_description: 'x' }));
      const mute = await accepted(tokens.granular.value);
      assert.deepEqual([mute.tokenType, mute.identity], ['GITLAB_GRANULAR', null]);
    });

    test('a token that lists itself as revoked or inactive is refused', async () => {
      const self = { name: 'old', scopes: ['api'], revoked: false, active: true, expires_at: null };
      for (const [word, refusal] of [
        [{ revoked: true, active: false }, 'INVALID'],
        [{ active: false }, 'INVALID'],
        [{ active: false, expires_at: '2026-03-10' }, 'EXPIRED'],
      ] as const) {
        scene.hostOf(system).answerWith(json(200, { ...self, ...word }));
        const evidence = await scene.inspect(system, tokens.goodUser.value);
        assert.ok(evidence.answer === 'REFUSED', JSON.stringify(word));
        assert.equal(evidence.refusal, refusal, JSON.stringify(word));
        assert.equal(evidence.tokenName, 'old');
      }
    });

    test('terms that nobody has accepted, and a proof that we cannot give, keep a good token out', async () => {
      for (const { value, purpose } of [tokens.termsUnread, tokens.proofRequired, tokens.blocked]) {
        const evidence = await scene.inspect(system, value);
        assert.ok(evidence.answer === 'REFUSED' && evidence.refusal === 'BLOCKED', purpose);
      }
    });

    test('each refusal of GitLab’s by its own words', async () => {
      const table = [
        [json(401, { message: '401 Unauthorized' }), 'INVALID'],
        [json(401, { error: 'invalid_token', error_description: 'Token was revoked. You have to …' }), 'INVALID'],
        [json(401, { error: 'invalid_token', error_description: 'Token is expired. You can …' }), 'EXPIRED'],
        [json(401, { error: 'invalid_token', error_description: 'The access token expired' }), 'EXPIRED'],
        [json(401, { error: 'dpop_error', error_description: 'DPoP validation error' }), 'BLOCKED'],
        [json(403, { message: '403 Forbidden' }), 'BLOCKED'],
        [json(403, { message: '403 Forbidden - Your account is pending approval.' }), 'BLOCKED'],
      ] as const;
      for (const [answer, refusal] of table) {
        scene.hostOf(system).answerWith(answer);
        const evidence = await scene.inspect(system, tokens.goodUser.value);
        assert.ok(evidence.answer === 'REFUSED', JSON.stringify(answer.body));
        assert.equal(evidence.refusal, refusal, JSON.stringify(answer.body));
        assert.equal(scene.hostOf(system).requests.length, 1);
      }
    });

    test('R14: an address that GitLab has banned for bad sign-ins, a version before 15.5 and an unknown word are no verdict', async () => {
      const banned = { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Forbidden\n' };
      for (const answer of [
        banned,
        json(404, { error: '404 Not Found' }),
        json(400, {}),
        json(401, { error: 'invalid_client' }),
        json(403, { error: 'forbidden' }),
      ]) {
        scene.hostOf(system).answerWith(answer);
        assert.equal((await scene.inspect(system, tokens.goodUser.value)).answer, 'UNDETERMINED', String(answer.body));
      }
    });

    test('a rate limit tells when to ask again', async () => {
      scene.hostOf(system).fail('RATE_LIMIT_429');
      const evidence = await scene.inspect(system, tokens.goodUser.value);
      assert.ok(evidence.answer === 'UNDETERMINED');
      assert.deepEqual(evidence.retryAt, new Date('2026-03-10T12:01:00.000Z'));
    });
  });
}

test('a token that is told "not for you" at the first question and refused at the second was never let in: it is refused', async () => {
  const answers: Readonly<Record<string, HostReply>> = {
    '/api/v4/personal_access_tokens/self': { status: 400, headers: {}, body: { message: '400 Bad request' } },
    '/oauth/token/info': { status: 401, headers: {}, body: { error: 'invalid_token', error_description: 'x' } },
  };
  const evidence = await gitlab.inspect({
    host: { webRoot: 'https://git.example', apiRoot: 'https://git.example/api/v4' },
    value: new Secret('glpat-FAKE'),
    repository: null,
    tokenKind: 'USER',
    now: NOW,
    probes: 'all',
    ask: async (url) => answers[new URL(url).pathname] ?? assert.fail(url),
  });
  assert.ok(evidence.answer === 'REFUSED' && evidence.refusal === 'INVALID', JSON.stringify(evidence));
});

// Do all six systems behave alike? One contract, run against each over HTTP.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { FAULTS, type FaultMode } from '../../seed/git-hosts/faults';
import { json } from '../../seed/git-hosts/simulated-api';
import { type CommonTokenKey, TOKENS } from '../../seed/git-hosts/tokens';
import { GIT_TOKEN_KINDS } from '../../src/domain/git-token';
import type { TroubleCause } from '../../src/git-providers/answer';
import { NOW, openScene, type Scene, SYSTEMS, type System } from './simulated-systems';

/** What a system calls a token that has expired, and one of a blocked account. Some tell neither from any other bad one. */
const REFUSALS: Record<System['family'], { expired: string; blocked: string }> = {
  GITHUB: { expired: 'INVALID', blocked: 'BLOCKED' },
  GITLAB: { expired: 'EXPIRED', blocked: 'BLOCKED' },
  BITBUCKET_CLOUD: { expired: 'INVALID', blocked: 'INVALID' },
  BITBUCKET_SERVER: { expired: 'INVALID', blocked: 'BLOCKED' },
};

/** What each fault is to the log. */
const CAUSES: Record<Exclude<FaultMode, 'STRIPPED_HEADERS'>, TroubleCause> = {
  STATUS_500: 'SERVER_ERROR',
  STATUS_502: 'SERVER_ERROR',
  MAINTENANCE: 'SERVER_ERROR',
  RATE_LIMIT_PRIMARY: 'RATE_LIMIT',
  RATE_LIMIT_SECONDARY: 'RATE_LIMIT',
  RATE_LIMIT_RETRY_AFTER: 'RATE_LIMIT',
  RATE_LIMIT_429: 'RATE_LIMIT',
  LOGIN_ATTEMPTS: 'RATE_LIMIT',
  REDIRECT: 'REDIRECT',
  REDIRECT_JSON: 'REDIRECT',
  CAPTIVE_PORTAL: 'NOT_JSON',
  CAPTIVE_PORTAL_OK: 'NOT_JSON',
  PROXY_401: 'NOT_JSON',
  PROXY_401_JSON: 'ODD_ANSWER',
  PROXY_403_JSON: 'ODD_ANSWER',
  PROXY_407: 'NOT_JSON',
  NOT_FOUND_HTML: 'NOT_JSON',
  BROKEN_JSON: 'NOT_JSON',
  JSON_ARRAY: 'ODD_ANSWER',
  JSON_EMPTY: 'ODD_ANSWER',
  HUGE_BODY: 'TOO_LARGE',
  RESET: 'CONNECTION_LOST',
  CUT_SHORT: 'CONNECTION_LOST',
  NOT_HTTP: 'ODD_ANSWER',
  HUGE_HEADERS: 'ODD_ANSWER',
  HANG: 'TIMEOUT',
  DRIP: 'TIMEOUT',
};
const FAULT_MODES = Object.keys(CAUSES) as (keyof typeof CAUSES)[];
const SLOW_FAULTS: readonly FaultMode[] = ['HANG', 'DRIP'];

let scene: Scene;
let impatient: Scene;
let cautious: Scene;
before(async () => {
  scene = await openScene();
  impatient = await openScene({ timeLimitMs: 200 });
  cautious = await openScene({ probes: 'read' });
});
after(() => Promise.all([scene, impatient, cautious].map(({ hosts }) => hosts.close())));
beforeEach(() => {
  scene.hosts.reset();
  impatient.hosts.reset();
});

test('every fault of the simulated hosts is in the table of this contract', () => {
  assert.deepEqual([...FAULT_MODES, 'STRIPPED_HEADERS'].sort(), Object.keys(FAULTS).sort());
});

for (const system of SYSTEMS) {
  const tokenValue = (key: CommonTokenKey) => TOKENS[system.name][key].value;
  const inspect = (key: CommonTokenKey, repository?: string) => scene.inspect(system, tokenValue(key), repository);

  describe(system.kind, () => {
    test('a good token: its owner, scopes, expiry and the moment of the check', async () => {
      const evidence = await inspect('goodRuntime');
      assert.equal(evidence.answer, 'ACCEPTED', JSON.stringify(scene.notes));
      assert.ok(evidence.answer === 'ACCEPTED');
      assert.equal(evidence.identity?.login, 'deploy-robot');
      // Data Center's two questions are spent on the login and on what the token may do.
      const displayName = system.family === 'BITBUCKET_SERVER' ? null : 'Deploy Robot';
      assert.equal(evidence.identity?.displayName, displayName);
      assert.deepEqual(evidence.scopes, { how: 'READ', scopes: TOKENS[system.name].goodRuntime.scopes });
      assert.equal(evidence.expiry.how, system.family === 'BITBUCKET_CLOUD' ? 'UNKNOWN' : 'AT');
      assert.equal(evidence.checkedAt, NOW.toISOString());
    });

    test('scopes are told as they are: fewer than needed, or none', async () => {
      for (const key of ['scopeMissing', 'noScopes'] as const) {
        const evidence = await inspect(key);
        assert.ok(evidence.answer === 'ACCEPTED', key);
        assert.deepEqual(evidence.scopes, { how: 'READ', scopes: TOKENS[system.name][key].scopes });
      }
    });

    test('R20: a token without an end is NEVER, and UNKNOWN only where the provider cannot say', async () => {
      const evidence = await inspect('neverExpires');
      assert.ok(evidence.answer === 'ACCEPTED');
      assert.deepEqual(evidence.expiry, { how: system.family === 'BITBUCKET_CLOUD' ? 'UNKNOWN' : 'NEVER' });
    });

    test('expired, revoked and blocked tokens, and unknown ones, are refused by the provider’s own word', async () => {
      const expected = { ...REFUSALS[system.family], revoked: 'INVALID' };
      for (const [key, refusal] of Object.entries(expected)) {
        const evidence = await inspect(key as keyof typeof expected);
        assert.ok(evidence.answer === 'REFUSED', `${key}: ${JSON.stringify(evidence)}`);
        assert.equal(evidence.refusal, refusal, key);
        assert.equal(evidence.fixUrl, null, key);
      }
      const unknown = await scene.inspect(system, 'ghp_FAKE0NOBODY0EVER0ISSUED0THIS00000000');
      assert.ok(unknown.answer === 'REFUSED' && unknown.refusal === 'INVALID');
    });

    test('a token that is revoked between two checks is refused in the second', async () => {
      assert.equal((await inspect('goodUser')).answer, 'ACCEPTED');
      scene.hostOf(system).revoke(tokenValue('goodUser'));
      assert.equal((await inspect('goodUser')).answer, 'REFUSED');
      scene.hostOf(system).restore(tokenValue('goodUser'));
      assert.equal((await inspect('goodUser')).answer, 'ACCEPTED');
    });

    test('a check is two questions, eight where scopes cannot be read, with this token and no other credential', async () => {
      for (const token of Object.values(TOKENS[system.name])) {
        const evidence = await scene.inspect(system, token.value, 'acme/gitops-config');
        const isReadable = evidence.answer !== 'ACCEPTED' || evidence.scopes.how === 'READ';
        const { requests } = scene.hostOf(system);
        assert.ok(
          requests.length >= 1 && requests.length <= (isReadable ? 2 : 8),
          `${requests.length}: ${token.purpose}`,
        );
        for (const request of requests) {
          assert.ok(request.presented(token.value), 'another token was presented');
          assert.equal(request.userAgent, 'git-token-gateway');
          assert.ok(!request.headers.includes('private-token') && !request.headers.includes('cookie'));
        }
      }
    });

    test('R17: GIT_PROBES=read sends reading requests alone, whatever the token', async () => {
      const repository = system.family === 'BITBUCKET_SERVER' ? 'ACME/gitops-config' : 'acme/gitops-config';
      for (const token of Object.values(TOKENS[system.name])) {
        for (const kind of GIT_TOKEN_KINDS) {
          await cautious.inspect(system, token.value, repository, kind);
          for (const { method } of cautious.hostOf(system).requests) assert.equal(method, 'GET', token.purpose);
        }
      }
    });

    test('a host that hands the token back as a name is not believed: it would be shown in plain sight', async () => {
      const value = tokenValue('goodUser');
      for (const [name, answer] of [
        ['sam', 'ACCEPTED'],
        [value, 'UNDETERMINED'],
      ] as const) {
        scene.hostOf(system).answerWith(everythingIsCalled(name, value));
        assert.equal((await inspect('goodUser')).answer, answer, JSON.stringify(scene.notes));
      }
    });

    test('R14: every fault of a host or of what stands before it is UNDETERMINED, at either question', async () => {
      for (const mode of FAULT_MODES) {
        const here = SLOW_FAULTS.includes(mode) ? impatient : scene;
        for (const afterRequests of [0, 1]) {
          await expectTrouble(here, system, mode, afterRequests);
        }
      }
    });

    test('R14: a host that is down is UNDETERMINED, and asked again once it is up', async () => {
      await scene.hostOf(system).takeDown();
      assert.equal((await inspect('goodUser')).answer, 'UNDETERMINED');
      assert.equal(scene.notes[0]?.because, 'UNREACHABLE');
      await scene.hostOf(system).bringUp();
      assert.equal((await inspect('goodUser')).answer, 'ACCEPTED');
    });

    test('the time limit ends a check, and nothing more is asked', async () => {
      const release = impatient.hostOf(system).hold();
      const inspection = await impatient.inspect(system, tokenValue('goodUser'), 'acme/gitops-config');
      release();
      assert.equal(inspection.answer, 'UNDETERMINED');
      assert.equal(impatient.notes[0]?.because, 'TIMEOUT');
      assert.ok(impatient.hostOf(system).requests.length <= 1);
    });

    test('no note for the log holds the token', async () => {
      scene.hostOf(system).fail('STATUS_500');
      const inspection = await inspect('goodUser');
      assert.ok(!JSON.stringify([scene.notes, inspection]).includes(tokenValue('goodUser')));
    });
  });
}

/** A good answer to any question of any system, in which everything that has a name has this one. */
function everythingIsCalled(name: string, token: string) {
  // Of Data Center's older tokens the list has to have the id.
  const id = /^\d+(?=:)/.exec(Buffer.from(token, 'base64').toString('latin1'))?.[0] ?? 7;
  const names = { login: name, username: name, name, nickname: name, display_name: name };
  const body = { ...names, id, user_id: id, type: 'User', scopes: ['api'], active: true, values: [] };
  return json(200, body, { 'x-oauth-scopes': '', 'x-ausername': encodeURIComponent(name) });
}

async function expectTrouble(here: Scene, system: System, mode: keyof typeof CAUSES, afterRequests: number) {
  const what = `${mode} after ${afterRequests} good answers`;
  here.hosts.reset();
  here.hostOf(system).fail(mode, { after: afterRequests });
  const inspection = await here.inspect(system, TOKENS[system.name].goodRuntime.value, 'acme/gitops-config');
  assert.ok(inspection.answer === 'UNDETERMINED', `${what}: ${JSON.stringify(inspection)}`);
  assert.equal(here.notes[0]?.because, CAUSES[mode], what);
  const isLimit = CAUSES[mode] === 'RATE_LIMIT';
  assert.equal(inspection.trouble, isLimit ? 'PROVIDER_RATE_LIMITED' : 'PROVIDER_UNAVAILABLE', what);
  // A connection that is reset before an answer begins is tried once more.
  const spoiled = mode === 'RESET' ? 2 : 1;
  assert.ok(here.hostOf(system).requests.length <= afterRequests + spoiled, `${what}: asked again`);
}

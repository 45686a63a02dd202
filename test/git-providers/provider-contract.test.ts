// Do all four systems behave alike? One contract, run against each over HTTP.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { FAULTS, type FaultMode } from '../../seed/git-hosts/faults';
import { type CommonTokenKey, TOKENS } from '../../seed/git-hosts/tokens';
import type { TroubleCause } from '../../src/git-providers/answer';
import { NOW, openScene, type Scene, SYSTEMS, type System } from './simulated-systems';

/** All that an inspection may ever ask for, below the API root or the web root. */
const QUESTIONS = /^(\/user|\/repos\/[\w.-]+\/[\w.-]+|\/personal_access_tokens\/self|\/oauth\/token\/info)$/;

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
  JSON_ARRAY: 'NOT_JSON',
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
before(async () => {
  scene = await openScene();
  impatient = await openScene({ timeLimitMs: 200 });
});
after(() => Promise.all([scene.hosts.close(), impatient.hosts.close()]));
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
      assert.equal(evidence.identity?.displayName, 'Deploy Robot');
      assert.deepEqual(evidence.scopes, { how: 'READ', scopes: TOKENS[system.name].goodRuntime.scopes });
      assert.equal(evidence.expiry.how, 'AT');
      assert.equal(evidence.checkedAt, NOW.toISOString());
    });

    test('scopes are told as they are: fewer than needed, or none', async () => {
      for (const key of ['scopeMissing', 'noScopes'] as const) {
        const evidence = await inspect(key);
        assert.ok(evidence.answer === 'ACCEPTED', key);
        assert.deepEqual(evidence.scopes, { how: 'READ', scopes: TOKENS[system.name][key].scopes });
      }
    });

    test('R20: a token without an end is NEVER, not UNKNOWN', async () => {
      const evidence = await inspect('neverExpires');
      assert.ok(evidence.answer === 'ACCEPTED');
      assert.deepEqual(evidence.expiry, { how: 'NEVER' });
    });

    test('expired, revoked and blocked tokens, and unknown ones, are refused by the provider’s own word', async () => {
      // GitHub answers expired, revoked and unknown tokens alike.
      const expired = system.family === 'GITHUB' ? 'INVALID' : 'EXPIRED';
      const expected = { expired, revoked: 'INVALID', blocked: 'BLOCKED' } as const;
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

    test('a check is one or two GETs for known paths, with this token, a User-Agent and no other credential', async () => {
      for (const token of Object.values(TOKENS[system.name])) {
        await scene.inspect(system, token.value, 'acme/gitops-config');
        const { requests, urls } = scene.hostOf(system);
        assert.ok(requests.length >= 1 && requests.length <= 2, `${requests.length} requests for ${token.tokenName}`);
        for (const request of requests) {
          assert.equal(request.method, 'GET');
          const { pathname: apiPath } = new URL(urls.api);
          const { pathname: webPath } = new URL(urls.web);
          const roots = [apiPath, webPath].map((path) => path.replace(/\/$/, ''));
          const below = roots
            .filter((root) => request.path.startsWith(root))
            .map((root) => request.path.slice(root.length));
          assert.ok(
            below.some((path) => QUESTIONS.test(path)),
            `asked for ${request.path}`,
          );
          assert.ok(request.presented(token.value), 'another token was presented');
          assert.equal(request.userAgent, 'git-token-gateway');
          assert.ok(!request.headers.includes('private-token') && !request.headers.includes('cookie'));
        }
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

async function expectTrouble(here: Scene, system: System, mode: keyof typeof CAUSES, afterRequests: number) {
  const what = `${mode} after ${afterRequests} good answers`;
  here.hosts.reset();
  here.hostOf(system).fail(mode, { after: afterRequests });
  const inspection = await here.inspect(system, TOKENS[system.name].goodRuntime.value, 'acme/gitops-config');
  assert.ok(inspection.answer === 'UNDETERMINED', `${what}: ${JSON.stringify(inspection)}`);
  assert.equal(here.notes[0]?.because, CAUSES[mode], what);
  const isLimit = CAUSES[mode] === 'RATE_LIMIT';
  assert.equal(inspection.trouble, isLimit ? 'PROVIDER_RATE_LIMITED' : 'PROVIDER_UNAVAILABLE', what);
  assert.ok(here.hostOf(system).requests.length <= afterRequests + 1, `${what}: asked again`);
}

// R17: what is learned of GitHub tokens that hold permissions, at the simulated GitHub; and what the judge makes of it.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { request } from 'undici';
import { HEAD_COMMIT } from '../../seed/git-hosts/github-repositories';
import { TOKENS } from '../../seed/git-hosts/tokens';
import type { GitTokenKind } from '../../src/domain/git-token';
import { judgeToken } from '../../src/domain/judge-token';
import { requiredScopes } from '../../src/domain/required-scopes';
import type { AcceptedEvidence, ProbeResult } from '../../src/domain/token-evidence';
import { GITHUB_PROBES } from '../../src/git-providers/github-probes';
import { accepted, context } from '../domain/samples';
import { GITHUB_SYSTEMS, NOW, openScene, type Scene } from './simulated-systems';

let scene: Scene;
let cautious: Scene;
before(async () => {
  scene = await openScene();
  cautious = await openScene({ probes: 'read' });
});
after(() => Promise.all([scene.hosts.close(), cautious.hosts.close()]));
beforeEach(() => {
  scene.hosts.reset();
  cautious.hosts.reset();
});

for (const system of GITHUB_SYSTEMS) {
  const isCloud = system.kind === 'GITHUB';
  const tokens = TOKENS[isCloud ? 'github' : 'githubEnterprise'];
  const owner = isCloud ? 'acme' : 'globex';

  const inspect = async (value: string, repository: string | null, kind: GitTokenKind = 'RUNTIME', at = scene) => {
    const evidence = await at.inspect(system, value, repository, kind);
    assert.ok(evidence.answer === 'ACCEPTED', JSON.stringify(evidence));
    return evidence;
  };
  const verdictOf = (evidence: AcceptedEvidence, tokenKind: GitTokenKind) => {
    const { reason, requirements } = judgeToken(evidence, context(tokenKind, { provider: system.kind, now: NOW }));
    const states = Object.fromEntries(requirements.map(({ scope, state }) => [scope, state]));
    return { reason, states };
  };

  describe(system.kind, () => {
    test('a fine-grained token with all permissions proves each; only webhooks stay unknown at an Enterprise server', async () => {
      const { reason, states } = verdictOf(
        await inspect(tokens.fineGrained.value, `${owner}/gitops-config`, 'RUNTIME'),
        'RUNTIME',
      );
      assert.equal(reason, isCloud ? 'SATISFIED' : 'SCOPES_UNREADABLE');
      const { 'repository_hooks:write': hooks, ...others } = states;
      assert.equal(hooks, isCloud ? 'GRANTED' : 'UNKNOWN');
      for (const [scope, state] of Object.entries(others)) assert.equal(state, 'GRANTED', scope);
      assert.equal(scene.hostOf(system).requests.length, 8);
    });

    test('a user token is asked for what it needs alone', async () => {
      const evidence = await inspect(tokens.fineGrainedUser.value, `${owner}/gitops-config`, 'USER');
      assert.equal(verdictOf(evidence, 'USER').reason, 'SATISFIED');
      assert.equal(scene.hostOf(system).requests.length, 3);
    });

    test('a lack is proved permission by permission', async () => {
      const evidence = await inspect(tokens.fineGrainedUser.value, `${owner}/gitops-config`);
      const { reason, states } = verdictOf(evidence, 'RUNTIME');
      assert.equal(reason, 'MISSING_SCOPES');
      for (const [scope, state] of Object.entries(states)) {
        assert.equal(state, ['contents:write', 'metadata:read'].includes(scope) ? 'GRANTED' : 'MISSING', scope);
      }
    });

    test('who may read only lacks every write', async () => {
      const evidence = await inspect(tokens.fineGrainedReader.value, `${owner}/gitops-config`);
      const { states } = verdictOf(evidence, 'RUNTIME');
      for (const [scope, state] of Object.entries(states)) {
        assert.equal(state, scope === 'metadata:read' ? 'GRANTED' : 'MISSING', scope);
      }
    });

    test('a private repository of another owner is out of reach, and so is every one before the approval', async () => {
      for (const token of [tokens.fineGrainedElsewhere, tokens.fineGrainedPending]) {
        const evidence = await inspect(token.value, `${owner}/gitops-config`);
        assert.equal(evidence.repository, 'UNREACHABLE');
        assert.equal(verdictOf(evidence, 'RUNTIME').reason, 'MISSING_SCOPES');
        assert.equal(scene.hostOf(system).requests.length, 2);
      }
    });

    test('a public repository is reached by everybody, but written to only with permission', async () => {
      const evidence = await inspect(tokens.fineGrainedPending.value, `${owner}/website`, 'USER');
      assert.equal(evidence.repository, 'REACHABLE');
      assert.equal(verdictOf(evidence, 'USER').states['contents:write'], 'MISSING');
    });

    test('without a repository, or with one that has moved, nothing is probed and everything is unknown', async () => {
      for (const repository of isCloud ? [null, 'acme/old-config'] : [null]) {
        const evidence = await inspect(tokens.fineGrained.value, repository);
        assert.deepEqual(evidence.scopes, { how: 'UNREADABLE', probes: [] });
        assert.equal(verdictOf(evidence, 'RUNTIME').reason, 'SCOPES_UNREADABLE');
      }
    });

    test('GIT_PROBES=read: nothing but GETs; a lack of reading is proved, no write is', async () => {
      const good = await inspect(tokens.fineGrained.value, `${owner}/gitops-config`, 'RUNTIME', cautious);
      assert.equal(verdictOf(good, 'RUNTIME').reason, 'SCOPES_UNREADABLE');
      assert.ok(cautious.hostOf(system).requests.every(({ method }) => method === 'GET'));
      const user = await inspect(tokens.fineGrainedUser.value, `${owner}/gitops-config`, 'RUNTIME', cautious);
      assert.equal(verdictOf(user, 'RUNTIME').states['administration:write'], 'MISSING');
      assert.equal(verdictOf(user, 'RUNTIME').states['contents:write'], 'UNKNOWN');
    });

    test('a classic token whose scopes a proxy has stripped cannot be probed: no request proves a classic scope', async () => {
      scene.hostOf(system).fail('STRIPPED_HEADERS');
      const evidence = await inspect(tokens.goodRuntime.value, `${owner}/gitops-config`);
      assert.deepEqual(verdictOf(evidence, 'RUNTIME').states, { repo: 'UNKNOWN', 'admin:repo_hook': 'UNKNOWN' });
      assert.equal(scene.hostOf(system).requests.length, 2);
    });

    test('an app’s token for a user is probed like a fine-grained one', async () => {
      const evidence = await inspect(tokens.appUser.value, `${owner}/gitops-config`, 'USER');
      assert.deepEqual([evidence.tokenType, evidence.identity?.login], ['GITHUB_APP_USER', 'sam-sample']);
      assert.equal(verdictOf(evidence, 'USER').reason, 'SATISFIED');
    });

    test('an app’s own token, of 40 or 520 characters, names nobody and serves as neither kind', async () => {
      for (const token of [tokens.appInstallation, tokens.appInstallationLong]) {
        const evidence = await inspect(token.value, null);
        assert.deepEqual([evidence.tokenType, evidence.identity], ['GITHUB_APP_INSTALLATION', null]);
        for (const kind of ['RUNTIME', 'USER'] as const) {
          assert.equal(verdictOf(evidence, kind).reason, 'WRONG_TOKEN_TYPE');
        }
      }
    });

    test('R14: trouble at any of the eight requests is no verdict', async () => {
      for (let answered = 0; answered < 8; answered += 1) {
        for (const mode of ['STATUS_502', 'RATE_LIMIT_SECONDARY', 'PROXY_403_JSON', 'BROKEN_JSON'] as const) {
          scene.hostOf(system).fail(mode, { after: answered });
          const evidence = await scene.inspect(system, tokens.fineGrained.value, `${owner}/gitops-config`);
          assert.equal(evidence.answer, 'UNDETERMINED', `${mode} after ${answered}`);
        }
      }
    });
  });
}

test('the known quirks of GitHub.com: 500 at repositories with workflow files, 403 at archived ones, tell nothing', async () => {
  const [cloud] = GITHUB_SYSTEMS;
  assert.ok(cloud !== undefined);
  const stateIn = async (repository: string) => {
    const evidence = await scene.inspect(cloud, TOKENS.github.fineGrainedUser.value, repository, 'USER');
    assert.ok(evidence.answer === 'ACCEPTED' && evidence.scopes.how === 'UNREADABLE');
    return evidence.scopes.probes.find(({ scope }) => scope === 'contents:write')?.state;
  };
  assert.equal(await stateIn('acme/workflows'), 'UNKNOWN');
  assert.equal(await stateIn('acme/archive'), 'UNKNOWN');
});

test('nothing that is probed changes anything, whatever the token may do; the same requests made whole would', async () => {
  const { api } = scene.hosts.urls.github;
  const statusOf = async (method: string, path: string, body: object) => {
    const answer = await request(`${api}/repos/acme/apps${path}`, {
      method: method as 'POST',
      headers: { authorization: `Bearer ${TOKENS.github.goodRuntime.value}`, 'user-agent': 'test' },
      body: JSON.stringify(body),
    });
    await answer.body.dump();
    return answer.statusCode;
  };
  for (const { writing } of Object.values(GITHUB_PROBES)) {
    assert.equal(await statusOf(writing.method, writing.path, writing.body), writing.grantedBy, writing.path);
  }
  for (const [path, body] of [
    ['/git/refs', { ref: 'refs/heads/x', sha: HEAD_COMMIT }],
    [`/statuses/${HEAD_COMMIT}`, { state: 'success' }],
    ['/pulls', { head: 'x', base: 'main' }],
    ['/autolinks', { key_prefix: 'X-', url_template: 'https://x.example/<num>' }],
  ] as const) {
    assert.equal(await statusOf('POST', path, body), 201, path);
  }
});

describe('whatever probes tell', () => {
  const state = fc.constantFrom<ProbeResult['state'][]>('GRANTED', 'MISSING', 'UNKNOWN');
  const kind = fc.constantFrom<GitTokenKind[]>('RUNTIME', 'USER');
  const ranks = { REJECTED: 0, UNDETERMINED: 1, ACCEPTED: 2 } as const;
  const judge = (tokenKind: GitTokenKind, states: readonly ProbeResult['state'][]) => {
    const needed = requiredScopes('GITHUB_FINE_GRAINED', tokenKind);
    const probes = needed.map(({ scope }, index) => ({ scope, state: states[index] ?? 'UNKNOWN' }));
    const scopes = { how: 'UNREADABLE', probes } as const;
    const evidence = accepted({ tokenType: 'GITHUB_FINE_GRAINED', repository: 'REACHABLE', scopes });
    return judgeToken(evidence, context(tokenKind));
  };
  const states = fc.array(state, { minLength: 6, maxLength: 6 });

  test('a proved lack is never accepted where scopes are enforced, and nothing but a proved lack is refused', () => {
    fc.assert(
      fc.property(kind, states, (tokenKind, told) => {
        const { outcome, requirements } = judge(tokenKind, told);
        assert.equal(
          outcome === 'REJECTED',
          requirements.some((requirement) => requirement.state === 'MISSING'),
        );
      }),
    );
  });

  test('R16: more permissions never make it worse', () => {
    fc.assert(
      fc.property(kind, states, fc.nat(5), (tokenKind, told, index) => {
        const more = told.with(index, 'GRANTED');
        assert.ok(ranks[judge(tokenKind, more).outcome] >= ranks[judge(tokenKind, told).outcome]);
      }),
    );
  });
});

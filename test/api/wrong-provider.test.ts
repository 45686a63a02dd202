// R18: a token that plainly belongs to another provider, or is stored for another host, is refused before anything is sent.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CastRuntime } from '../../seed/git-hosts/tokens';
import { runtimeTokenOf, TOKENS } from '../../seed/git-hosts/tokens';
import { createRuntime, setRuntimeToken, setUserToken } from '../support/operations';
import { requestsSent, storedThings } from '../support/stored-state';
import { type Persona, startTestGateway } from '../support/test-gateway';

/** Real lengths, plainly fake. */
const FOREIGN = {
  github: `ghp_${'F'.repeat(36)}`,
  githubFine: `github_pat_${'F'.repeat(82)}`,
  gitlab: `glpat-${'F'.repeat(20)}`,
  bitbucket: `ATATT3${'F'.repeat(40)}`,
  bitbucketServer: `BBDC-${'F'.repeat(44)}`,
};

const PREFIXES: readonly [CastRuntime, Persona, readonly string[]][] = [
  ['acme-production', 'acmeAdmin', [FOREIGN.gitlab, FOREIGN.bitbucket, FOREIGN.bitbucketServer]],
  ['acme-staging', 'acmeAdmin', [FOREIGN.github, FOREIGN.githubFine, FOREIGN.bitbucket]],
  ['acme-edge', 'acmeAdmin', [FOREIGN.github, FOREIGN.bitbucketServer]],
  ['globex-production', 'globexAdmin', [FOREIGN.gitlab, FOREIGN.bitbucket]],
  ['globex-lab', 'globexAdmin', [FOREIGN.github, FOREIGN.gitlab, FOREIGN.bitbucketServer]],
  ['globex-legacy', 'globexAdmin', [FOREIGN.github, FOREIGN.gitlab, FOREIGN.bitbucket]],
];

test('R18: the prefix of another provider: WRONG_PROVIDER for both kinds, nothing is sent, nothing stored', async (t) => {
  const running = await startTestGateway(t);
  const before = await storedThings(running);
  for (const [runtime, who, values] of PREFIXES) {
    const admin = await running.as(who);
    for (const value of values) {
      for (const set of [setUserToken, setRuntimeToken]) {
        const answer = await set(admin, running.runtimeId(runtime), value);
        const [payload] = Object.values<{ stored: boolean; verdict: { outcome: string; reason: string } }>(answer.data);
        const { outcome, reason } = payload?.verdict ?? {};
        const what = `${value.slice(0, 6)}… on ${runtime}`;
        assert.deepEqual([payload?.stored, outcome, reason], [false, 'REJECTED', 'WRONG_PROVIDER'], what);
      }
    }
  }
  assert.deepEqual([requestsSent(running), await storedThings(running)], [0, before]);
});

test('R1, R18: nor does such a token create a runtime', async (t) => {
  const running = await startTestGateway(t);
  const before = await storedThings(running);
  const input = {
    accountId: running.accountId('Acme'),
    name: 'acme-new',
    gitProvider: 'GITLAB_CLOUD',
    token: { value: FOREIGN.github },
  };
  const { runtime, verdict } = (await createRuntime(await running.as('acmeAdmin'), input)).data.createRuntime;
  assert.deepEqual([runtime, verdict.reason], [null, 'WRONG_PROVIDER']);
  assert.deepEqual([requestsSent(running), await storedThings(running)], [0, before]);
});

test('a kind of token that no API takes: WRONG_TOKEN_TYPE, nothing is sent', async (t) => {
  const running = await startTestGateway(t);
  for (const [runtime, persona, value] of [
    ['acme-production', 'alice', `ghr_${'F'.repeat(36)}`],
    ['acme-production', 'alice', `ghs_${'F'.repeat(36)}`],
    ['acme-edge', 'alice', `gldt-${'F'.repeat(20)}`],
    // An app password, which Bitbucket removed in July 2026: no e-mail is asked for.
    ['globex-lab', 'carol', `ATBB${'F'.repeat(32)}`],
  ] as const) {
    const person = await running.as(persona);
    const { stored, verdict } = (await setUserToken(person, running.runtimeId(runtime), value)).data.setGitUserToken;
    assert.deepEqual([stored, verdict.reason], [false, 'WRONG_TOKEN_TYPE'], value.slice(0, 5));
  }
  assert.equal(requestsSent(running), 0);
});

test('R18: the viewer’s own token of another host is not sent to this one, whatever it looks like', async (t) => {
  const running = await startTestGateway(t);
  const carol = await running.as('carol');
  const { value } = TOKENS.github.goodUser;
  await setUserToken(carol, running.runtimeId('acme-production'), value);
  const before = await storedThings(running);
  const enterprise = running.runtimeId('globex-production');
  for (const set of [setUserToken, setRuntimeToken]) {
    const answer = await set(carol, enterprise, value);
    const [payload] = Object.values<{ stored: boolean; verdict: { reason: string } }>(answer.data);
    assert.deepEqual([payload?.stored, payload?.verdict.reason], [false, 'WRONG_PROVIDER']);
  }
  assert.deepEqual([running.hosts.githubEnterprise.requests.length, await storedThings(running)], [0, before]);
});

test('R18: nor is a runtime token of the account', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const { value } = runtimeTokenOf('acme-staging');
  const answer = await setRuntimeToken(admin, running.runtimeId('acme-edge'), value);
  const { stored, verdict } = answer.data.setGitRuntimeToken;
  assert.deepEqual([stored, verdict.reason], [false, 'WRONG_PROVIDER']);
  assert.equal(requestsSent(running), 0);
});

test('R18: what serves somebody else at another host is refused unsent, without saying whose it is', async (t) => {
  const running = await startTestGateway(t);
  const { value } = TOKENS.gitlabServer.goodUser;
  await setUserToken(await running.as('alice'), running.runtimeId('acme-staging'), value);
  running.hosts.reset();
  const before = await storedThings(running);
  const admin = await running.as('acmeAdmin');
  for (const set of [setUserToken, setRuntimeToken]) {
    const answer = await set(admin, running.runtimeId('acme-edge'), value);
    const [payload] = Object.values<{ stored: boolean; verdict: { reason: string } }>(answer.data);
    assert.deepEqual([payload?.stored, payload?.verdict.reason], [false, 'TOKEN_REUSED']);
    assert.doesNotMatch(answer.text, /alice/i);
  }
  assert.deepEqual([requestsSent(running), await storedThings(running)], [0, before]);
});

test('R18: by its form first: somebody else’s stored token of another provider is WRONG_PROVIDER, which says nothing of them', async (t) => {
  const running = await startTestGateway(t);
  const { value } = TOKENS.github.goodUser;
  await setUserToken(await running.as('alice'), running.runtimeId('acme-production'), value);
  running.hosts.reset();
  const before = await storedThings(running);
  const admin = await running.as('acmeAdmin');
  const tell = async (pasted: string) => {
    const answer = await setUserToken(admin, running.runtimeId('acme-staging'), pasted);
    const { reason, message } = answer.data.setGitUserToken.verdict;
    return [reason, message];
  };
  const told = await tell(value);
  assert.equal(told[0], 'WRONG_PROVIDER');
  assert.deepEqual(told, await tell(FOREIGN.github), 'as of a token that nobody has stored');
  assert.deepEqual([requestsSent(running), await storedThings(running)], [0, before]);
});

test('R18: a self-managed GitLab is asked about what looks like a deploy token, and its refusal says what it looks like', async (t) => {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-staging');
  const answer = await setUserToken(await running.as('alice'), runtimeId, `gldt-${'F'.repeat(20)}`);
  const { reason, message } = answer.data.setGitUserToken.verdict;
  assert.equal(reason, 'INVALID_TOKEN');
  assert.match(message, /^GitLab does not accept the token: it begins like a deploy token, /);
  assert.ok(requestsSent(running) > 0);
});

test('R18: a token without any known prefix is opaque: the provider is asked', async (t) => {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-staging');
  const answer = await setUserToken(await running.as('alice'), runtimeId, TOKENS.gitlabServer.oauth.value);
  const { verdict } = answer.data.setGitUserToken;
  assert.deepEqual([verdict.outcome, verdict.tokenType], ['ACCEPTED', 'GITLAB_OAUTH']);
});

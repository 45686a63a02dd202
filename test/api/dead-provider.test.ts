// What does a provider that is dead cost? Its own checks their ten seconds, and nobody else anything; and what is behind a host is not told.

import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { test } from 'node:test';
import { json } from '../../seed/git-hosts/simulated-api';
import { TOKENS, userTokenOf } from '../../seed/git-hosts/tokens';
import { Secret } from '../../src/domain/secret';
import { createGitProviders, type TroubleNote } from '../../src/git-providers/git-providers';
import { MINUTE_MS } from '../support/manual-clock';
import { readRuntime, setUserToken, verifyRuntimeToken, verifyUserToken } from '../support/operations';
import { startTestGateway } from '../support/test-gateway';
import { until } from '../support/until';

test('a provider that answers nobody slows no query and no check elsewhere', async (t) => {
  const running = await startTestGateway(t);
  const [admin, alice] = [await running.as('acmeAdmin'), await running.as('alice')];
  const [production, staging] = [running.runtimeId('acme-production'), running.runtimeId('acme-staging')];
  const release = running.hosts.github.hold();
  const { goodUser, spareUser, excessive, goodRuntime, noScopes } = TOKENS.github;
  const values = [goodUser, spareUser, excessive, goodRuntime, noScopes, userTokenOf('alice@acme.example', 'github')];
  const stuck = values.map(({ value }) => setUserToken(alice, production, value, { dryRun: true }));
  await until('GitHub has as many requests as it gets at a time', () => running.hosts.github.requests.length === 4);

  for (let round = 0; round < 10; round += 1) {
    assert.equal((await readRuntime(alice, production)).data.runtime.name, 'acme-production');
    const { verdict } = (await verifyRuntimeToken(admin, staging)).data.verifyGitRuntimeToken;
    assert.equal(verdict.outcome, 'ACCEPTED');
  }
  assert.equal(running.hosts.github.requests.length, 4, 'all of that was answered while GitHub was not');
  release();
  await Promise.all(stuck);
});

test('a refusal that is a moment old says so in the verdict, and is not stored as such', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  const { value } = TOKENS.github.goodUser;
  await setUserToken(alice, runtimeId, value);
  running.hosts.github.revoke(value);
  const dead = (await verifyUserToken(alice, runtimeId)).data.verifyGitUserToken.verdict;
  assert.doesNotMatch(dead.message, /not asked again/);
  running.clock.advance(30_000);
  const asked = running.hosts.github.requests.length;
  const again = (await verifyUserToken(alice, runtimeId)).data.verifyGitUserToken;
  assert.equal(running.hosts.github.requests.length, asked);
  assert.equal(again.verdict.reason, 'INVALID_TOKEN');
  assert.equal(again.verdict.checkedAt, dead.checkedAt, 'as old as it is');
  assert.match(
    again.verdict.message,
    /said so less than a minute ago and was not asked again; it will be after 09:01:01 UTC\. Create /,
  );
  assert.equal(again.userToken.verdict.message, dead.message);
  assert.ok(!JSON.stringify(await running.rows('SELECT evidence FROM git_token')).includes('askedAgainAt'));
  running.clock.advance(MINUTE_MS);
  running.hosts.github.restore(value);
  assert.equal((await verifyUserToken(alice, runtimeId)).data.verifyGitUserToken.verdict.outcome, 'ACCEPTED');
});

test('what a host says beside the facts is told to nobody, neither to the caller nor to the log', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const WORDS = 'SENTINEL-of-somebody-else';
  const html = { status: 200, headers: { 'content-type': 'text/html' }, body: `<h1>${WORDS}</h1>` };
  const own = { message: 'Bad credentials', documentation_url: `https://docs.github.com/${WORDS}` };
  for (const [answer, reason] of [
    [html, 'PROVIDER_UNAVAILABLE'],
    [json(500, { message: WORDS }, { 'x-words': WORDS }), 'PROVIDER_UNAVAILABLE'],
    [json(302, {}, { location: `http://${WORDS}.example/` }), 'PROVIDER_UNAVAILABLE'],
    [json(403, { message: `API rate limit exceeded. ${WORDS}` }), 'PROVIDER_RATE_LIMITED'],
    [json(401, own), 'INVALID_TOKEN'],
  ] as const) {
    // Past what is remembered of the answer before.
    running.clock.advance(MINUTE_MS);
    running.hosts.github.answerWith(answer);
    const told = await setUserToken(alice, running.runtimeId('acme-production'), TOKENS.github.goodUser.value);
    assert.equal(told.data.setGitUserToken.verdict.reason, reason);
    assert.ok(!`${told.text}${running.logged.join('')}`.includes(WORDS), told.text);
  }
});

test('a closed port, an open port that is no Git host, an unknown name and a forbidden address read the same', async (t) => {
  const silent: Server = createServer((socket) => socket.end('220 mail.example ESMTP\r\n'));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  t.after(() => silent.close());
  const { port } = silent.address() as { port: number };
  const notes: TroubleNote[] = [];
  const urls = [
    `http://127.0.0.1:${port}`,
    'http://127.0.0.1:1',
    'https://git-host.invalid',
    'http://metadata.example',
  ];
  const { inspect } = createGitProviders({
    clock: { now: () => new Date(0) },
    hosts: { allowlist: urls.map((url) => url.replace('https://', '')), apiUrls: {} },
    log: (note) => void notes.push(note),
    resolve: async (name) => {
      if (name === 'metadata.example') return [{ address: '169.254.169.254', family: 4 }];
      throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' });
    },
  });
  const answers: string[] = [];
  for (const providerUrl of urls) {
    const credential = { value: new Secret('glpat-FAKE-000000000000000'), username: null };
    const request = {
      provider: 'GITLAB_SERVER',
      providerUrl,
      credential,
      repository: null,
      tokenKind: 'USER',
    } as const;
    answers.push(JSON.stringify(await inspect(request)));
  }
  assert.equal(new Set(answers).size, 1, answers.join('\n'));
  assert.match(answers[0] ?? '', /PROVIDER_UNAVAILABLE/);
  assert.deepEqual(
    notes.map(({ because }) => because),
    ['ODD_ANSWER', 'UNREACHABLE', 'DNS', 'NOT_ALLOWED'],
    'the log tells them apart',
  );
});

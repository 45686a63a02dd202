// Is a host left alone when it has just answered? A refused token for a minute, a limit until it is over, and one question asked once.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { GitHosts } from '../../seed/git-hosts/git-hosts';
import { simulatedHostSettings } from '../../seed/git-hosts/host-settings';
import { json } from '../../seed/git-hosts/simulated-api';
import { TOKENS } from '../../seed/git-hosts/tokens';
import type { GitProviders, InspectionRequest, InspectionRound } from '../../src/application/ports';
import { BoundedMemory } from '../../src/bounded-memory';
import { judgeToken } from '../../src/domain/judge-token';
import { Secret } from '../../src/domain/secret';
import type { Inspection } from '../../src/domain/token-evidence';
import { createGitProviders } from '../../src/git-providers/git-providers';
import { context } from '../domain/samples';
import { openGitHosts } from '../support/git-hosts';
import { HOUR_MS, ManualClock, MINUTE_MS } from '../support/manual-clock';
import { until } from '../support/until';

const { goodUser, spareUser, revoked } = TOKENS.github;
const clock = new ManualClock();
let hosts: GitHosts;
let providers: GitProviders;

before(async () => {
  hosts = await openGitHosts(clock);
});
after(() => hosts.close());
beforeEach(() => {
  hosts.reset();
  providers = createGitProviders({ clock, hosts: simulatedHostSettings(hosts.urls) });
});

const inspect = (value: string, particulars: Partial<InspectionRequest> = {}): Promise<Inspection> =>
  providers.inspect({
    provider: 'GITHUB',
    providerUrl: 'https://github.com',
    credential: { value: new Secret(value), username: null },
    repository: null,
    tokenKind: 'USER',
    ...particulars,
  });

/** How many requests GitHub had since. */
async function requestsOf(work: () => Promise<unknown>): Promise<number> {
  const asked = hosts.github.requests.length;
  await work();
  return hosts.github.requests.length - asked;
}

const inRound = (value: string, round: InspectionRound) => inspect(value, { round });

describe('a host that has just refused a token', () => {
  test('is not asked again with it within a minute, and the answer says so, as old as it is', async () => {
    const first = await inspect(revoked.value);
    assert.ok(first.answer === 'REFUSED' && first.askedAgainAt === undefined);
    clock.advance(MINUTE_MS - 1);
    let again: Inspection | undefined;
    assert.equal(
      await requestsOf(async () => {
        again = await inspect(revoked.value);
      }),
      0,
    );
    const askedAgainAt = new Date(clock.now().getTime() + 1).toISOString();
    assert.deepEqual(again, { ...first, askedAgainAt });
    clock.advance(1);
    assert.equal(await requestsOf(() => inspect(revoked.value)), 1);
  });

  test('whatever is asked of the token there', async () => {
    await inspect(revoked.value);
    assert.equal(await requestsOf(() => inspect(revoked.value, { repository: 'acme/apps', tokenKind: 'RUNTIME' })), 0);
  });

  test('is asked with other tokens, with the same beside another user name, and other hosts are asked with this one', async () => {
    await inspect(revoked.value);
    assert.equal(await requestsOf(() => inspect(goodUser.value)), 1);
    const credential = { value: new Secret(revoked.value), username: 'somebody@example.com' };
    assert.equal(await requestsOf(() => inspect(revoked.value, { credential })), 1);
    const elsewhere = { provider: 'GITHUB_ENTERPRISE', providerUrl: hosts.urls.githubEnterprise.web } as const;
    await inspect(revoked.value, elsewhere);
    assert.equal(hosts.githubEnterprise.requests.length, 1);
  });

  test('R14: one refusal of a token that was good before is not remembered, and its confirmation reaches the host', async () => {
    hosts.github.revoke(goodUser.value);
    assert.equal(await requestsOf(() => inRound(goodUser.value, 'FIRST')), 1);
    assert.equal(await requestsOf(() => inRound(goodUser.value, 'FIRST')), 1);
    assert.equal(await requestsOf(() => inspect(goodUser.value)), 1, 'nor where it is new');
    assert.equal(await requestsOf(() => inRound(goodUser.value, 'CONFIRMING')), 1);
    assert.equal(await requestsOf(() => inRound(goodUser.value, 'CONFIRMING')), 1, 'a confirmation always asks');
    for (const check of [() => inRound(goodUser.value, 'FIRST'), () => inspect(goodUser.value)])
      assert.equal(await requestsOf(check), 0, 'confirmed: it holds for everybody');
  });

  test('R14: what was refused once, as a new token, is no verdict on it where it was good before', async () => {
    await inspect(revoked.value);
    assert.equal(await requestsOf(() => inRound(revoked.value, 'FIRST')), 1);
  });

  test('a confirmation that is accepted ends it', async () => {
    hosts.github.revoke(goodUser.value);
    await inspect(goodUser.value);
    hosts.github.restore(goodUser.value);
    assert.equal((await inRound(goodUser.value, 'CONFIRMING')).answer, 'ACCEPTED');
    assert.equal((await inspect(goodUser.value)).answer, 'ACCEPTED');
  });
});

describe('a host that said "not before then"', () => {
  test('is not asked with that token before, and the verdict names the moment', async () => {
    hosts.github.fail('RATE_LIMIT_PRIMARY');
    const first = await inspect(goodUser.value);
    hosts.github.fail(null);
    assert.ok(first.answer === 'UNDETERMINED' && first.retryAt !== null);
    const { retryAt } = first;
    assert.equal(retryAt.getTime() - clock.now().getTime(), HOUR_MS / 2);
    clock.advance(HOUR_MS / 2 - 1);
    let again: Inspection | undefined;
    assert.equal(
      await requestsOf(async () => {
        again = await inRound(goodUser.value, 'CONFIRMING');
      }),
      0,
    );
    assert.deepEqual(again, { ...first, checkedAt: clock.now().toISOString() });
    assert.equal((await inspect(spareUser.value)).answer, 'ACCEPTED', 'limits are each token’s own');
    clock.advance(1);
    assert.equal((await inspect(goodUser.value)).answer, 'ACCEPTED');
  });

  test('one that named no moment is left alone for a minute: a secondary limit, the lock after many bad sign-ins', async () => {
    for (const mode of ['RATE_LIMIT_SECONDARY', 'LOGIN_ATTEMPTS'] as const) {
      hosts.github.fail(mode);
      assert.equal((await inspect(goodUser.value)).answer, 'UNDETERMINED');
      clock.advance(MINUTE_MS - 1);
      assert.equal(await requestsOf(() => inspect(goodUser.value)), 0, mode);
      clock.advance(1);
      assert.equal(await requestsOf(() => inspect(goodUser.value)), 1, mode);
      clock.advance(MINUTE_MS);
    }
  });

  test('one that is down until a moment that it names is not asked before, with no token, and the verdict names it', async () => {
    hosts.github.fail('MAINTENANCE');
    const first = await inspect(goodUser.value);
    hosts.github.fail(null);
    assert.ok(first.answer === 'UNDETERMINED' && first.trouble === 'PROVIDER_UNAVAILABLE');
    assert.equal((first.retryAt?.getTime() ?? 0) - clock.now().getTime(), 2 * MINUTE_MS);
    clock.advance(2 * MINUTE_MS - 1);
    for (const { value } of [goodUser, spareUser]) {
      const asked = await requestsOf(async () => {
        const again = await inspect(value);
        assert.deepEqual(again, { ...first, checkedAt: clock.now().toISOString() });
      });
      assert.equal(asked, 0);
    }
    const verdict = judgeToken(first, context('USER', { provider: 'GITHUB', now: clock.now() }));
    assert.match(verdict.message, /Try again after \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    const elsewhere = { provider: 'GITHUB_ENTERPRISE', providerUrl: hosts.urls.githubEnterprise.web } as const;
    await inspect(goodUser.value, elsewhere);
    assert.equal(hosts.githubEnterprise.requests.length, 1, 'other hosts are');
    clock.advance(1);
    assert.equal((await inspect(goodUser.value)).answer, 'ACCEPTED');
  });

  test('one that answers, but for the last time for now, is not asked with that token before then', async () => {
    const reset = String((clock.now().getTime() + HOUR_MS) / 1000);
    for (const prefix of ['x-', '']) {
      const limit = { [`${prefix}ratelimit-remaining`]: '0', [`${prefix}ratelimit-reset`]: reset };
      const until = new Date(clock.now().getTime() + HOUR_MS);
      hosts.reset();
      providers = createGitProviders({ clock, hosts: simulatedHostSettings(hosts.urls) });
      hosts.github.answerWith(json(200, { login: 'sam' }, { 'x-oauth-scopes': 'repo', ...limit }));
      assert.equal((await inspect(goodUser.value)).answer, 'ACCEPTED', 'what it said counts');
      hosts.github.answerWith(null);
      const asked = await requestsOf(async () => {
        const again = await inspect(goodUser.value);
        assert.ok(again.answer === 'UNDETERMINED' && again.trouble === 'PROVIDER_RATE_LIMITED');
        assert.deepEqual(again.retryAt, until);
      });
      assert.equal(asked, 0);
      assert.equal((await inspect(spareUser.value)).answer, 'ACCEPTED', 'limits are each token’s own');
    }
  });

  test('nor for the rest of a check: it ends without a verdict', async () => {
    const reset = String((clock.now().getTime() + HOUR_MS) / 1000);
    const limit = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    hosts.github.answerWith(
      json(200, { login: 'sam', full_name: 'acme/apps' }, { 'x-oauth-scopes': 'repo', ...limit }),
    );
    const asked = await requestsOf(async () => {
      const inspection = await inspect(goodUser.value, { repository: 'acme/apps' });
      assert.ok(inspection.answer === 'UNDETERMINED' && inspection.trouble === 'PROVIDER_RATE_LIMITED');
    });
    assert.equal(asked, 1);
  });

  test('trouble without a moment is not remembered', async () => {
    hosts.github.fail('STATUS_500');
    assert.equal((await inspect(goodUser.value)).answer, 'UNDETERMINED');
    hosts.github.fail(null);
    assert.equal((await inspect(goodUser.value)).answer, 'ACCEPTED');
  });
});

describe('checks of one token at one time', () => {
  test('are one check, and all get its answer', async () => {
    const release = hosts.github.hold();
    const all = Array.from({ length: 20 }, () => inspect(goodUser.value, { repository: 'acme/apps' }));
    await until('GitHub is asked', () => hosts.github.requests.length > 0);
    release();
    const [first, ...others] = await Promise.all(all);
    assert.equal(first?.answer, 'ACCEPTED');
    for (const other of others) assert.deepEqual(other, first);
    assert.equal(hosts.github.requests.length, 2, 'whose it is, and the repository');
  });

  test('about another repository, as another kind, or of another token are others; and a later one is another', async () => {
    const release = hosts.github.hold();
    const different = [
      inspect(goodUser.value),
      inspect(goodUser.value, { repository: 'acme/apps' }),
      inspect(goodUser.value, { tokenKind: 'RUNTIME' }),
      inspect(spareUser.value),
    ];
    await until('all four are asked', () => hosts.github.requests.length === 4);
    release();
    await Promise.all(different);
    assert.equal(await requestsOf(() => inspect(goodUser.value)), 1);
  });
});

test('a first check and its confirmation, or checks for two providers at one address, are asked each for itself', async () => {
  const settings = simulatedHostSettings(hosts.urls);
  const apiUrls = { ...settings.apiUrls, GITHUB: hosts.urls.githubEnterprise.api };
  providers = createGitProviders({ clock, hosts: { ...settings, apiUrls } });
  const { value } = TOKENS.githubEnterprise.goodUser;
  const release = hosts.githubEnterprise.hold();
  const all = [
    inRound(value, 'FIRST'),
    inRound(value, 'CONFIRMING'),
    inspect(value),
    inspect(value, { provider: 'GITHUB_ENTERPRISE', providerUrl: hosts.urls.githubEnterprise.web }),
  ];
  await until('all four are asked', () => hosts.githubEnterprise.requests.length === 4);
  release();
  for (const { answer } of await Promise.all(all)) assert.equal(answer, 'ACCEPTED');
});

test('what is remembered is bounded: what is asked for now and then stays, the rest makes room', () => {
  const limit = 10;
  const memory = new BoundedMemory<number>(limit);
  const keys = Array.from({ length: 1000 }, (_, index) => String(index));
  memory.keep('asked for', -1);
  for (const [index, key] of keys.entries()) {
    memory.keep(key, index);
    assert.equal(memory.recall(key), index);
    if (index % (limit / 2 - 1) === 0) assert.equal(memory.recall('asked for'), -1, `forgotten after ${key}`);
  }
  const latest = keys.slice(-(limit / 2 - 2));
  for (const key of latest) assert.equal(memory.recall(key), Number(key));
  assert.ok(keys.filter((key) => memory.recall(key) !== undefined).length <= limit);
  memory.forget('asked for');
  assert.equal(memory.recall('asked for'), undefined);
});

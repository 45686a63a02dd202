// How does a session go on? A refresh token is good once, and for ten seconds more; later it must have been stolen, and all ends.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DAY_MS } from '../support/manual-clock';
import {
  askWhoIAm,
  continueWith,
  logout,
  refresh,
  signIn,
  type TokenPair,
  withToken,
} from '../support/session-operations';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const ALICE = 'alice@acme.example';
const GRACE_MS = 10_000;
const IDLE_MS = 30 * DAY_MS;

describe('refreshSession', () => {
  let running: TestGateway;
  before(async () => {
    running = await openTestGateway();
  });
  after(() => running.close());

  const signInAlice = () => signIn(running.anonymous(), ALICE);
  const next = (pair: TokenPair) => continueWith(running.anonymous(), pair);
  const sessions = async () => (await running.rows('SELECT id FROM session')).map(({ id }) => id);

  /** Both tokens of the pair work: the access token now, the refresh token for a new pair. */
  async function assertAlive(pair: TokenPair, what: string): Promise<TokenPair> {
    const me = await askWhoIAm(withToken(running.anonymous(), pair));
    assert.equal(me.data.viewer.email, ALICE, what);
    return next(pair);
  }

  async function assertDead(pair: TokenPair, what: string): Promise<void> {
    const answers = [
      await askWhoIAm(withToken(running.anonymous(), pair)),
      await refresh(running.anonymous(), pair.refreshToken),
    ];
    for (const answer of answers) {
      answer.assertRefused('UNAUTHENTICATED');
      assert.equal(answer.status, 401, what);
    }
  }

  test('gives a new pair of the same session, chain after chain', async () => {
    let pair = await signInAlice();
    const before = await sessions();
    const seen = new Set([pair.accessToken, pair.refreshToken]);
    for (let turn = 1; turn <= 5; turn++) {
      running.clock.advance(14 * 60_000);
      pair = await next(pair);
      seen.add(pair.accessToken).add(pair.refreshToken);
      assert.equal(seen.size, 2 + 2 * turn, 'no token is given twice');
    }
    await assertAlive(pair, 'after an hour of refreshing');
    assert.deepEqual(await sessions(), before, 'no session is opened by it');
  });

  test('the old token within 10 seconds gives another pair, and both go on long after', async () => {
    const first = await signInAlice();
    const second = await next(first);
    running.clock.advance(GRACE_MS);
    const third = await next(first);
    assert.notEqual(third.refreshToken, second.refreshToken);

    running.clock.advance(GRACE_MS + 60_000);
    const [afterSecond, afterThird] = [
      await assertAlive(second, 'the first tab'),
      await assertAlive(third, 'the other tab'),
    ];
    running.clock.advance(GRACE_MS + 60_000);
    await assertAlive(afterSecond, 'the first tab, later');
    await assertAlive(afterThird, 'the other tab, later');
  });

  test('the old token after 10 seconds ends the whole session at once: every pair of it', async () => {
    const first = await signInAlice();
    const second = await next(first);
    const third = await next(first);
    const elsewhere = await signInAlice();
    running.clock.advance(GRACE_MS + 1);
    (await refresh(running.anonymous(), first.refreshToken)).assertRefused('UNAUTHENTICATED');
    for (const pair of [first, second, third]) await assertDead(pair, 'a pair of the session that was stolen from');
    await assertAlive(elsewhere, 'another session of the same person');
  });

  test('the 10 seconds count from the first use: using it again does not prolong them', async () => {
    const first = await signInAlice();
    const second = await next(first);
    running.clock.advance(GRACE_MS - 1000);
    const third = await next(first);
    running.clock.advance(1001);
    (await refresh(running.anonymous(), first.refreshToken)).assertRefused('UNAUTHENTICATED');
    for (const pair of [second, third]) await assertDead(pair, 'a pair of the session');
  });

  test('twenty refreshes with one token at the same moment all get a pair, each its own, and each goes on', async () => {
    const first = await signInAlice();
    const pairs = await Promise.all(Array.from({ length: 20 }, () => next(first)));
    assert.equal(new Set(pairs.map(({ refreshToken }) => refreshToken)).size, 20);
    running.clock.advance(GRACE_MS + 1);
    for (const pair of pairs) await assertAlive(pair, 'one of twenty');
  });

  test('twenty refreshes at the same moment with a token that was used long ago get nothing, and end the session', async () => {
    const first = await signInAlice();
    const second = await next(first);
    running.clock.advance(GRACE_MS + 1);
    const stolen = Array.from({ length: 20 }, () => refresh(running.anonymous(), first.refreshToken));
    for (const answer of await Promise.all(stolen)) answer.assertRefused('UNAUTHENTICATED');
    await assertDead(second, 'the pair that was good');
  });

  test('a token that is unknown, null, empty or no refresh token is refused, and nothing else ends', async () => {
    const pair = await signInAlice();
    const before = await sessions();
    for (const token of ['unknown', '', null, pair.accessToken, `${pair.refreshToken} `, 'x'.repeat(5000)]) {
      const answer = await refresh(running.anonymous(), token);
      answer.assertRefused('UNAUTHENTICATED');
      assert.equal(answer.status, 401);
    }
    const leftOut = await running.anonymous().send('mutation { refreshSession(input: {}) { accessToken } }');
    leftOut.assertRefused('UNAUTHENTICATED');
    assert.deepEqual(await sessions(), before);
    await assertAlive(pair, 'the session beside all that');
  });

  test('after logout its refresh token is worthless, a fresh one too', async () => {
    const first = await signInAlice();
    const second = await next(first);
    await logout(withToken(running.anonymous(), second));
    for (const pair of [first, second]) await assertDead(pair, 'a pair of the session');
  });

  test('30 days without a refresh end a session; every refresh gives 30 days more', async () => {
    const idle = await signInAlice();
    let busy = await signInAlice();
    running.clock.advance(IDLE_MS - 1);
    busy = await next(busy);
    running.clock.advance(1);
    await assertDead(idle, '30 days idle');
    running.clock.advance(IDLE_MS - 2);
    busy = await next(busy);
    await assertAlive(busy, 'after 60 days of use');
  });
});

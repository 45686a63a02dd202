// R13: how long is an access token worth anything? While its session lives, at most 15 minutes, and only exactly as it was issued.

import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createAccessTokens } from '../../src/crypto/access-tokens';
import { createKeyRing } from '../../src/crypto/key-ring';
import { GraphQLClient } from '../support/graphql-client';
import { setUserToken } from '../support/operations';
import { askWhoIAm, logout, signIn, withToken } from '../support/session-operations';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const ALICE = 'alice@acme.example';
const BOB = 'bob@acme.example';
const MINUTE_MS = 60_000;

describe('an access token', () => {
  let running: TestGateway;
  before(async () => {
    running = await openTestGateway({ environment: 'production' });
  });
  after(() => running.close());

  const client = (accessToken: string) => new GraphQLClient(running.url, accessToken);

  test('R13: is worthless at once after logout; the person’s other sessions go on', async () => {
    const anonymous = running.anonymous();
    const [here, elsewhere] = [await signIn(anonymous, ALICE), await signIn(anonymous, ALICE)];
    assert.equal((await logout(withToken(anonymous, here))).data.logout.signedOut, true);
    await assertWorthless(running, here.accessToken);
    assert.equal((await askWhoIAm(withToken(anonymous, elsewhere))).data.viewer.email, ALICE);
  });

  test('logout in the middle of a document: what follows it does not run', async () => {
    const session = await signIn(running.anonymous(), ALICE);
    const runtimeId = running.runtimeId('acme-production');
    const answer = await client(session.accessToken).send(
      `mutation ($input: DeleteGitUserTokenInput!) {
        logout { signedOut }
        deleteGitUserToken(input: $input) { runtime { id } }
      }`,
      { input: { runtimeId } },
    );
    answer.assertRefused('UNAUTHENTICATED');
    assert.deepEqual(answer.body.data, { logout: { signedOut: true }, deleteGitUserToken: null });
  });

  test('R13: is worthless at once when the session’s row is gone', async () => {
    const { accessToken } = await signIn(running.anonymous(), ALICE);
    assert.equal((await askWhoIAm(client(accessToken))).data.viewer.email, ALICE);
    await running.tamper('DELETE FROM session WHERE person_id = (SELECT id FROM person WHERE email = ?)', ALICE);
    await assertWorthless(running, accessToken);
  });

  test('is good for 15 minutes by the clock, and not a second longer', async () => {
    const { accessToken } = await signIn(running.anonymous(), ALICE);
    running.clock.advance(15 * MINUTE_MS - 1000);
    assert.equal((await askWhoIAm(client(accessToken))).data.viewer.email, ALICE);
    running.clock.advance(1000);
    await assertWorthless(running, accessToken);
  });

  test('forged or altered, it is no better than none', async () => {
    const { accessToken } = await signIn(running.anonymous(), ALICE);
    await signIn(running.anonymous(), BOB);
    for (const [what, forged] of Object.entries(await forgeries(running, accessToken))) {
      await assertWorthless(running, forged, what);
    }
    assert.equal((await askWhoIAm(client(accessToken))).data.viewer.email, ALICE, 'what was altered is good itself');
  });

  test('counts only as a Bearer token in the Authorization header', async () => {
    const { accessToken } = await signIn(running.anonymous(), ALICE);
    const elsewhere: Record<string, string>[] = [
      { authorization: accessToken },
      { authorization: `Basic ${accessToken}` },
      { authorization: `Bearer ${accessToken}, Bearer ${accessToken}` },
      { authorization: `Bearer ${accessToken} ${accessToken}` },
      { authorization: 'Bearer' },
      { cookie: `accessToken=${accessToken}` },
      { 'x-access-token': accessToken },
    ];
    for (const headers of elsewhere) {
      const answer = await running.anonymous().send('{ viewer { email } }', {}, headers);
      answer.assertRefused('UNAUTHENTICATED');
    }
    const answer = await running
      .anonymous()
      .send('{ viewer { email } }', {}, { authorization: `bearer ${accessToken}` });
    assert.equal(answer.data.viewer.email, ALICE, 'the scheme’s case does not matter');
  });
});

/** 401 for a query, a mutation and introspection alike; no Git host is asked and nothing is stored. */
async function assertWorthless(running: TestGateway, accessToken: string, what = 'the token'): Promise<void> {
  const who = new GraphQLClient(running.url, accessToken);
  const asked = running.hosts.github.requests.length;
  const answers = {
    'a query': await askWhoIAm(who),
    'a mutation': await setUserToken(who, running.runtimeId('acme-production'), 'ghp_a_token_that_must_not_leave'),
    introspection: await who.send('{ __schema { queryType { name } } }'),
    'the name of a type': await who.send('{ __typename }'),
  };
  for (const [operation, answer] of Object.entries(answers)) {
    assert.equal(answer.status, 401, `${what}, ${operation}: ${answer.text}`);
    answer.assertRefused('UNAUTHENTICATED');
    assert.equal(answer.body.data, undefined, `${what}, ${operation}`);
  }
  assert.equal(running.hosts.github.requests.length, asked, `${what}: a Git host was asked`);
  assert.deepEqual(await running.rows("SELECT id FROM git_token WHERE kind = 'USER'"), [], what);
}

async function forgeries(running: TestGateway, accessToken: string): Promise<Record<string, string>> {
  const [header = '', claims = '', signature = ''] = accessToken.split('.');
  const { sub, sid } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const rewrite = (part: string, changes: object) => {
    const json = JSON.parse(Buffer.from(part, 'base64url').toString());
    return Buffer.from(JSON.stringify({ ...json, ...changes })).toString('base64url');
  };
  const bobsId = String((await running.rows('SELECT id FROM person WHERE email = ?', BOB))[0]?.id);
  const bobsSession = String((await running.rows('SELECT id FROM session WHERE person_id = ?', bobsId))[0]?.id);
  const foreignRing = createKeyRing([{ id: 'test', key: createSecretKey(randomBytes(32)) }]);
  const ours = running.gateway.accessTokens;
  return {
    'another person’s id': `${header}.${rewrite(claims, { sub: bobsId })}.${signature}`,
    'another session': `${header}.${rewrite(claims, { sid: bobsSession })}.${signature}`,
    'a longer life': `${header}.${rewrite(claims, { exp: 4_000_000_000 })}.${signature}`,
    'no algorithm': `${rewrite(header, { alg: 'none' })}.${claims}.`,
    'no signature': `${header}.${claims}.`,
    'a signature cut short': accessToken.slice(0, -1),
    'a key of somebody else’s': createAccessTokens(foreignRing, running.clock).issue({ personId: sub, sessionId: sid })
      .token,
    'our key, but a session that never was': ours.issue({ personId: sub, sessionId: `${sid.slice(0, -4)}0000` }).token,
    'our key, but the session of another person': ours.issue({ personId: sub, sessionId: bobsSession }).token,
    'text that is no token': 'not-a-token',
  };
}

// What is open to somebody who is not signed in? login, refreshSession and acceptInvitation, alone in their document; outside production the schema.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CAST_PASSWORD } from '../../seed/data';
import { LOGIN, REFRESH, signIn } from '../support/session-operations';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const ALICE = 'alice@acme.example';
const INPUT = `input: { email: "${ALICE}", password: "${CAST_PASSWORD}" }`;

const BROKEN_HEADERS = ['Bearer broken', 'Bearer eyJhbGciOiJub25lIn0.e30.', 'Basic YWxpY2U6eA==', 'nonsense', 'Bearer'];

const SMUGGLED: Record<string, string> = {
  'another mutation': `mutation { login(${INPUT}) { accessToken } logout { signedOut } }`,
  'another mutation first': `mutation { logout { signedOut } login(${INPUT}) { accessToken } }`,
  'another mutation under the name of login': `mutation { login(${INPUT}) { accessToken } x: logout { signedOut } }`,
  'a fragment': `mutation { login(${INPUT}) { accessToken } ...F } fragment F on Mutation { logout { signedOut } }`,
  'an inline fragment': `mutation { login(${INPUT}) { accessToken } ... { logout { signedOut } } }`,
  'a skipped field': `mutation { login(${INPUT}) { accessToken } logout @skip(if: true) { signedOut } }`,
  'a query under the name of login': '{ login: viewer { email } }',
  'a query behind introspection': '{ __typename viewer { email } }',
};

for (const environment of ['production', 'test'] as const) {
  describe(`in ${environment}`, () => {
    let running: TestGateway;
    before(async () => {
      running = await openTestGateway({ environment });
    });
    after(() => running.close());

    test('login and refreshSession ignore a broken Authorization header', async () => {
      for (const authorization of BROKEN_HEADERS) {
        const send = (query: string, input: object) => running.anonymous().send(query, { input }, { authorization });
        const signedIn = await send(LOGIN, { email: ALICE, password: CAST_PASSWORD });
        assert.equal(signedIn.data.login.viewer.email, ALICE, authorization);
        const { refreshToken } = signedIn.data.login;
        const refreshed = await send(REFRESH, { refreshToken });
        assert.equal(refreshed.data.refreshSession.viewer.email, ALICE, authorization);
      }
    });

    for (const [what, query] of Object.entries(SMUGGLED)) {
      test(`beside an open field nothing is smuggled in: ${what} needs a token, and nobody is signed in`, async () => {
        const sessions = (await running.rows('SELECT id FROM session')).length;
        const answer = await running.anonymous().send(query);
        answer.assertRefused('UNAUTHENTICATED');
        assert.equal(answer.status, 401);
        assert.equal(answer.body.data, undefined);
        assert.equal((await running.rows('SELECT id FROM session')).length, sessions);
      });
    }

    const isOpen = environment !== 'production';
    test(`introspection is ${isOpen ? 'open, whatever the header says' : 'for people who are signed in'}`, async () => {
      const query = '{ __schema { queryType { name } } }';
      const authorizations: Record<string, string>[] = [{}, { authorization: 'Bearer broken' }];
      for (const headers of authorizations) {
        const answer = await running.anonymous().send(query, {}, headers);
        if (isOpen) assert.equal(answer.data.__schema.queryType.name, 'Query');
        else {
          answer.assertRefused('UNAUTHENTICATED');
          assert.equal(answer.status, 401);
        }
      }
      const { accessToken } = await signIn(running.anonymous(), ALICE);
      const answer = await running.anonymous().send(query, {}, { authorization: `Bearer ${accessToken}` });
      assert.equal(answer.data.__schema.queryType.name, 'Query');
    });
  });
}

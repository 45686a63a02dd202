// Who gets past the door? Everybody to the open operations, in development to introspection; the rest needs a good access token.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Answer, codesOf, type SmallApi, startSmallApi, TOKEN } from './small-api';

const NOBODY = { authorization: '' };
const BAD_TOKEN = { authorization: 'Bearer bad' };

const OPEN_TO_ALL = ['mutation { login }', 'mutation { ...F } fragment F on Mutation { ... { login } }'];

/** One guess at a password a request. */
const TOO_MANY_OPEN = ['mutation { a: login b: login }', 'mutation { login ...F } fragment F on Mutation { login }'];

const INTROSPECTION = [
  '{ __typename }',
  '{ __schema { queryType { name } } }',
  '{ __type(name: "Item") { name } }',
  '{ ...F } fragment F on Query { __schema { queryType { name } } }',
];

const CLOSED = [
  '{ hello }',
  '{ login: hello }',
  '{ __typename hello }',
  '{ __schema: hello }',
  '{ __typename ...F } fragment F on Query { hello }',
  '{ __typename ... { ... on Query { hello } } }',
  '{ __typename ...F ...G } fragment F on Query { __typename } fragment G on Query { ...F hello }',
  '{ __typename hello @skip(if: true) }',
  'mutation { change }',
  'mutation { login change }',
  'mutation { login: change }',
  'mutation { login ...F } fragment F on Mutation { change }',
  'mutation { login ... { change } }',
  'mutation { __typename }',
  'mutation { login __typename }',
  '{ nobodyKnowsThis }',
];

function assertUnauthenticated(answer: Answer, what: string): void {
  assert.equal(answer.status, 401, `${what}: ${answer.text}`);
  assert.deepEqual(codesOf(answer), ['UNAUTHENTICATED'], what);
  assert.equal(answer.body.data, undefined, what);
}

/** What stands in the header → what the answer says, which is nothing of it. */
const HEADERS: readonly (readonly [authorization: string, message: string])[] = [
  ['', 'Sign in first: send the access token of login as “Authorization: Bearer …”.'],
  ['good-access-token', 'The Authorization header must be the word Bearer, a blank, and the access token.'],
  ['Bearer', 'The Authorization header must be the word Bearer, a blank, and the access token.'],
  ['Basic Z29vZA==', 'The Authorization header must be the word Bearer, a blank, and the access token.'],
  ['Bearer bad', 'The access token has expired or is no longer valid. Refresh the session, or sign in again.'],
];

it('a refusal says what to mend in the header', async () => {
  const api = await startSmallApi();
  for (const [authorization, message] of HEADERS) {
    const answer = await api.ask('{ hello }', { headers: { authorization } });
    assertUnauthenticated(answer, authorization);
    assert.equal(answer.body.errors?.[0]?.message, message, authorization);
  }
  await api.close();
});

for (const production of [true, false]) {
  describe(`in ${production ? 'production' : 'development'}`, () => {
    let api: SmallApi;
    before(async () => {
      api = await startSmallApi({ production });
    });
    after(() => api.close());

    for (const query of TOO_MANY_OPEN)
      it(`several at once are refused: ${query}`, async () => {
        const answer = await api.ask(query, { headers: NOBODY });
        assert.deepEqual(
          [codesOf(answer), answer.body.errors?.[0]?.extensions.limit],
          [['OPERATION_TOO_LARGE'], 'openFields'],
        );
      });

    for (const query of OPEN_TO_ALL)
      it(`open to everybody: ${query}`, async () => {
        for (const headers of [NOBODY, BAD_TOKEN]) {
          const answer = await api.ask(query, { headers });
          assert.equal(answer.status, 200, answer.text);
          assert.ok(answer.body.data);
        }
      });

    for (const query of CLOSED)
      it(`needs a token: ${query}`, async () => {
        const calls = api.calls.length;
        for (const headers of [NOBODY, BAD_TOKEN]) assertUnauthenticated(await api.ask(query, { headers }), query);
        assert.equal(api.calls.length, calls, 'a resolver ran');
      });

    for (const query of INTROSPECTION)
      it(`introspection is ${production ? 'closed' : 'open'}: ${query}`, async () => {
        const answer = await api.ask(query, { headers: NOBODY });
        if (production) assertUnauthenticated(answer, query);
        else assert.equal(answer.status, 200, answer.text);
        assert.equal((await api.ask(query)).status, 200, 'signed in');
      });

    it('an open operation ignores the Authorization header: it has no viewer', async () => {
      const answer = await api.ask('mutation { login }', { headers: { authorization: TOKEN } });
      assert.deepEqual(answer.body.data, { login: 'null' });
    });

    it('the selected operation decides, not its neighbours', async () => {
      const query = 'mutation Open { login } mutation Closed { change }';
      assert.equal((await api.ask(query, { operationName: 'Open', headers: NOBODY })).status, 200);
      assertUnauthenticated(await api.ask(query, { operationName: 'Closed', headers: NOBODY }), 'Closed');
      assertUnauthenticated(await api.ask(query, { headers: NOBODY }), 'none selected');
      assertUnauthenticated(await api.ask(query, { operationName: 'Other', headers: NOBODY }), 'an unknown one');
    });

    it('a good token is a viewer', async () => {
      assert.deepEqual((await api.ask('{ viewerId }')).body.data, { viewerId: 'per_01ALICE' });
    });

    it('a GET cannot change anything, signed in or not', async () => {
      const headers = { authorization: TOKEN, 'apollo-require-preflight': '1' };
      for (const query of ['mutation { change }', 'mutation { login }']) {
        const answer = await api.send(`/graphql?${new URLSearchParams({ query })}`, { headers });
        assert.equal(answer.status, 405, answer.text);
        assert.deepEqual(codesOf(answer), ['METHOD_NOT_ALLOWED']);
      }
      assert.ok(!api.calls.includes('change'));
    });
  });
}

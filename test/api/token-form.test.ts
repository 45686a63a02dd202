// R18: a token is trimmed and then 8 to 4,096 printable ASCII characters; anything else never leaves the gateway.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import type { Answer } from '../support/graphql-client';
import { MINUTE_MS } from '../support/manual-clock';
import { createRuntime, setRuntimeToken, setUserToken } from '../support/operations';
import { requestsSent, storedState } from '../support/stored-state';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

let running: TestGateway;
before(async () => {
  running = await openTestGateway();
});
after(() => running.close());

/** All three ways in which a token is given. */
async function give(value: string): Promise<Answer[]> {
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-production');
  const input = { accountId: running.accountId('Acme'), name: 'acme-new', gitProvider: 'GITHUB', token: { value } };
  return [
    await createRuntime(admin, input),
    await setRuntimeToken(admin, runtimeId, value),
    await setUserToken(admin, runtimeId, value),
  ];
}

const LENGTH = 'must have 8 to 4096 characters';
const ASCII = 'must be printable ASCII without blanks inside';

const REFUSED: readonly [what: string, value: string, constraint: string][] = [
  ['nothing', '', LENGTH],
  ['blanks', ' \t\n ', LENGTH],
  ['7 characters', 'SECRET7', LENGTH],
  ['7 characters between blanks', '   SECRET7   ', LENGTH],
  ['4,097 characters', `SECRET${'x'.repeat(4091)}`, LENGTH],
  ['a blank inside', 'SECRET half', ASCII],
  ['a line break inside', 'SECRET\r\nX-Header: 1', ASCII],
  ['a tab inside', 'SECRET\thalf', ASCII],
  ['a NUL inside', 'SECRET\u0000half', ASCII],
  ['DEL inside', 'SECRET\u007fhalf', ASCII],
  ['a letter beyond ASCII', 'SECRETé12', ASCII],
  ['a zero-width blank at the end', 'SECRET12\u200b', ASCII],
  ['an emoji', 'SECRET💥12', ASCII],
];

test('R18: another form is bad input, named by field, never by value; nothing is sent, nothing stored', async () => {
  const before = await storedState(running);
  for (const [what, value, constraint] of REFUSED) {
    for (const answer of await give(value)) {
      answer.assertRefused('BAD_USER_INPUT');
      assert.deepEqual(answer.error.extensions.fields, [{ path: 'token.value', constraints: [constraint] }], what);
      assert.ok(!answer.text.includes('SECRET'), what);
    }
  }
  assert.deepEqual([await storedState(running), requestsSent(running)], [before, 0]);
});

test('R18: of 8 and of 4,096 characters it is asked about, and blanks around it are not part of it', async () => {
  for (const value of ['!"#$%&~}', 'x'.repeat(4096)]) {
    for (const pasted of [value, `\n  ${value}\t\u00a0`]) {
      // The first way of the three asks; the others are told what the host has just said.
      running.clock.advance(MINUTE_MS);
      const asked = running.hosts.github.requests.length;
      for (const answer of await give(pasted)) {
        const [payload] = Object.values<{ verdict: { reason: string } }>(answer.data);
        assert.equal(payload?.verdict.reason, 'INVALID_TOKEN', `${value.length} characters`);
      }
      const sent = running.hosts.github.requests.slice(asked);
      assert.equal(sent.length, 1);
      assert.ok(
        sent.every((request) => request.presented(value)),
        'exactly the trimmed value',
      );
    }
  }
});

test('a token that is stored shows its last four characters, and nothing else of it anywhere', async () => {
  const alice = await running.as('alice');
  const { value } = TOKENS.github.goodUser;
  const answer = await setUserToken(alice, running.runtimeId('acme-production'), value);
  assert.equal(answer.data.setGitUserToken.userToken.hint, value.slice(-4));
  assert.ok(!answer.text.includes(value.slice(-8)));
});

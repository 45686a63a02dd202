// Who can sign in, and what is told to whoever cannot? Nothing: an unknown e-mail and a wrong password are one answer.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { hash as argon2 } from '@node-rs/argon2';
import { CAST_PASSWORD, PEOPLE } from '../../seed/data';
import type { Gateway } from '../../src/application/gateway';
import { signIn } from '../../src/application/people/sign-in';
import { PASSWORD_HASHING, PASSWORD_LIMITS } from '../../src/crypto/passwords';
import { GatewayError } from '../../src/domain/errors';
import { LOGIN, login, withToken } from '../support/session-operations';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const ALICE = 'alice@acme.example';
const NOBODY = 'nobody@acme.example';

describe('login', () => {
  let running: TestGateway;
  before(async () => {
    running = await openTestGateway();
  });
  after(() => running.close());

  const countSessions = async () => (await running.rows('SELECT id FROM session')).length;

  for (const { email, roles } of PEOPLE) {
    test(`${email} signs in, and is told who they are and in which accounts`, async () => {
      const session = (await login(running.anonymous(), email)).data.login;
      assert.equal(session.viewer.email, email);
      const memberships = session.viewer.memberships as { role: string; account: { name: string } }[];
      assert.deepEqual(Object.fromEntries(memberships.map(({ role, account }) => [account.name, role])), roles);
      const inFifteenMinutes = running.clock.now().getTime() + 15 * 60 * 1000;
      assert.equal(session.accessTokenExpiresAt, new Date(inFifteenMinutes).toISOString());

      const me = await withToken(running.anonymous(), session).send('{ viewer { id } }');
      assert.equal(me.data.viewer.id, session.viewer.id, 'the access token is this person’s');
    });
  }

  test('a wrong password and an unknown e-mail are answered alike, byte for byte, and open nothing', async () => {
    const sessions = await countSessions();
    const answers: string[] = [];
    for (const [email, password] of [
      [ALICE, 'gateway-demO'],
      [ALICE, `${CAST_PASSWORD} `],
      [NOBODY, CAST_PASSWORD],
      [NOBODY, 'gateway-demO'],
    ] as const) {
      const answer = await login(running.anonymous(), email, password);
      answer.assertRefused('UNAUTHENTICATED', 'WRONG_CREDENTIALS');
      assert.equal(answer.status, 401);
      answers.push(answer.text);
    }
    assert.equal(new Set(answers).size, 1, answers.join('\n'));
    assert.equal(await countSessions(), sessions);
  });

  test('both even have the same headers', async () => {
    const headersOf = async (email: string) => {
      const body = JSON.stringify({ query: LOGIN, variables: { input: { email, password: 'gateway-demO' } } });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(running.url, { method: 'POST', headers, body });
      await response.arrayBuffer();
      return [...response.headers].filter(([name]) => name !== 'date');
    };
    assert.deepEqual(await headersOf(ALICE), await headersOf(NOBODY));
  });

  for (const [what, email] of [
    ['a wrong password', ALICE],
    ['an unknown e-mail', NOBODY],
  ] as const) {
    test(`${what} is hashed: it takes one of the few places for hashing, so it takes as long`, async () => {
      const places = PASSWORD_LIMITS.atOnce + PASSWORD_LIMITS.waiting;
      const attempts = Array.from({ length: places + 3 }, () => email);
      const outcomes = await allAtOnce(running.gateway, attempts, 'gateway-demO');
      assert.equal(outcomes.filter((code) => code === 'UNAUTHENTICATED').length, places);
      assert.equal(outcomes.filter((code) => code === 'TOO_MANY_REQUESTS').length, 3);
    });
  }

  test('case and blanks around an e-mail do not matter; in a password they do', async () => {
    for (const email of ['  ALICE@acme.EXAMPLE ', 'Alice@Acme.Example', `\t${ALICE}\n`]) {
      assert.equal((await login(running.anonymous(), email)).data.login.viewer.email, ALICE, JSON.stringify(email));
    }
    for (const password of [CAST_PASSWORD.toUpperCase(), ` ${CAST_PASSWORD}`]) {
      (await login(running.anonymous(), ALICE, password)).assertRefused('UNAUTHENTICATED', 'WRONG_CREDENTIALS');
    }
  });

  test('what is no e-mail, or longer than any password, is refused by its form, before anything is hashed', async () => {
    const misfits = [
      ['no e-mail', CAST_PASSWORD, 'email'],
      [`${'a'.repeat(250)}@acme.example`, CAST_PASSWORD, 'email'],
      [ALICE, '', 'password'],
      [ALICE, 'p'.repeat(129), 'password'],
    ] as const;
    for (const [email, password, field] of misfits) {
      const answer = await login(running.anonymous(), email, password);
      answer.assertRefused('BAD_USER_INPUT');
      assert.deepEqual(
        answer.error.extensions.fields?.map(({ path }) => path),
        [field],
      );
    }
  });

  test('a hash made with weaker parameters than today’s is made anew at the next sign-in', async () => {
    const storedHash = async () =>
      String((await running.rows('SELECT password_hash FROM person WHERE email = ?', ALICE))[0]?.password_hash);
    const weak = await argon2(CAST_PASSWORD, { ...PASSWORD_HASHING, timeCost: 1 });
    await running.tamper('UPDATE person SET password_hash = ? WHERE email = ?', weak, ALICE);
    await login(running.anonymous(), ALICE, 'gateway-demO');
    assert.equal(await storedHash(), weak, 'a wrong password renews nothing');
    assert.equal((await login(running.anonymous(), ALICE)).data.login.viewer.email, ALICE);
    assert.match(await storedHash(), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.equal((await login(running.anonymous(), ALICE)).data.login.viewer.email, ALICE);
  });

  test('passwords and refresh tokens are stored as hashes only', async () => {
    const { refreshToken } = (await login(running.anonymous(), ALICE)).data.login;
    for (const { password_hash } of await running.rows('SELECT password_hash FROM person')) {
      assert.match(String(password_hash), /^\$argon2id\$/);
    }
    const stored = JSON.stringify(await running.rows('SELECT * FROM refresh_token, session, person'));
    for (const secret of [refreshToken, CAST_PASSWORD]) assert.ok(!stored.includes(secret));
    const hash = running.gateway.oneTimeTokens.hash(refreshToken);
    assert.equal((await running.rows('SELECT hash FROM refresh_token WHERE hash = ?', hash)).length, 1);
  });
});

/** The codes of sign-ins that reach the hashing at the very same moment: each person is looked up, then all go on together. */
async function allAtOnce(gateway: Gateway, emails: readonly string[], password: string): Promise<(string | null)[]> {
  let lookedUp = 0;
  let goOn = () => {};
  const everybodyIsThere = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const personByEmail: Gateway['reads']['personByEmail'] = async (email) => {
    const person = await gateway.reads.personByEmail(email);
    lookedUp += 1;
    if (lookedUp === emails.length) goOn();
    await everybodyIsThere;
    return person;
  };
  const meeting: Gateway = { ...gateway, reads: { ...gateway.reads, personByEmail } };
  const outcomes = await Promise.allSettled(emails.map((email) => signIn(meeting, email, password)));
  return outcomes.map((outcome) => {
    if (outcome.status === 'fulfilled') return null;
    assert.ok(outcome.reason instanceof GatewayError, String(outcome.reason));
    return outcome.reason.code;
  });
}

// How does a person change their password? Knowing the present one; this session goes on, all their others end.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { CAST_PASSWORD } from '../../seed/data';
import {
  askWhoIAm,
  changePassword,
  login,
  refresh,
  signIn,
  type TokenPair,
  withToken,
} from '../support/session-operations';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const ALICE = 'alice@acme.example';
const BOB = 'bob@acme.example';
const NEW_PASSWORD = 'correct horse battery';

/** Hard to guess, of this length. */
const long = (length: number) => 'winter rain on a tin roof, '.repeat(5).slice(0, length);

describe('changePassword', () => {
  let running: TestGateway;
  let originalHash: unknown;
  let here: TokenPair;
  before(async () => {
    running = await openTestGateway();
    originalHash = await hashOf(ALICE);
  });
  after(() => running.close());
  beforeEach(async () => {
    await running.tamper('UPDATE person SET password_hash = ? WHERE email = ?', originalHash, ALICE);
    here = await signIn(running.anonymous(), ALICE);
  });

  const hashOf = async (email: string) =>
    (await running.rows('SELECT password_hash FROM person WHERE email = ?', email))[0]?.password_hash;
  const change = (currentPassword: string, newPassword: string) =>
    changePassword(withToken(running.anonymous(), here), currentPassword, newPassword);

  /** Refused on this one field; password and sessions stay as they were. */
  async function assertRefused(currentPassword: string, newPassword: string, field: string): Promise<void> {
    const sessions = (await running.rows('SELECT id FROM session')).length;
    const answer = await change(currentPassword, newPassword);
    answer.assertRefused('BAD_USER_INPUT');
    const paths = answer.error.extensions.fields?.map(({ path }) => path);
    assert.deepEqual(paths, [field], answer.text);
    assert.equal(await hashOf(ALICE), originalHash);
    assert.equal((await running.rows('SELECT id FROM session')).length, sessions);
  }

  test('the new password signs in, the old one does not', async () => {
    assert.equal((await change(CAST_PASSWORD, NEW_PASSWORD)).data.changePassword.viewer.email, ALICE);
    (await login(running.anonymous(), ALICE, CAST_PASSWORD)).assertRefused('UNAUTHENTICATED', 'WRONG_CREDENTIALS');
    await signIn(running.anonymous(), ALICE, NEW_PASSWORD);
    await signIn(running.anonymous(), BOB, CAST_PASSWORD);
  });

  test('this session goes on; the person’s others end, with all their tokens; nobody else’s do', async () => {
    const anonymous = running.anonymous();
    const [elsewhere, bobs] = [await signIn(anonymous, ALICE), await signIn(anonymous, BOB)];
    await change(CAST_PASSWORD, NEW_PASSWORD);
    (await askWhoIAm(withToken(anonymous, elsewhere))).assertRefused('UNAUTHENTICATED');
    (await refresh(anonymous, elsewhere.refreshToken)).assertRefused('UNAUTHENTICATED');
    for (const pair of [here, bobs]) {
      assert.notEqual((await askWhoIAm(withToken(anonymous, pair))).data.viewer, null);
      assert.notEqual((await refresh(anonymous, pair.refreshToken)).data.refreshSession, null);
    }
  });

  test('a wrong current password is refused on that field', async () => {
    await assertRefused('gateway-demO', NEW_PASSWORD, 'currentPassword');
    await assertRefused(`${CAST_PASSWORD} `, NEW_PASSWORD, 'currentPassword');
  });

  test('a new password has 12 to 128 characters', async () => {
    await assertRefused(CAST_PASSWORD, long(11), 'newPassword');
    await assertRefused(CAST_PASSWORD, long(129), 'newPassword');
    for (const newPassword of [long(12), long(128)]) {
      assert.equal((await change(CAST_PASSWORD, newPassword)).data.changePassword.viewer.email, ALICE);
      await signIn(running.anonymous(), ALICE, newPassword);
      await running.tamper('UPDATE person SET password_hash = ? WHERE email = ?', originalHash, ALICE);
    }
  });

  test('a new password is none that is guessed first: no common one, not the person’s own e-mail or name', async () => {
    for (const guessable of ['password1234', 'qwertyuiop123', 'x'.repeat(20), ALICE, 'Alice Archer']) {
      await assertRefused(CAST_PASSWORD, guessable, 'newPassword');
    }
  });

  test('of two changes at the same moment one wins, and its password is the one that signs in', async () => {
    const passwords = ['the first of two', 'the second of two'];
    const answers = await Promise.all(passwords.map((password) => change(CAST_PASSWORD, password)));
    const won = answers.map(({ body }) => body.errors === undefined);
    assert.deepEqual(won.toSorted(), [false, true], answers.map(({ text }) => text).join('\n'));
    const winner = passwords[won.indexOf(true)];
    for (const password of passwords) {
      const answer = await login(running.anonymous(), ALICE, password);
      assert.equal(answer.status, password === winner ? 200 : 401, answer.text);
    }
  });

  test('needs somebody who is signed in', async () => {
    (await changePassword(running.anonymous(), CAST_PASSWORD, NEW_PASSWORD)).assertRefused('UNAUTHENTICATED');
    assert.equal(await hashOf(ALICE), originalHash);
  });
});

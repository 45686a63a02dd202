// Which passwords are refused as guessable, and is the work for it bounded?

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { passwordStrength } from '../../src/crypto/password-strength';

const ALICE = ['alice@acme.example', 'Alice Archer'];

const GUESSABLE = [
  'passwordpassword',
  'p@ssw0rd1234',
  'password1234',
  'qwertyuiop12',
  '123456789012',
  'iloveyou1234',
  'administrator',
  'letmein12345',
  'abcdefghijkl',
  'aaaaaaaaaaaa',
  'a1'.repeat(64),
  'p4$$w0rd'.repeat(16),
  'alice@acme.example',
  'Alice Archer 1',
  'alicealice12',
];

const HARD = [
  'violet otter lantern',
  'correct horse battery staple',
  'blue-Lamp-42x',
  'x8#Kq!2vZp0w',
  'пять зелёных слонов',
];

describe('password strength', () => {
  for (const password of GUESSABLE) {
    test(`guessable: ${password.slice(0, 20)}, ${password.length} characters`, async () => {
      assert.equal(await passwordStrength.isGuessable(password, ALICE), true);
    });
  }

  for (const password of HARD) {
    test(`hard to guess: ${password}`, async () => {
      assert.equal(await passwordStrength.isGuessable(password, ALICE), false);
    });
  }

  test('what is somebody’s own name is guessable for them alone', async () => {
    const password = 'Zebulon Quarterstaff';
    assert.equal(await passwordStrength.isGuessable(password, [password]), true);
    assert.equal(await passwordStrength.isGuessable(password, ALICE), false);
  });

  test('only the beginning is looked at, so that a long one costs no more', async () => {
    const beginning = 'p4$$w0rd'.repeat(5);
    assert.equal(await passwordStrength.isGuessable(`${beginning}x8#Kq!2vZp0w`, ALICE), true);
  });
});

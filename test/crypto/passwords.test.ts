// Are passwords hashed as OWASP asks, told right from wrong, and never too many at a time?

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hash as argon2 } from '@node-rs/argon2';
import { createPasswords, PASSWORD_HASHING, PASSWORD_LIMITS } from '../../src/crypto/passwords';
import { GatewayError } from '../../src/domain/errors';

const passwords = createPasswords();

describe('passwords', () => {
  test('a hash is argon2id with 19 MiB, two passes, one lane, and salted', async () => {
    const [first, second] = await Promise.all([passwords.hash('gateway-demo'), passwords.hash('gateway-demo')]);
    assert.match(first, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    assert.notEqual(first, second);
  });

  test('the right password matches, others do not', async () => {
    const hash = await passwords.hash('gateway-demo');
    assert.equal(await passwords.matches('gateway-demo', hash), true);
    for (const wrong of ['gateway-demO', 'gateway-demo ', '', 'gateway-demo\0']) {
      assert.equal(await passwords.matches(wrong, hash), false, JSON.stringify(wrong));
    }
  });

  test('one password matches however its characters are composed', async () => {
    const hash = await passwords.hash('pässword'.normalize('NFD'));
    assert.equal(await passwords.matches('pässword'.normalize('NFC'), hash), true);
  });

  test('nobody’s password matches nothing', async () => {
    for (const password of ['', 'gateway-demo']) assert.equal(await passwords.matches(password, null), false);
  });

  test('nobody’s password goes through the same hashing as a real one: it takes a place like it', async () => {
    const crowd = createPasswords();
    const places = PASSWORD_LIMITS.atOnce + PASSWORD_LIMITS.waiting;
    const outcomes = await Promise.allSettled(Array.from({ length: places + 1 }, () => crowd.matches('x', null)));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, places);
  });

  test('a hash is outdated when it was made with weaker parameters or by another algorithm', async () => {
    const { memoryCost, timeCost } = PASSWORD_HASHING;
    assert.equal(passwords.isOutdated(await passwords.hash('x')), false);
    assert.equal(passwords.isOutdated(await argon2('x', { ...PASSWORD_HASHING, timeCost: timeCost + 1 })), false);
    assert.equal(passwords.isOutdated(await argon2('x', { ...PASSWORD_HASHING, timeCost: timeCost - 1 })), true);
    assert.equal(passwords.isOutdated(await argon2('x', { ...PASSWORD_HASHING, memoryCost: memoryCost / 2 })), true);
    const argon2i = 1;
    assert.equal(passwords.isOutdated(await argon2('x', { ...PASSWORD_HASHING, algorithm: argon2i })), true);
  });

  test('more than can work and wait are turned away, the others are served', async () => {
    const crowd = createPasswords();
    const places = PASSWORD_LIMITS.atOnce + PASSWORD_LIMITS.waiting;
    const outcomes = await Promise.allSettled(Array.from({ length: places + 5 }, () => crowd.hash('x')));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    assert.equal(refusals.length, 5);
    for (const refusal of refusals) {
      assert.ok(refusal instanceof GatewayError);
      assert.equal(refusal.code, 'TOO_MANY_REQUESTS');
      assert.equal(refusal.details.retryAfterSeconds, 1);
    }
    assert.match(await crowd.hash('x'), /^\$argon2id/, 'and afterwards there is room again');
  });
});

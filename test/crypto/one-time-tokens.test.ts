// Are refresh and invitation tokens chance, and is only their hash to be stored?

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { oneTimeTokens } from '../../src/crypto/one-time-tokens';

describe('one-time tokens', () => {
  test('a token is 256 random bits in base64url; no two are equal', () => {
    const tokens = Array.from({ length: 1000 }, () => oneTimeTokens.create().token);
    for (const token of tokens) assert.match(token, /^[\w-]{43}$/);
    assert.equal(new Set(tokens).size, 1000);
  });

  test('the hash finds the token again and does not show it', () => {
    const { token, hash } = oneTimeTokens.create();
    assert.equal(oneTimeTokens.hash(token), hash);
    assert.notEqual(oneTimeTokens.hash(`${token}x`), hash);
    assert.ok(!hash.includes(token));
  });

  test('the hash is SHA-256, as stored ones are', () => {
    assert.equal(oneTimeTokens.hash('abc'), 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });
});

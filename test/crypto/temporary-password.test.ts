// Is a temporary password beyond guessing, and can it be read aloud?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryPassword } from '../../src/crypto/temporary-password';

test('it has four groups of five, without letters that are taken for others', () => {
  for (let time = 0; time < 200; time++)
    assert.match(temporaryPassword(), /^([0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}$/);
});

test('no two are alike, and every character turns up in every place', () => {
  const passwords = Array.from({ length: 2_000 }, temporaryPassword);
  assert.equal(new Set(passwords).size, passwords.length);
  for (let place = 0; place < 23; place++) {
    if (place % 6 === 5) continue; // a hyphen
    assert.equal(new Set(passwords.map((password) => password[place])).size, 32, `place ${place}`);
  }
});

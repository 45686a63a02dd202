// Is each purpose's key its own, and does no key show its bytes?

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { createKeyRing, type KeyPurpose } from '../../src/crypto/key-ring';
import { keyRing, masterKey } from './fixed-keys';

const PURPOSES: readonly KeyPurpose[] = ['token encryption', 'token fingerprint', 'access token'];

describe('key ring', () => {
  test('every purpose of every master key has another key, and none is the master key itself', () => {
    const derived = PURPOSES.flatMap((purpose) => keyRing('k1', 'k2').keysFor(purpose).all);
    const bytes = [...derived, masterKey('k1'), masterKey('k2')].map(({ key }) => key.export().toString('hex'));
    assert.equal(new Set(bytes).size, PURPOSES.length * 2 + 2, 'two of the keys are equal');
  });

  test('the same master key derives the same keys after a restart', () => {
    for (const purpose of PURPOSES) {
      const [first, second] = [keyRing('k1'), keyRing('k1')].map((ring) => ring.keysFor(purpose).primary.key.export());
      assert.deepEqual(first, second, purpose);
    }
  });

  test('the first key is primary, all are found by id, others are not', () => {
    const keys = keyRing('k2', 'k1').keysFor('token encryption');
    assert.equal(keys.primary.id, 'k2');
    assert.deepEqual(
      keys.all.map(({ id }) => id),
      ['k2', 'k1'],
    );
    assert.equal(keys.find('k1')?.id, 'k1');
    for (const stranger of ['k3', '', '__proto__', 'constructor']) assert.equal(keys.find(stranger), undefined);
  });

  test('a ring without keys is refused', () => {
    assert.throws(() => createKeyRing([]).keysFor('access token'), /at least one key/);
  });

  test('printing a ring, a key or a master key shows no bytes of it', () => {
    const keys = keyRing('k1').keysFor('token encryption');
    const shown = [keys, keys.primary, masterKey('k1')]
      .map((thing) => `${inspect(thing, { depth: 9, showHidden: true })} ${JSON.stringify(thing)} ${String(thing)}`)
      .join(' ');
    for (const { key } of [keys.primary, masterKey('k1')]) {
      for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const) {
        assert.ok(!shown.includes(key.export().toString(encoding)), `the key shows in ${encoding}`);
      }
    }
  });
});

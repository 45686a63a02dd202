// R7: are equal tokens, and only those, recognized by their fingerprints?

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { createTokenFingerprints } from '../../src/crypto/token-fingerprints';
import { Secret } from '../../src/domain/secret';
import { keyRing } from './fixed-keys';

const VALUE = 'ghp_golden0000000000000000000000000000';

/** Made with Node's own HKDF and HMAC, without this program. Databases hold fingerprints like it: a change lets reuse go unseen. */
const GOLDEN = 'k1:TuruFtQ33lVDQCtRIUkbnyu8xiT7J3Ld4VGmgDz-5Ek';

const of = (value: string, ...ids: string[]) => createTokenFingerprints(keyRing(...ids)).of(new Secret(value));

describe('R7: token fingerprints', () => {
  test('the golden fingerprint is still made', () => {
    assert.deepEqual(of(VALUE, 'k1'), [GOLDEN]);
  });

  test('one for each key, the primary’s first, each naming its key', () => {
    const [first, second, ...more] = of(VALUE, 'k2', 'k1');
    assert.match(first ?? '', /^k2:[\w-]{43}$/);
    assert.equal(second, GOLDEN);
    assert.deepEqual(more, []);
  });

  test('another value, and another key, give another fingerprint', () => {
    const prints = [
      of(VALUE, 'k1'),
      of(`${VALUE} `, 'k1'),
      of(VALUE.toUpperCase(), 'k1'),
      of('', 'k1'),
      of(VALUE, 'k2'),
    ];
    const macs = prints.flat().map((print) => print.split(':')[1]);
    assert.equal(new Set(macs).size, prints.length);
  });

  test('it is keyed: not the plain hash that anybody could make of a guess', () => {
    const plainHash = createHash('sha256').update(VALUE).digest('base64url');
    assert.ok(!of(VALUE, 'k1').join().includes(plainHash));
  });
});

// Does a sealed token open in its own place only, and is anything else answered with null?

import assert from 'node:assert/strict';
import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { TokenPlace } from '../../src/application/ports';
import { createTokenCipher } from '../../src/crypto/token-cipher';
import type { GitCredential } from '../../src/domain/git-token';
import { Secret } from '../../src/domain/secret';
import { keyRing } from './fixed-keys';

const PLACE: TokenPlace = { kind: 'USER', tokenId: 'tok_01JZZZZZZZZZZZZZZZZZZZZZZZ' };
const VALUE = 'ghp_golden0000000000000000000000000000';
const CREDENTIAL: GitCredential = { value: new Secret(VALUE), username: 'golden@example.com' };

/** Made with Node's own HKDF and AES-GCM, without this program; IV 00 01 … 0b. Envelopes like it are in databases: it must open for ever. */
const GOLDEN =
  'v1.k1.AAECAwQFBgcICQoL.gnvLOPaQZVsfS0awAYZxajBJF0dfk1Pd0Y3U7wVUBayGZZQ_o_C_uv4FMw8ViZ8Vos40fkQkSXOgRCqgp-1GpRPVzGIwny9iNWPCZf0MBuSPxOXtqmDrkWYZ5H8jrvEv4p5byz4oH7g';

const cipher = createTokenCipher(keyRing('k1'));
const plain = (credential: GitCredential | null) =>
  credential && { value: credential.value.reveal(), username: credential.username };

describe('token cipher', () => {
  test('the golden envelope opens: the format has not changed', () => {
    assert.deepEqual(plain(cipher.open(GOLDEN, PLACE)), { value: VALUE, username: 'golden@example.com' });
  });

  test('what is sealed has the form of the golden envelope and opens', () => {
    const sealed = cipher.seal(CREDENTIAL, PLACE);
    assert.match(sealed, /^v1\.k1\.[\w-]{16}\.[\w-]+$/);
    assert.equal(sealed.length, GOLDEN.length);
    assert.deepEqual(plain(cipher.open(sealed, PLACE)), { value: VALUE, username: 'golden@example.com' });
  });

  test('any credential comes back as it was sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.option(fc.string()), (value, username) => {
        const sealed = cipher.seal({ value: new Secret(value), username }, PLACE);
        assert.deepEqual(plain(cipher.open(sealed, PLACE)), { value, username });
      }),
    );
  });

  test('the same token sealed a thousand times gives a thousand envelopes and as many IVs', () => {
    const sealed = Array.from({ length: 1000 }, () => cipher.seal(CREDENTIAL, PLACE));
    assert.equal(new Set(sealed).size, 1000);
    assert.equal(new Set(sealed.map((envelope) => envelope.split('.')[2])).size, 1000);
  });

  test('an envelope moved to another row, or to the other kind, does not open', () => {
    assert.equal(cipher.open(GOLDEN, { ...PLACE, tokenId: 'tok_01JZZZZZZZZZZZZZZZZZZZZZZY' }), null);
    assert.equal(cipher.open(GOLDEN, { ...PLACE, tokenId: '' }), null);
    assert.equal(cipher.open(GOLDEN, { ...PLACE, kind: 'RUNTIME' }), null);
  });

  test('an envelope with any one character changed does not open', () => {
    for (let index = 0; index < GOLDEN.length; index += 1) {
      for (const other of ['A', 'B', '_', '.', '=', '+', '\n', '']) {
        const changed = GOLDEN.slice(0, index) + other + GOLDEN.slice(index + 1);
        if (changed !== GOLDEN) assert.equal(cipher.open(changed, PLACE), null, `character ${index} as "${other}"`);
      }
    }
  });

  test('an envelope with any one bit flipped does not open', () => {
    const [format, keyId, ...encoded] = GOLDEN.split('.');
    encoded.forEach((text, part) => {
      for (let bit = 0; bit < Buffer.from(text, 'base64url').length * 8; bit += 1) {
        const bytes = Buffer.from(text, 'base64url');
        bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        const flipped = encoded.with(part, bytes.toString('base64url'));
        assert.equal(cipher.open([format, keyId, ...flipped].join('.'), PLACE), null, `part ${part}, bit ${bit}`);
      }
    });
  });

  const [, , iv, ciphertext = ''] = GOLDEN.split('.');
  const MALFORMED: Record<string, string> = {
    nothing: '',
    blanks: '   ',
    'a bare token': VALUE,
    'dots alone': '...',
    'no ciphertext': `v1.k1.${iv}`,
    'an empty ciphertext': `v1.k1.${iv}.`,
    'an empty iv': `v1.k1..${ciphertext}`,
    'an empty key id': `v1..${iv}.${ciphertext}`,
    'a fifth part': `${GOLDEN}.`,
    'a short tag': `v1.k1.${iv}.${ciphertext.slice(0, 20)}`,
    'a tag alone': `v1.k1.${iv}.${ciphertext.slice(-22)}`,
    'a cut end': GOLDEN.slice(0, -4),
    'a long iv': `v1.k1.${iv}AAAA.${ciphertext}`,
    'another format': GOLDEN.replace('v1', 'v2'),
    'an unknown key': GOLDEN.replace('k1', 'k9'),
    'the name of a property': GOLDEN.replace('k1', '__proto__'),
    'a blank in front': ` ${GOLDEN}`,
    'a line end behind': `${GOLDEN}\n`,
    'padded base64': `${GOLDEN}=`,
    'a JSON envelope': '{"v":1,"value":"x","username":null}',
  };
  for (const [what, sealed] of Object.entries(MALFORMED)) {
    test(`malformed: ${what} does not open`, () => assert.equal(cipher.open(sealed, PLACE), null));
  }

  test('no text at all makes it throw', () => {
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.base64String(), { maxLength: 5 }).map((parts) => parts.join('.')),
    );
    fc.assert(fc.property(text, (sealed) => cipher.open(sealed, PLACE) === null));
  });

  test('a sealed text that is no credential of a known version does not open', () => {
    const sealText = (text: string) => {
      const bytes = randomBytes(12);
      const seal = createCipheriv('aes-256-gcm', keyRing('k1').keysFor('token encryption').primary.key, bytes);
      seal.setAAD(Buffer.from(`v1.k1.${PLACE.kind}.${PLACE.tokenId}`));
      const body = Buffer.concat([seal.update(text), seal.final(), seal.getAuthTag()]);
      return `v1.k1.${bytes.toString('base64url')}.${body.toString('base64url')}`;
    };
    assert.ok(cipher.open(sealText('{"v":1,"value":"a","username":null}'), PLACE), 'the well-formed one opens');
    for (const text of [
      '',
      'ghp_bare',
      'null',
      '[]',
      '"text"',
      '{"v":1',
      '{"v":2,"value":"a","username":null}',
      '{"v":"1","value":"a","username":null}',
      '{"value":"a","username":null}',
      '{"v":1,"value":7,"username":null}',
      '{"v":1,"value":"a"}',
      '{"v":1,"value":"a","username":7}',
    ]) {
      assert.equal(cipher.open(sealText(text), PLACE), null, text);
    }
  });

  test('an envelope shows nothing of the token', () => {
    const sealed = cipher.seal(CREDENTIAL, PLACE);
    const bytes = Buffer.from(sealed.split('.')[3] ?? '', 'base64url').toString('latin1');
    for (const place of [sealed, bytes]) assert.ok(!place.includes('golden'), 'a part of the token can be read');
  });
});

describe('rotation of the encryption key', () => {
  const before = createTokenCipher(keyRing('k1'));
  const during = createTokenCipher(keyRing('k2', 'k1'));
  const after = createTokenCipher(keyRing('k2'));

  test('old envelopes open, new ones are written with the first key', () => {
    const old = before.seal(CREDENTIAL, PLACE);
    assert.equal(during.open(old, PLACE)?.value.reveal(), VALUE);
    assert.match(during.seal(CREDENTIAL, PLACE), /^v1\.k2\./);
  });

  test('what the first key did not write wants resealing, what it wrote does not', () => {
    assert.equal(during.needsResealing(before.seal(CREDENTIAL, PLACE)), true);
    assert.equal(during.needsResealing(during.seal(CREDENTIAL, PLACE)), false);
    assert.equal(createTokenCipher(keyRing('k')).needsResealing(GOLDEN), true, 'k is not k1');
    assert.equal(during.needsResealing('nonsense'), true);
  });

  test('a lost key: its envelopes do not open, the others do', () => {
    const [old, young] = [before.seal(CREDENTIAL, PLACE), during.seal(CREDENTIAL, PLACE)];
    assert.equal(after.open(old, PLACE), null);
    assert.equal(after.open(young, PLACE)?.value.reveal(), VALUE);
  });

  test('an envelope renamed to another key of the ring does not open', () => {
    assert.equal(during.open(before.seal(CREDENTIAL, PLACE).replace('.k1.', '.k2.'), PLACE), null);
  });
});

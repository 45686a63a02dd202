// Is every token refused that is not exactly one of ours, valid now? Each forgery stands beside the same token made right.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createAccessTokens } from '../../src/crypto/access-tokens';
import { keyRing } from './fixed-keys';

const NOW = Date.parse('2026-03-01T12:00:00Z') / 1000;
const MINUTE = 60;

const tokensAt = (seconds: number, ...ids: string[]) =>
  createAccessTokens(keyRing(...(ids.length ? ids : ['k1'])), { now: () => new Date(seconds * 1000) });
const tokens = tokensAt(NOW);

const CLAIMS = { personId: 'per_1', sessionId: 'ses_1' };

const GOOD_HEADER = { alg: 'HS256', typ: 'at+jwt', kid: 'k1' };
const GOOD_CLAIMS = {
  sub: 'per_1',
  sid: 'ses_1',
  jti: 'b3f1',
  iss: 'git-token-gateway',
  aud: 'git-token-gateway',
  iat: NOW,
  exp: NOW + 15 * MINUTE,
};

type Json = string | object;

const segment = (json: Json) =>
  Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)).toString('base64url');

/** Signs whatever it is given with the gateway's own key, as only a mistake of ours, or a second program with our key, could. */
function forge(header: Json, claims: Json, { keyId = 'k1', hash = 'sha256' } = {}): string {
  const signed = `${segment(header)}.${segment(claims)}`;
  const key = keyRing(keyId).keysFor('access token').primary.key;
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}

/** JSON text of the good claims with one written as it stands, for numbers that JavaScript does not print. */
const withRawClaim = (name: string, raw: string) => JSON.stringify({ ...GOOD_CLAIMS, [name]: '@' }).replace('"@"', raw);

describe('an access token', () => {
  test('is issued for 15 minutes and read back', () => {
    const { token, expiresAt } = tokens.issue(CLAIMS);
    assert.equal(expiresAt.toISOString(), '2026-03-01T12:15:00.000Z');
    assert.deepEqual(tokens.verify(token), CLAIMS);
  });

  test('one that was good before is refused once its time is over, by the same verifier', () => {
    let now = NOW;
    const verifier = createAccessTokens(keyRing('k1'), { now: () => new Date(now * 1000) });
    const { token } = verifier.issue(CLAIMS);
    assert.deepEqual(verifier.verify(token), CLAIMS);
    now = NOW + 15 * MINUTE - 1;
    assert.deepEqual(verifier.verify(token), CLAIMS, 'remembered');
    now = NOW + 15 * MINUTE;
    assert.equal(verifier.verify(token), null);
    assert.equal(verifier.verify(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`), null, 'another signature');
  });

  test('has exactly the header and claims that are documented', () => {
    const [header, claims] = tokens
      .issue(CLAIMS)
      .token.split('.')
      .map((part) => Buffer.from(part, 'base64url').toString());
    assert.deepEqual(JSON.parse(header ?? ''), GOOD_HEADER);
    const { jti, ...others } = JSON.parse(claims ?? '');
    assert.match(jti, /^[0-9a-f-]{36}$/);
    assert.deepEqual({ ...others, jti: GOOD_CLAIMS.jti }, GOOD_CLAIMS);
  });

  test('is never the same twice', () => {
    assert.notEqual(tokens.issue(CLAIMS).token, tokens.issue(CLAIMS).token);
  });

  test('is valid to its last second and not a second longer', () => {
    const { token } = tokens.issue(CLAIMS);
    assert.deepEqual(tokensAt(NOW + 15 * MINUTE - 1).verify(token), CLAIMS);
    assert.equal(tokensAt(NOW + 15 * MINUTE).verify(token), null);
  });

  test('is taken by a gateway whose clock is 30 seconds behind, not 31', () => {
    const { token } = tokens.issue(CLAIMS);
    assert.deepEqual(tokensAt(NOW - 30).verify(token), CLAIMS);
    assert.equal(tokensAt(NOW - 31).verify(token), null);
  });

  test('survives a rotation of keys until its own key is taken off', () => {
    const { token } = tokens.issue(CLAIMS);
    assert.deepEqual(tokensAt(NOW, 'k2', 'k1').verify(token), CLAIMS);
    assert.equal(tokensAt(NOW, 'k2').verify(token), null);
  });

  test('is refused with any one character changed', () => {
    const { token } = tokens.issue(CLAIMS);
    for (let index = 0; index < token.length; index += 1) {
      for (const other of ['A', 'B', '.', ' ', '']) {
        const changed = token.slice(0, index) + other + token.slice(index + 1);
        if (changed !== token) assert.equal(tokens.verify(changed), null, `character ${index} as "${other}"`);
      }
    }
  });
});

describe('a forged access token, signed with our own key,', () => {
  test('is taken when it is made right: otherwise the refusals below would prove nothing', () => {
    assert.deepEqual(tokens.verify(forge(GOOD_HEADER, GOOD_CLAIMS)), CLAIMS);
    assert.deepEqual(tokens.verify(forge(GOOD_HEADER, withRawClaim('exp', `${GOOD_CLAIMS.exp}`))), CLAIMS);
    assert.deepEqual(tokens.verify(forge(GOOD_HEADER, { ...GOOD_CLAIMS, iat: NOW + 30 })), CLAIMS);
  });

  const { alg, typ, kid } = GOOD_HEADER;
  const HEADERS: Record<string, Json> = {
    'crit of an unknown extension': { ...GOOD_HEADER, crit: ['x'], x: 1 },
    'an empty crit': { ...GOOD_HEADER, crit: [] },
    'b64 false': { ...GOOD_HEADER, b64: false },
    'b64 true': { ...GOOD_HEADER, b64: true },
    zip: { ...GOOD_HEADER, zip: 'DEF' },
    'a key inside': { ...GOOD_HEADER, jwk: { kty: 'oct', k: 'AAAA' } },
    'the address of a key': { ...GOOD_HEADER, jku: 'https://example.com/keys' },
    'no typ': { alg, kid },
    'a foreign typ': { alg, kid, typ: 'JWT' },
    'a typ in capitals': { alg, kid, typ: 'AT+JWT' },
    'a typ in a list': { alg, kid, typ: ['at+jwt'] },
    'no kid': { alg, typ },
    'an unknown kid': { ...GOOD_HEADER, kid: 'k9' },
    'an empty kid': { ...GOOD_HEADER, kid: '' },
    'a kid that is a number': { ...GOOD_HEADER, kid: 1 },
    'the name of a property as kid': { ...GOOD_HEADER, kid: 'constructor' },
    'a path as kid': { ...GOOD_HEADER, kid: '../../dev/null' },
    'no alg': { typ, kid },
    'alg none': { ...GOOD_HEADER, alg: 'none' },
    'an alg in small letters': { ...GOOD_HEADER, alg: 'hs256' },
    'an alg for public keys': { ...GOOD_HEADER, alg: 'RS256' },
    'a list as header': [GOOD_HEADER],
    'null as header': 'null',
    'text as header': 'not json',
  };
  for (const [what, header] of Object.entries(HEADERS)) {
    test(`is refused with ${what} in its header`, () => {
      assert.equal(tokens.verify(forge(header, GOOD_CLAIMS)), null);
    });
  }

  const without = (name: keyof typeof GOOD_CLAIMS) => ({ ...GOOD_CLAIMS, [name]: undefined });
  const CLAIM_SETS: Record<string, Json> = {
    'no exp': without('exp'),
    'an infinite exp': withRawClaim('exp', '1e400'),
    'an exp of null': { ...GOOD_CLAIMS, exp: null },
    'an exp in text': { ...GOOD_CLAIMS, exp: `${GOOD_CLAIMS.exp}` },
    'a broken exp': { ...GOOD_CLAIMS, exp: GOOD_CLAIMS.exp - 0.5 },
    'an exp now': { ...GOOD_CLAIMS, iat: NOW - MINUTE, exp: NOW },
    'an exp that is past': { ...GOOD_CLAIMS, iat: NOW - 20 * MINUTE, exp: NOW - 5 * MINUTE },
    'an exp a second too far': { ...GOOD_CLAIMS, exp: GOOD_CLAIMS.exp + 1 },
    'an exp in a hundred years': { ...GOOD_CLAIMS, exp: NOW + 100 * 365 * 24 * 60 * MINUTE },
    'a long life that began long ago': { ...GOOD_CLAIMS, iat: NOW - 60 * MINUTE },
    'no iat': without('iat'),
    'an iat in the future': { ...GOOD_CLAIMS, iat: NOW + 31, exp: NOW + 10 * MINUTE },
    'an iat in text': { ...GOOD_CLAIMS, iat: `${NOW}` },
    'an iat of minus infinity': withRawClaim('iat', '-1e400'),
    'a broken iat': { ...GOOD_CLAIMS, iat: NOW + 0.5 },
    'an nbf in the future': { ...GOOD_CLAIMS, nbf: NOW + MINUTE },
    'an nbf that is past': { ...GOOD_CLAIMS, nbf: NOW - MINUTE },
    'an nbf in text': { ...GOOD_CLAIMS, nbf: 'soon' },
    'no jti': without('jti'),
    'an empty jti': { ...GOOD_CLAIMS, jti: '' },
    'a jti that is a number': { ...GOOD_CLAIMS, jti: 7 },
    'no sub': without('sub'),
    'a sub that is a number': { ...GOOD_CLAIMS, sub: 1 },
    'a sub that is an object': { ...GOOD_CLAIMS, sub: { id: 'per_1' } },
    'an empty sub': { ...GOOD_CLAIMS, sub: '' },
    'no sid': without('sid'),
    'a sid in a list': { ...GOOD_CLAIMS, sid: ['ses_1'] },
    'an empty sid': { ...GOOD_CLAIMS, sid: '' },
    'no iss': without('iss'),
    'a foreign iss': { ...GOOD_CLAIMS, iss: 'somebody-else' },
    'an iss in a list': { ...GOOD_CLAIMS, iss: ['git-token-gateway'] },
    'no aud': without('aud'),
    'a foreign aud': { ...GOOD_CLAIMS, aud: 'somebody-else' },
    'an aud among others': { ...GOOD_CLAIMS, aud: ['git-token-gateway', 'somebody-else'] },
    'a list as claims': [GOOD_CLAIMS],
    'null as claims': 'null',
    'text as claims': 'not json',
    'nothing as claims': '',
  };
  for (const [what, claims] of Object.entries(CLAIM_SETS)) {
    test(`is refused with ${what}`, () => assert.equal(tokens.verify(forge(GOOD_HEADER, claims)), null));
  }

  test('is refused when another key signed it', () => {
    assert.equal(tokens.verify(forge(GOOD_HEADER, GOOD_CLAIMS, { keyId: 'k2' })), null);
  });

  test('is refused when another hash signed it, whatever its alg says', () => {
    assert.equal(tokens.verify(forge(GOOD_HEADER, GOOD_CLAIMS, { hash: 'sha512' })), null);
    const header = { ...GOOD_HEADER, alg: 'HS512' };
    assert.equal(tokens.verify(forge(header, GOOD_CLAIMS, { hash: 'sha512' })), null);
  });

  test('is refused without its signature, alg none included', () => {
    const unsigned = (header: Json) => `${segment(header)}.${segment(GOOD_CLAIMS)}.`;
    assert.equal(tokens.verify(unsigned(GOOD_HEADER)), null);
    assert.equal(tokens.verify(unsigned({ ...GOOD_HEADER, alg: 'none' })), null);
  });

  test('is refused past 2,048 characters, however good', () => {
    const padded = (length: number) => forge(GOOD_HEADER, { ...GOOD_CLAIMS, pad: 'x'.repeat(length) });
    assert.deepEqual(tokens.verify(padded(1200)), CLAIMS);
    assert.equal(tokens.verify(padded(1400)), null);
  });
});

test('no text at all makes verification throw or pass', () => {
  const dotted = fc.array(fc.oneof(fc.base64String(), fc.json().map(segment)), { maxLength: 4 });
  const text = fc.oneof(
    fc.string(),
    dotted.map((parts) => parts.join('.')),
  );
  fc.assert(fc.property(text, (token) => tokens.verify(token) === null));
});

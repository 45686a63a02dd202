// Would a secret be found? The finder finds each one that is planted on purpose, in every form and at every offset; and nothing else.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { FORMS, findSecret } from './secret-finder';

const SECRET = 'ghp_Sentinel+of/the=Finder~1>';

const bytes = (text: string) => Buffer.from(text);
const hex = (text: string) => bytes(text).toString('hex');

/** How a careless program would write a text that holds the secret; by the form that is to be found. */
const CARELESS: Readonly<Record<string, readonly ((text: string) => string)[]>> = {
  plain: [(text) => text],
  'inside JSON': [(text) => JSON.stringify({ text })],
  base64: [(text) => bytes(text).toString('base64')],
  base64url: [(text) => bytes(text).toString('base64url')],
  hex: [hex, (text) => hex(text).toUpperCase()],
  'percent-encoded': [
    encodeURIComponent,
    encodeURI,
    (text) => new URLSearchParams({ text }).toString(),
    (text) => hex(text).replace(/../g, '%$&'),
    (text) => hex(text).toUpperCase().replace(/../g, '%$&'),
  ],
};

describe('the finder', () => {
  test('knows every form that is planted here, and no other', () => {
    assert.deepEqual(Object.keys(FORMS), Object.keys(CARELESS));
  });

  for (const [form, writers] of Object.entries(CARELESS)) {
    test(`finds a secret ${form}, wherever it begins, in text and in bytes`, () => {
      for (const [index, write] of writers.entries()) {
        for (const before of ['', 'a', 'ab', 'abc', 'abcd', '\u00e9abc']) {
          for (const after of ['', 'x', 'xy', 'xyz']) {
            const written = write(`${before}${SECRET}${after}`);
            for (const content of [written, Buffer.concat([Buffer.from([0, 255, 128]), bytes(written)])]) {
              const found = findSecret(SECRET, [{ name: 'the place', content }]);
              assert.ok(found.includes(`${form} in the place`), `writer ${index}: ${written}\nfound: ${found}`);
            }
          }
        }
      }
    });
  }

  test('finds secrets with quotes and backslashes inside JSON', () => {
    const secret = 'a"b\\c"d-e-f-g';
    const content = JSON.stringify({ secret });
    assert.deepEqual(findSecret(secret, [{ name: 'it', content }]), ['inside JSON in it']);
  });

  test('finds nothing in texts that do not hold the secret', () => {
    const innocent = fc.string({ maxLength: 200 }).filter((text) => !text.includes(SECRET));
    fc.assert(
      fc.property(innocent, (text) => {
        const contents = [text, bytes(text).toString('base64'), hex(text)];
        return contents.every((content) => findSecret(SECRET, [{ name: 'it', content }]).length === 0);
      }),
    );
  });
});

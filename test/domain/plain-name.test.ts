// What may a person, an account or a runtime be called?

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { NAME_LENGTH, refusalOfName, toPlainName } from '../../src/domain/plain-name';

const PLAIN = [
  'n',
  'Ada Admin',
  '  trimmed  ',
  'acme-production',
  'Grüße & <b>"\'',
  'Łukasz O’Neill-Müller, 3rd',
  'Пётр Ильич',
  'Νίκος',
  '山田太郎',
  'น้ำฝน',
  'محمد',
  'पीटर',
  '💥 runtime',
  'm² ™ ½',
  'x'.repeat(NAME_LENGTH.max),
];

const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'must have 1 to 100 characters': ['', '   ', 'x'.repeat(NAME_LENGTH.max + 1)],
  'must have no control characters and none that cannot be seen': [
    'bell\u0007',
    'two\nlines',
    'nul\u0000',
    'c1\u0085control',
    'line\u2028separator',
    'soft\u00adhyphen',
    'zero\u200bwidth',
    'joiner\u200d',
    'turned\u202eround',
    'isolate\u2066',
    'mark\u200f',
    'bom\ufeffinside',
    'tag\u{e0041}',
    'filler\u3164',
    'braille\u2800blank',
    'no-break\u00a0blank',
    'wide\u3000blank',
    'private\ue000use',
    'unassigned\u0378',
    'half\ud800pair',
  ],
  'must not mix Latin with Cyrillic or Greek letters, which look alike': [
    'Аcme',
    'acme-prоduction',
    'Αcme',
    'pαyments',
  ],
  'must be written in plain letters and digits': ['ａcme', '𝐀cme', 'oﬃce', 'run１'],
};

describe('names', () => {
  for (const name of PLAIN) {
    test(`plain: ${JSON.stringify(name.slice(0, 30))}`, () => assert.equal(refusalOfName(name), null));
  }

  for (const [words, names] of Object.entries(REFUSED)) {
    for (const name of names) {
      test(`${words}: ${JSON.stringify(name.slice(0, 30))}`, () => assert.equal(refusalOfName(name), words));
    }
  }

  test('an accent is kept in one way, however it was typed', () => {
    assert.equal(toPlainName('  Zu\u0308rich '), 'Z\u00fcrich');
  });

  test('a plain name is kept as it is: keeping it twice changes nothing, and what is kept is plain too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        const kept = toPlainName(text);
        assert.equal(toPlainName(kept), kept);
        assert.equal(refusalOfName(kept), refusalOfName(text));
      }),
    );
  });
});
